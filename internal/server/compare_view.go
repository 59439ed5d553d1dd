package server

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// comparedFields are the choice of one side: a checkpoint, an end of the history,
// what is shown; or a day.
func comparedFields(now *postgres.Loaded, shown *postgres.Past, name, label string, at time.Time) []templ.Component {
	point := pastPoint(shown.Engagement)
	options := []component.Option{{Value: "1", Label: "The beginning"}}
	options = append(options, checkpointOptions(now.Engagement, checkpointPoint)...)
	options = append(options, component.Option{Value: pointNow, Label: "Now"})
	chosen := point
	switch {
	case shown.Next == nil && now.Version == shown.Version:
		chosen = pointNow
	default:
		for n, c := range shown.Checkpoints {
			if c.State == engagement.Closed && c.ClosedAt.Equal(shown.Past.At) {
				chosen = checkpointPoint + strconv.Itoa(n)
			}
		}
	}
	if !slices.ContainsFunc(options, func(o component.Option) bool { return o.Value == chosen }) {
		options = append(options, component.Option{Value: point, Label: fmt.Sprintf("Change %d", shown.Version)})
		chosen = point
	}
	for i := range options {
		options[i].Selected = options[i].Value == chosen
	}
	return []templ.Component{
		component.Select{Name: name, Label: label, Options: options},
		component.DateField{Name: name + "_on", Label: "or the end of", Max: now.Today(at).String()},
	}
}

// checkpointOptions offers the checkpoints that were closed, newest first.
func checkpointOptions(e *engagement.Engagement, prefix string) []component.Option {
	var options []component.Option
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(e.Checkpoints))) {
		if c := e.Checkpoints[n]; c.State == engagement.Closed {
			options = append(options, component.Option{Value: prefix + strconv.Itoa(n),
				Label: fmt.Sprintf("Checkpoint %d, %s", n, dayOf(e.Day(c.ClosedAt)).Text)})
		}
	}
	return options
}

// comparedSums tells what became of the whole, each at its own moment: the phase,
// what is blocked and late, and every condition of the exit. What is the same is
// left out.
func comparedSums(from, to *postgres.Past) []page.CompareSum {
	var all []page.CompareSum
	add := func(label, was, became string) {
		if was != became {
			all = append(all, page.CompareSum{Label: label, Before: was, After: became})
		}
	}
	a, b := from.Sum(from.Past.At), to.Sum(to.Past.At)
	add("Phase", string(from.Facts.Phase), string(to.Facts.Phase))
	add("Blockers", strconv.Itoa(a.Blockers), strconv.Itoa(b.Blockers))
	add("Overdue", strconv.Itoa(a.Overdue), strconv.Itoa(b.Overdue))
	was := standingReadiness(from.Engagement, from.Today(from.Past.At))
	for _, c := range standingReadiness(to.Engagement, to.Today(to.Past.At)) {
		before := "Not asked for"
		for _, d := range was {
			if d.Key == c.Key {
				before = conditionSum(d)
			}
		}
		add(c.Title, before, conditionSum(c))
	}
	return all
}

func conditionSum(c engagement.Condition) string {
	if c.Met {
		return "Met. " + c.Why
	}
	return "Not met. " + c.Why
}

// comparedGroups lists the records that differ, by kind.
func comparedGroups(to *postgres.Loaded, all []engagement.Difference) []page.CompareGroup {
	var groups []page.CompareGroup
	for i, d := range all {
		if i == 0 || d.Noun != all[i-1].Noun {
			groups = append(groups, page.CompareGroup{Title: pluralOf(d.Noun)})
		}
		g := &groups[len(groups)-1]
		g.Records = append(g.Records, comparedRecord(to, d))
	}
	return groups
}

// comparedRecord tells what became of one record.
func comparedRecord(to *postgres.Loaded, d engagement.Difference) page.CompareRecord {
	ev := engagement.Event{Subject: d.Subject, Changes: d.Changes}
	v := page.CompareRecord{Name: recordName(to, ev), About: aboutWords(to.Engagement, eventSubject(to.Engagement, ev))}
	for _, c := range d.Changes {
		if slices.Contains(toldBySentence[d.Noun], c.Field) {
			continue
		}
		v.Changes = append(v.Changes, historyChange(to, d.Noun, c, d.New))
	}
	if d.New {
		v.Mark = "New"
	}
	if present, touched := ev.Became("present"); touched && d.Noun == engagement.NounMember {
		v.Mark = map[bool]string{true: "Joined", false: "Left"}[present != ""]
	}
	if len(v.Changes) > mostChanges && d.New {
		v.Fold = counted(len(v.Changes), "field")
	}
	return v
}

// recordName names a record that differs, and leads to it as it stands now.
func recordName(e *postgres.Loaded, ev engagement.Event) component.Link {
	s := ev.Subject
	if l := e.Lines[s.N]; s.Noun == engagement.NounLine && l != nil {
		return component.Link{Text: fmt.Sprintf("Checkpoint %d on %s", l.Checkpoint, e.Name(l.On())), URL: route.Checkpoint(e.ID, l.Checkpoint)}
	}
	return component.Link{Text: eventName(e, s), URL: route.Of(e.ID, eventSubject(e.Engagement, ev))}
}

// pluralOf gives what records of a kind are called together.
func pluralOf(noun engagement.Noun) string {
	for _, n := range nouns {
		if n.noun == noun {
			return n.plural
		}
	}
	return string(noun)
}
