package server

import (
	"fmt"
	"net/url"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// historyList is an engagement's history as its URL asks for it: noun and n
// say which records, person who did it, kind what happened, before and after
// where the page begins. What cannot be read leaves everything in.
type historyList struct{ listState }

func newHistoryList(id engagement.ID, values url.Values) historyList {
	return historyList{listState{path: route.History(id), values: values}}
}

func (l historyList) number(name string) int {
	n, err := strconv.ParseInt(l.values.Get(name), 10, 32)
	if err != nil || n < 1 {
		return 0
	}
	return int(n)
}

func (l historyList) noun() engagement.Noun { return engagement.Noun(l.values.Get("noun")) }

func (l historyList) person() engagement.PersonID {
	n, err := strconv.ParseInt(l.values.Get("person"), 10, 64)
	if err != nil || n < 1 {
		return 0
	}
	return engagement.PersonID(n)
}

func (l historyList) query() postgres.HistoryQuery {
	return postgres.HistoryQuery{
		Noun: l.noun(), N: l.number("n"), Actor: l.person(), Kind: l.values.Get("kind"),
		Since: l.number("since"), Until: l.number("until"), Before: l.number("before"), After: l.number("after"),
	}
}

// filtered gives the list at its first page, with some filters changed.
func (l historyList) filtered(pairs ...string) string {
	return l.url(append([]string{"before", "", "after", ""}, pairs...)...)
}

// pluralNoun is a kind of records, as a choice words it.
type pluralNoun struct {
	noun   engagement.Noun
	plural string
}

var nouns = []pluralNoun{
	{engagement.NounTask, "Tasks"}, {engagement.NounItem, "Checklist items"}, {engagement.NounCheckpoint, "Checkpoints"},
	{engagement.NounLine, "Progress at checkpoints"}, {engagement.NounPromise, "Promises"}, {engagement.NounPoint, "Points of the agenda"}, {engagement.NounContact, "Contacts"},
	{engagement.NounWaiver, "Waivers"}, {engagement.NounException, "Seat exceptions"},
	{engagement.NounInput, "Key inputs"}, {engagement.NounOutput, "Key outputs"}, {engagement.NounExit, "Exit requests"},
	{engagement.NounFacts, "Facts"}, {engagement.NounMember, "Team"},
}

func (l historyList) nounField() component.Select {
	s := component.Select{ID: "filter-noun", Name: "noun", Label: "About", Blank: "Everything"}
	for _, n := range nouns {
		s.Options = append(s.Options, component.Option{Value: string(n.noun), Label: n.plural, Selected: n.noun == l.noun()})
	}
	return s
}

func (l historyList) numberField() component.Field {
	return component.Field{ID: "filter-n", Name: "n", Label: "Number", Value: l.values.Get("n"), InputMode: "numeric",
		Autocomplete: "off", MaxLength: 10, Size: component.Short}
}

// personField offers who works on the engagement, and who did what is shown.
func (l historyList) personField(e *postgres.Loaded, events []engagement.Event) component.Select {
	s := component.Select{ID: "filter-person", Name: "person", Label: "Who", Blank: "Anyone"}
	s.Options = personOptions(e, blankZero(l.person()))
	for _, ev := range events {
		if ev.Actor != 0 {
			s.Options = append(s.Options, component.Option{
				Value: blankZero(ev.Actor), Label: nameOf(e, ev.Actor), Selected: ev.Actor == l.person(),
			})
		}
	}
	s.Options = byLabel(s.Options)
	return s
}

// kindField offers what can have happened, by the record that it happens to.
func (l historyList) kindField() component.Select {
	s := component.Select{ID: "filter-kind", Name: "kind", Label: "What happened", Blank: "Anything"}
	for _, g := range happenings {
		group := component.OptionGroup{Label: g.about}
		for _, h := range g.all {
			group.Options = append(group.Options, component.Option{
				Value: string(h.kind), Label: capital(h.says), Selected: string(h.kind) == l.values.Get("kind"),
			})
		}
		s.Groups = append(s.Groups, group)
	}
	return s
}

func (l historyList) filters(e *postgres.Loaded) component.Filters {
	f := component.Filters{Action: l.path, ClearURL: l.path}
	for _, name := range []string{"since", "until"} {
		if n := l.number(name); n != 0 {
			f.Hidden = append(f.Hidden, component.Hidden{Name: name, Value: strconv.Itoa(n)})
		}
	}
	add := func(label string, clear ...string) {
		f.Chips = append(f.Chips, component.Chip{Label: label, RemoveURL: l.filtered(clear...)})
	}
	if l.noun() != "" {
		add("About: "+l.about(), "noun", "", "n", "")
	}
	if id := l.person(); id != 0 {
		add("Who: "+nameOf(e, id), "person", "")
	}
	if kind := l.values.Get("kind"); kind != "" {
		add("What happened: "+kindLabel(engagement.Kind(kind)), "kind", "")
	}
	if n := l.number("since"); n != 0 {
		add(fmt.Sprintf("After change %d", n), "since", "")
	}
	if n := l.number("until"); n != 0 {
		add(fmt.Sprintf("Up to change %d", n), "until", "")
	}
	return f
}

// about names the records that the list is about: "Tasks, number 4080".
func (l historyList) about() string {
	text := pluralOf(l.noun())
	if n := l.number("n"); n != 0 {
		text += fmt.Sprintf(", number %d", n)
	}
	return text
}
