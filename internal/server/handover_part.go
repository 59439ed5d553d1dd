package server

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// openPart lists what still stands in the way of the exit, nothing once it was
// approved.
func (h handing) openPart() *page.HandoverPart {
	part := &page.HandoverPart{ID: "open", Title: "Still open", Text: "This stands in the way of the exit."}
	if h.exit != nil {
		return nil
	}
	listed := map[engagement.Subject]bool{}
	for _, c := range h.Readiness(h.on).Unmet() {
		for _, s := range c.Subjects {
			if !listed[s] { // a task can stand in the way twice
				part.Entries = append(part.Entries, page.HandoverEntry{Name: subjectLink(h.Engagement, s)})
			}
			listed[s] = true
		}
	}
	if len(part.Entries) == 0 {
		return nil
	}
	return part
}

// tasksPart lists the tasks that were done, the mandatory ones first.
func (h handing) tasksPart() *page.HandoverPart {
	part := &page.HandoverPart{ID: "tasks", Title: "Tasks done"}
	var optional []page.HandoverEntry
	for _, s := range h.Scope(h.on) {
		t := h.Task(s.ID)
		if !s.In || t.State != engagement.Done {
			continue
		}
		entry := page.HandoverEntry{Name: subjectLink(h.Engagement, engagement.Subject{Noun: engagement.NounTask, N: s.ID})}
		if s.Mandatory {
			entry.Said = "Mandatory, done by " + byOn(h.Loaded, t.DoneBy, t.DoneOn)
			part.Entries = append(part.Entries, entry)
			continue
		}
		entry.Said = "Optional, done by " + byOn(h.Loaded, t.DoneBy, t.DoneOn)
		optional = append(optional, entry)
	}
	part.Entries = append(part.Entries, optional...)
	if len(part.Entries) == 0 {
		part.Text = "No task in scope is done."
	}
	return part
}

// checklistPart counts the items by severity, and lists those that were resolved.
func (h handing) checklistPart() *page.HandoverPart {
	part := &page.HandoverPart{ID: "checklist", Title: "Remediation checklist"}
	if len(h.Items) == 0 {
		part.Text = "The checklist is empty."
		return part
	}
	items := h.ListItems(engagement.ItemQuery{Sort: engagement.BySeverity}, h.on)
	for _, severity := range engagement.Severities {
		if words := countItems(items, severity); words != "" {
			part.Facts = append(part.Facts, component.Definition{Term: string(severity), Text: words})
		}
	}
	fold := &page.HandoverFold{ID: "resolved"}
	for _, i := range items {
		if i.State == engagement.Resolved {
			fold.Entries = append(fold.Entries, page.HandoverEntry{
				Name: subjectLink(h.Engagement, engagement.Subject{Noun: engagement.NounItem, N: i.N}),
				Said: fmt.Sprintf("%s, %s, resolved by %s", i.Severity, i.Service, byOn(h.Loaded, i.ResolvedBy, h.Day(i.ResolvedAt))),
			})
		}
	}
	if fold.Summary = counted(len(fold.Entries), "resolved item"); len(fold.Entries) > 0 {
		part.Folded = fold
	}
	return part
}

// countItems says what became of the items of a severity, nothing where there is
// none.
func countItems(items []engagement.ListedItem, severity engagement.Severity) string {
	var parts []string
	for _, state := range []struct {
		words string
		takes func(engagement.ListedItem) bool
	}{
		{"resolved", func(i engagement.ListedItem) bool { return i.State == engagement.Resolved }},
		{"accepted as a risk", func(i engagement.ListedItem) bool { return i.State != engagement.Resolved && i.Closed }},
		{"open", func(i engagement.ListedItem) bool { return !i.Closed }},
	} {
		n := 0
		for _, i := range items {
			if i.Severity == severity && state.takes(i) {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, state.words))
		}
	}
	return strings.Join(parts, ", ")
}

