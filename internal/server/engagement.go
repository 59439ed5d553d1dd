package server

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// change sends a command down the one road. The form's version, where it has
// one, is what the person saw.
func (s *server) change(r *request, cmd engagement.Command) (postgres.Changed, error) {
	id, err := r.engagementID()
	if err != nil {
		return postgres.Changed{}, err
	}
	seen, err := r.form.seen()
	if err != nil {
		return postgres.Changed{}, err
	}
	changed, err := r.visit.Change(r.Context(), id, cmd, seen)
	r.met()
	return changed, err
}

// tab is a page of an engagement.
type tab string

// The tabs, by their label.
const (
	overviewTab    tab = "Overview"
	tasksTab       tab = "Tasks"
	checklistTab   tab = "Checklist"
	checkpointsTab tab = "Checkpoints"
	exitTab        tab = "Exit"
	historyTab     tab = "History"
)

// header makes what stands over every page of an engagement.
func (r *request) header(e *postgres.Loaded, current tab) component.EngagementHeader {
	sum := e.Sum(r.now)
	h := component.EngagementHeader{
		Customer: e.Facts.Customer, Phase: string(e.Facts.Phase), Badges: headerBadges(e.Engagement, sum),
		Facts: []string{
			engagement.Thousands(e.Facts.Seats) + " seats", e.Facts.Motion, strings.Join(e.ServiceNames(), ", "),
			"Manager " + e.People.Name(e.Facts.Manager),
		},
		Tabs: tabs(e.Engagement, sum, current),
	}
	if sum.NextN != 0 {
		h.Next = new(timeOf(sum.NextAt, e.Engagement))
	}
	switch {
	case e.Past != nil: // its own bar says more
	case e.Exited() && len(sum.Attention) > 0:
		h.Notice = &component.Notice{Tone: component.Warn, Action: handoverLink(e), Text: sum.Attention[0].Sentence(e.Today(r.now)) +
			". The record of this engagement is read-only; a manager can reopen it on the exit page."}
	case e.Exited():
		h.Notice = &component.Notice{Tone: component.Info, Action: handoverLink(e), Text: "This engagement has exited to Enable. Its record is read-only."}
	case e.Facts.Reopened != "":
		h.Notice = &component.Notice{Tone: component.Warn, Text: "Reopened after its exit: " + e.Facts.Reopened}
	}
	return h
}

func headerBadges(e *engagement.Engagement, sum engagement.Summary) []component.Badge {
	switch {
	case e.Exited():
		return []component.Badge{component.State("Exited")}
	case sum.Exit == engagement.Waiting:
		return []component.Badge{{Text: "Exit waits for a manager", Tone: component.Warn}}
	case sum.Unmet == 0:
		return []component.Badge{component.State("Ready")}
	}
	return nil
}

func tabs(e *engagement.Engagement, sum engagement.Summary, current tab) []component.Tab {
	all := []component.Tab{
		{Label: string(overviewTab), URL: route.Engagement(e.ID), Key: "g o"},
		{Label: string(tasksTab), URL: tasksURL(e), Key: "g t", Count: fmt.Sprintf("%d/%d", sum.MandatoryDone, sum.MandatoryTotal)},
		{Label: string(checklistTab), URL: checklistURL(e), Key: "g c", Count: strconv.Itoa(sum.ItemsTotal - sum.ItemsClosed)},
		{Label: string(checkpointsTab), URL: route.Checkpoints(e.ID), Key: "g m"},
		{Label: string(exitTab), URL: route.Exit(e.ID), Key: "g x"},
		{Label: string(historyTab), URL: route.History(e.ID), Key: "g h"},
	}
	if e.Past != nil {
		all = all[:3] // what is shown of the past
		all[0].URL = pastURL(e)
	}
	for i := range all {
		all[i].Current = all[i].Label == string(current)
	}
	return all
}

// version is the hidden field that tells what a form was drawn from.
func version(e *postgres.Loaded) component.Hidden {
	return component.Hidden{Name: "version", Value: strconv.Itoa(e.Version)}
}

// personOptions lists the people who can be chosen to do something for an
// engagement, by name: those who see it, by its team or its manager's. Who was
// chosen stays in the list after they have left.
func personOptions(e *postgres.Loaded, chosen string) []component.Option {
	ids := slices.Concat([]engagement.PersonID{e.Facts.Manager}, membersOf(e.Engagement))
	for _, p := range e.People.Team(e.ManagerTeam) {
		ids = append(ids, engagement.PersonID(p.ID))
	}
	if n, err := strconv.ParseInt(chosen, 10, 64); err == nil {
		ids = append(ids, engagement.PersonID(n))
	}
	var options []component.Option
	for _, id := range ids {
		p, known := e.People.Person(id)
		value := blankZero(id)
		if known && (p.Active || value == chosen) {
			options = append(options, component.Option{Value: value, Label: p.Name, Selected: value == chosen})
		}
	}
	return byLabel(options)
}

// membersOf lists who works on an engagement, its manager aside.
func membersOf(e *engagement.Engagement) []engagement.PersonID {
	var ids []engagement.PersonID
	for n, m := range e.Members {
		if m.Present {
			ids = append(ids, engagement.PersonID(n))
		}
	}
	return ids
}

// byLabel sorts options by what they say, and leaves each in once.
func byLabel(options []component.Option) []component.Option {
	slices.SortFunc(options, func(a, b component.Option) int {
		return cmp.Or(strings.Compare(a.Label, b.Label), strings.Compare(a.Value, b.Value))
	})
	return slices.Compact(options)
}
