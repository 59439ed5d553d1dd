package server

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// itemView makes the page of item n, which must be there.
func (r *request) itemView(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) page.ItemView {
	today := e.Today(r.now)
	i := e.Listed(n, today)
	v := page.ItemView{
		Header: r.header(e, checklistTab), Number: fmt.Sprintf("Item %d", n), Finding: i.Finding,
		Badges:   []component.Badge{component.State(capital(i.State)), component.Severity(string(i.Severity))},
		Up:       component.Link{Text: "Checklist", URL: route.Checklist(e.ID)},
		Errors:   errs,
		ReadOnly: r.whyNot(e, engagement.ChangeItem{N: n}) != "", Notes: cmp.Or(i.Notes, "There are none."),
		Facts: itemFacts(e, i), Waits: waitsFor(e, i.Waits), Said: said(e, engagement.Subject{Noun: engagement.NounItem, N: n}),
		Waiver:  r.waiverPanel(e, engagement.Subject{Noun: engagement.NounItem, N: n}, typed, errs),
		History: historyOf(e.ID, engagement.Subject{Noun: engagement.NounItem, N: n}),
		Remark:  remarkNotice(e, engagement.Subject{Noun: engagement.NounItem, N: n}),
	}
	v.Previous, v.Next = neighbours(e, n)
	if !i.Blocker.IsZero() {
		v.Badges = append(v.Badges, component.State("Blocked"))
		v.Blocked = &component.Notice{Tone: component.Bad, Title: "Blocked since " + blockedSince(e.Engagement, i.Blocker, today),
			Text: blockerWords(i.Blocker)}
	}
	for _, m := range e.WaitedFor(n) {
		v.WaitedFor = append(v.WaitedFor, component.Link{Text: "#" + strconv.Itoa(m), URL: route.Item(e.ID, m)})
	}
	fields := over(itemValues(i.Item), typed)
	v.Form = component.Form{Action: route.Item(e.ID, n), Draft: "item", Hidden: []component.Hidden{drawnFrom(e, typed)}}
	v.Fields, v.Progress = itemFields(e, fields, errs), itemProgress(fields, errs)
	return v
}

// itemFacts lists what an item is, in a few words.
func itemFacts(e *postgres.Loaded, i engagement.ListedItem) component.DefinitionList {
	facts := component.DefinitionList{
		{Term: "Done when", Text: i.DoneWhen}, {Term: "Service", Text: i.Service},
		{Term: "Owner", Text: owner(i.Item)}, {Term: "Due", Detail: dueOf(i)},
	}
	if t, _, known := e.PlaybookTask(i.FTOP); known {
		facts = append(facts, component.Definition{Term: "FTOP task", Detail: component.Link{
			Text: strconv.Itoa(t.ID) + " " + t.Name, URL: route.Task(e.ID, t.ID)}})
	}
	facts = append(facts, component.Definition{Term: "Added", Text: dayOf(e.Day(i.AddedAt)).Text})
	if i.State == engagement.Resolved {
		facts = append(facts, component.Definition{Term: "Resolved", Text: byOn(e, i.ResolvedBy, e.Day(i.ResolvedAt))})
	}
	return facts
}

func owner(i engagement.Item) string {
	if i.Owner == "" {
		return capital(i.Side)
	}
	return capital(i.Side) + ", " + i.Owner
}

func dueOf(i engagement.ListedItem) component.Day {
	return dueIn(i.Due, i.Overdue)
}

// neighbours leads to the items before and after item n, by number.
func neighbours(e *postgres.Loaded, n int) (previous, next *component.Link) {
	numbers := slices.Sorted(maps.Keys(e.Items))
	at := slices.Index(numbers, n)
	if at > 0 {
		previous = &component.Link{Text: "Previous item", URL: route.Item(e.ID, numbers[at-1])}
	}
	if at+1 < len(numbers) {
		next = &component.Link{Text: "Next item", URL: route.Item(e.ID, numbers[at+1])}
	}
	return previous, next
}

// said gives what checkpoints said of a task or an item, newest first.
func said(e *postgres.Loaded, on engagement.Subject) []page.SaidRow {
	var rows []page.SaidRow
	for _, n := range e.LinesOf(on) {
		l := e.Lines[n]
		row := page.SaidRow{
			Checkpoint: component.Link{Text: fmt.Sprintf("Checkpoint %d", l.Checkpoint), URL: route.Checkpoint(e.ID, l.Checkpoint)},
			When:       timeOf(l.At, e.Engagement), By: nameOf(e, l.By), Did: l.Did, Note: l.Note,
		}
		if l.State != "" {
			row.State = new(component.State(capital(l.State)))
		}
		rows = append(rows, row)
	}
	return rows
}

// historyOf leads to the history of one record.
func historyOf(id engagement.ID, on engagement.Subject) component.Link {
	return component.Link{Text: "History of " + on.String(), URL: route.With(route.History(id), values("noun", on.Noun, "n", on.N))}
}
