package server

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// basis makes of what an exit rests on what its page shows: everything that
// engagement.ExitBasis lists, which is what an approval is of. Remarks on it are
// typed where remarks says so.
type basis struct {
	e       *postgres.Loaded
	today   day.Date
	remarks bool
	typed   url.Values
	errs    component.Errors
}

// groups lists the key outputs, which are read first, and what is folded away.
func (b basis) groups() []page.BasisGroup {
	return []page.BasisGroup{b.outputs(), folded(b.inputs()), folded(b.tasks()), folded(b.items())}
}

func (b basis) outputs() page.BasisGroup {
	return b.attested("outputs", "Key outputs", engagement.NounOutput, b.e.Edition.Playbook.KeyOutputs, b.e.Outputs)
}

func (b basis) inputs() page.BasisGroup {
	return b.attested("inputs", "Key inputs", engagement.NounInput, b.e.Edition.Playbook.KeyInputs, b.e.Inputs)
}

// folded folds a group away, unless something is typed in it.
func folded(g page.BasisGroup) page.BasisGroup {
	g.Fold = true
	g.Open = slices.ContainsFunc(g.Rows, func(r page.BasisRow) bool { return r.Remark != nil && r.Remark.Open })
	return g
}

// row begins what is shown of a record.
func (b basis) row(on engagement.Subject, text string) page.BasisRow {
	r := page.BasisRow{On: subjectLink(b.e.Engagement, on)}
	r.On.Text = text
	if b.remarks {
		r.Remark = remarkField(b.e.Engagement, on, b.typed, b.errs)
	}
	return r
}

// attested lists key inputs or outputs, each with who stands for it and in which
// words.
func (b basis) attested(id, title string, noun engagement.Noun, texts []string, of map[int]*engagement.Attestation) page.BasisGroup {
	g := page.BasisGroup{ID: id, Title: title}
	met := 0
	for i, text := range texts {
		r := b.row(engagement.Subject{Noun: noun, N: i + 1}, plainMarkdown(text))
		r.State = component.State("Open")
		if a := of[i+1]; a != nil {
			r.Words = linesOf(a.Words)
			if a.Met {
				met++
				r.State, r.Facts = component.State("Met"), []string{byOn(b.e, a.By, a.On)}
			}
		}
		g.Rows = append(g.Rows, r)
	}
	g.Note = fmt.Sprintf("%d of %d", met, len(texts))
	return g
}

// tasks lists the mandatory tasks in scope, but the one that the exit does.
func (b basis) tasks() page.BasisGroup {
	g := page.BasisGroup{ID: "mandatory", Title: "Mandatory tasks"}
	for _, s := range b.e.Scope(b.today) {
		if !s.In || !s.Mandatory || s.ID == engagement.ExitTask {
			continue
		}
		t := b.e.Task(s.ID)
		r := b.row(engagement.Subject{Noun: engagement.NounTask, N: s.ID}, fmt.Sprintf("%d %s", s.ID, s.Name))
		r.State = taskBadge(b.e.TaskState(s.ID, b.today))
		if t.DoneBy != 0 {
			r.Facts = append(r.Facts, "Done by "+byOn(b.e, t.DoneBy, t.DoneOn))
		}
		if t.ConfirmedBy != "" {
			r.Facts = append(r.Facts, "Confirmed by "+t.ConfirmedBy+", "+dayOf(t.ConfirmedOn).Text)
		}
		g.Rows = append(g.Rows, r)
	}
	g.Note = counted(len(g.Rows), "task")
	return g
}

// items lists the whole checklist, by number.
func (b basis) items() page.BasisGroup {
	g := page.BasisGroup{ID: "checklist", Title: "Remediation checklist", Note: counted(len(b.e.Items), "item")}
	for _, n := range slices.Sorted(maps.Keys(b.e.Items)) {
		i := b.e.Items[n]
		r := b.row(engagement.Subject{Noun: engagement.NounItem, N: n}, fmt.Sprintf("Item %d: %s", n, i.Finding))
		r.State = component.State(capital(i.State))
		r.Facts = []string{strings.Join([]string{string(i.Severity), i.Service, owner(*i)}, " · ")}
		if i.DoneWhen != "" {
			r.Facts = append(r.Facts, "Done when: "+i.DoneWhen)
		}
		if i.State == engagement.Resolved {
			at := timeOf(i.ResolvedAt, b.e.Engagement)
			r.Facts = append(r.Facts, fmt.Sprintf("Resolved by %s, %s", nameOf(b.e, i.ResolvedBy), at.Text))
		}
		g.Rows = append(g.Rows, r)
	}
	return g
}

// exitFacts lists what is signed besides: whose exit it is, and by which playbook.
func exitFacts(e *postgres.Loaded) component.DefinitionList {
	f := e.Facts
	return component.DefinitionList{
		{Term: "Customer", Text: f.Customer}, {Term: "Seats", Text: engagement.Thousands(f.Seats)}, {Term: "Motion", Text: f.Motion},
		{Term: "Services", Text: strings.Join(e.ServiceNames(), ", ")}, {Term: "Manager", Text: nameOf(e, f.Manager)},
		{Term: "Time zone", Text: f.Zone},
		{Term: "Playbook", Text: fmt.Sprintf("%s, edition %d (%s)", e.Edition.Playbook.Title, e.Edition.Number, e.Edition.Slug)},
	}
}

// exitChange names the change after which a request that waits is decided on.
func exitChange(e *postgres.Loaded) component.DefinitionList {
	return component.DefinitionList{
		{Term: "Newest change", Detail: component.Link{Text: "Change " + strconv.Itoa(e.Version), URL: changeURL(e.ID, e.Version)}},
		{Term: "Its hash", Text: e.Head.String()},
	}
}

// exitWaivers gives the waivers that hold on a day, newest first. A review date that
// has passed since is told.
func exitWaivers(e *postgres.Loaded, on, today day.Date) []page.ExitWaiver {
	var all []page.ExitWaiver
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(e.Waivers))) {
		w := e.Waivers[n]
		if !w.Live(on) {
			continue
		}
		review := dayOf(w.ReviewOn)
		review.Late = !today.Before(w.ReviewOn)
		all = append(all, page.ExitWaiver{
			On: subjectLink(e.Engagement, w.On()), Reason: w.Reason, Compensating: w.Compensating, ReviewOn: review,
			Approved: "approved by " + byOn(e, w.DecidedBy, w.DecidedOn), Proposed: "Proposed by " + byOn(e, w.ProposedBy, w.ProposedOn),
			Words: linesOf(w.Words),
		})
	}
	return all
}

// exitOptional lists the optional tasks that the exit will close as not
// pursued, or those that it closed.
func exitOptional(e *engagement.Engagement, today day.Date) page.ExitOptional {
	v := page.ExitOptional{Title: "Open optional tasks", Text: "They do not block the exit. Its approval closes them as not pursued."}
	open := e.OpenOptional(today)
	if e.Exited() {
		v.Title, v.Text = "Optional tasks", "The exit closed them as not pursued."
		open = nil
		for _, s := range e.Scope(today) {
			if e.TaskState(s.ID, today) == engagement.NotPursued {
				open = append(open, s)
			}
		}
	}
	for _, s := range open {
		v.Tasks = append(v.Tasks, subjectLink(e, engagement.Subject{Noun: engagement.NounTask, N: s.ID}))
	}
	return v
}