// waiversPart lists what was waived or accepted, till when, and what is done
// instead.
func (h handing) waiversPart() *page.HandoverPart {
	part := &page.HandoverPart{ID: "waivers", Title: "Waived tasks and accepted risks",
		Text: "Each is left undone until its review date; then somebody has to look at it again."}
	for _, w := range exitWaivers(h.Loaded, h.on, h.today) {
		entry := page.HandoverEntry{Name: w.On, Said: fmt.Sprintf("until %s, %s", w.ReviewOn.Text, w.Approved), Facts: []component.Definition{
			{Term: "Why", Text: w.Reason}, {Term: "Instead", Text: w.Compensating},
		}}
		if w.ReviewOn.Late {
			entry.Late = "The review date has passed"
		}
		part.Entries = append(part.Entries, entry)
	}
	if len(part.Entries) == 0 {
		part.Text = "Nothing was waived, and no risk was accepted."
	}
	return part
}

// optionalPart lists what the exit closed as not pursued, or will close.
func (h handing) optionalPart() *page.HandoverPart {
	o := exitOptional(h.Engagement, h.on)
	if len(o.Tasks) == 0 {
		return nil
	}
	part := &page.HandoverPart{ID: "optional", Title: o.Title, Text: o.Text}
	for _, t := range o.Tasks {
		part.Entries = append(part.Entries, page.HandoverEntry{Name: t})
	}
	return part
}

// pilotPart gives the key outputs that speak of the pilot.
func (h handing) pilotPart() *page.HandoverPart {
	part := &page.HandoverPart{ID: "pilot", Title: "Pilot users and groups", Entries: h.outputs(true)}
	if len(part.Entries) == 0 {
		part.Text = "No key output of this playbook speaks of pilot users or groups."
	}
	return part
}

// outputsPart gives the other key outputs.
func (h handing) outputsPart() *page.HandoverPart {
	part := &page.HandoverPart{ID: "outputs", Title: "Key outputs", Entries: h.outputs(false)}
	if len(part.Entries) == 0 {
		return nil
	}
	return part
}

// outputs gives the key outputs that speak of the pilot, or those that do not.
func (h handing) outputs(pilot bool) []page.HandoverEntry {
	var all []page.HandoverEntry
	for _, o := range (basis{e: h.Loaded}).outputs().Rows {
		if strings.Contains(strings.ToLower(o.On.Text), "pilot") != pilot {
			continue
		}
		entry := page.HandoverEntry{Name: component.Link{Text: o.On.Text}, Said: "not attested", Words: o.Words}
		if len(o.Facts) > 0 {
			entry.Said = "attested by " + o.Facts[0]
		}
		all = append(all, entry)
	}
	return all
}

// contactsPart names the people of the team, and those at the customer and the
// partner whom the record knows.
func (h handing) contactsPart() *page.HandoverPart {
	part := &page.HandoverPart{ID: "contacts", Title: "Contacts"}
	for _, m := range team(h.Loaded) {
		part.Facts = append(part.Facts, component.Definition{Term: m.Role, Text: m.Name})
	}
	if t := h.Task(engagement.ReviewTask); t.ConfirmedBy != "" {
		part.Facts = append(part.Facts, component.Definition{
			Term: "Confirmed the customer's review", Text: fmt.Sprintf("%s, on %s", t.ConfirmedBy, dayOf(t.ConfirmedOn).Text),
		})
	}
	for _, side := range engagement.Sides {
		if owners := h.owners(side); owners != "" {
			part.Facts = append(part.Facts, component.Definition{Term: "Owners of items, " + string(side), Text: owners})
		}
	}
	return part
}

// owners names who owned items at a side, with how many each.
func (h handing) owners(side engagement.Side) string {
	items := map[string]int{}
	for _, i := range h.Items {
		if i.Side == side && i.Owner != "" {
			items[i.Owner]++
		}
	}
	names := slices.Sorted(maps.Keys(items))
	for n, name := range names {
		names[n] = fmt.Sprintf("%s (%s)", name, counted(items[name], "item"))
	}
	return strings.Join(names, ", ")
}

// stepsPart gives the next steps of the playbook.
func (h handing) stepsPart() *page.HandoverPart {
	part := &page.HandoverPart{ID: "next", Title: "Next steps"}
	for _, s := range h.Edition.Playbook.NextSteps {
		part.Steps = append(part.Steps, page.HandoverStep{Drawn: inlineMarkdown(s), Markdown: lineAsMarkdown(s)})
	}
	if len(part.Steps) == 0 {
		part.Text = "This playbook names none."
	}
	return part
}
