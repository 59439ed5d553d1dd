package sample

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// step is how long after each other a person does two things.
const step = 20 * time.Second

// write sends a command down the one road of a change, as if it were done by a
// person at a moment. The first one is engagement.Create.
type write func(cmd engagement.Command, by access.Actor, at time.Time) error

// teller tells one story by commands, dated in days before today on the
// customer's calendar. The first error ends the story and is kept.
type teller struct {
	story
	write write
	cast  cast
	today day.Date
	zone  *time.Location

	by       access.Actor
	at       time.Time      // of the next command
	items    map[string]int // the checklist's numbers by code
	rest     []string       // what the meetings have still to resolve
	meetings int
	planned  day.Date    // of the last meeting, when it is still to be held
	proposed []day.Date  // the reviews of the waivers, the first one's first
	dates    []time.Time // to come, on which something comes of the approved ones by itself
	err      error
}

// newTeller begins a story: its engagement.
func newTeller(s story, c cast, w write, now time.Time) *teller {
	f := s.facts(c)
	t := &teller{story: s, write: w, cast: c, zone: f.Location(), items: map[string]int{}}
	t.today = day.Of(now, t.zone)
	t.on(s.began)
	t.as(s.lead)
	t.do(engagement.Create{Facts: f, Members: c.ids(s.crew)})
	for i, name := range s.contacts {
		if slices.Index(s.contacts, name) == i {
			t.do(engagement.AddContact{Contact: contact(name, i == 0)})
		}
	}
	return t
}

// contact gives somebody at the customer; the first of them wants mail.
func contact(name string, first bool) engagement.Contact {
	c := engagement.Contact{Name: name, Side: "customer"}
	if first {
		local := strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r == ' ' {
				return r
			}
			return -1
		}, strings.ToLower(name))
		c.Email, c.Wants = strings.Join(strings.Fields(local), ".")+"@example.com", true
	}
	return c
}

// inputs confirms the key inputs: the task that ended the phase before, and who
// will do the work.
func (t *teller) inputs() {
	t.do(engagement.Attest{Noun: engagement.NounInput, Answers: map[int]engagement.Answer{
		1: {Met: true, Words: "Task 1699 of the assessment was closed; its report is in the customer's folder."},
		2: {Met: true, Words: "The customer named its own staff, and a partner for the network."},
	}})
}

// day gives the customer's date so many days ago, or to come when negative.
func (t *teller) day(ago int) day.Date { return t.today.Add(-ago) }

// on goes on to the morning of a day.
func (t *teller) on(ago int) { t.reach(t.day(ago).At(9*60, t.zone)) }

func (t *teller) reach(at time.Time) {
	if at.Before(t.at) && t.err == nil {
		t.err = fmt.Errorf("the story of %s goes back from %s to %s", t.customer, t.at, at)
	}
	t.at = at
}

// as lets another person act from here on.
func (t *teller) as(who string) { t.by = t.cast[who] }

// do does one thing, once the dates before it have passed, and lets a little time
// pass.
func (t *teller) do(cmd engagement.Command) {
	t.pass(t.at)
	t.send(cmd, t.by, t.at)
	t.note(cmd)
	t.at = t.at.Add(step)
}

func (t *teller) send(cmd engagement.Command, by access.Actor, at time.Time) {
	if t.err != nil {
		return
	}
	if err := t.write(cmd, by, at); err != nil {
		t.err = fmt.Errorf("the story of %s, %T by %s at %s: %w", t.customer, cmd, by.Name, at.In(t.zone), err)
	}
}

// pass lets the dates pass that come before a moment, each as its day begins.
func (t *teller) pass(before time.Time) {
	for len(t.dates) > 0 && t.dates[0].Before(before) {
		t.send(engagement.Lapse{}, access.System, t.dates[0])
		t.dates = t.dates[1:]
	}
}

// note keeps the dates that come of a waiver once it is approved. No two are the
// same, as no two commands of a story have the same moment.
func (t *teller) note(cmd engagement.Command) {
	switch c := cmd.(type) {
	case engagement.ProposeWaiver:
		t.proposed = append(t.proposed, c.ReviewOn)
	case engagement.DecideWaiver:
		if !c.Approve || t.err != nil {
			return
		}
		w := engagement.Waiver{ReviewOn: t.proposed[c.N-1], DecidedOn: day.Of(t.at, t.zone)}
		for _, on := range w.Dates() {
			t.dates = append(t.dates, on.At(0, t.zone))
		}
		slices.SortFunc(t.dates, time.Time.Compare)
		t.dates = slices.CompactFunc(t.dates, time.Time.Equal)
	}
}

// found fills the checklist. What stays is due from today on, and open until
// the story says otherwise; the meetings resolve the others.
func (t *teller) found(parts []part, stay ...string) {
	all, err := findings()
	if err != nil && t.err == nil {
		t.err = err
	}
	began := day.Of(t.at, t.zone)
	for _, f := range all {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.has(f.code) }) {
			continue
		}
		due := t.today.Add(f.days)
		if !slices.Contains(stay, f.code) {
			due = began.Add(f.days + 7)
			t.rest = append(t.rest, f.code)
		}
		t.items[f.code] = len(t.items) + 1
		t.do(engagement.AddItem{Item: f.item(due, t.owner(f.side), t.items)})
	}
}

// owner gives a person at the side that a finding belongs to, by turns.
func (t *teller) owner(side engagement.Side) string {
	switch side {
	case "customer":
		return t.contacts[len(t.items)%len(t.contacts)]
	case "partner":
		return "Kestrel Networks"
	case "SME":
		return t.cast["sme"].Name
	}
	return t.cast[t.lead].Name
}

// item names a checklist item by its code.
func (t *teller) item(code string) engagement.Subject {
	if t.items[code] == 0 && t.err == nil {
		t.err = fmt.Errorf("the story of %s knows no finding %s", t.customer, code)
	}
	return engagement.Subject{Noun: engagement.NounItem, N: t.items[code]}
}

// blocked says since today of the story what an item waits for.
func (t *teller) blocked(code string, kind engagement.BlockerKind, on string) {
	t.do(engagement.ChangeItem{N: t.item(code).N, BlockedKind: &kind, BlockedOn: &on})
}

// due gives an item another date, so many days ago.
func (t *teller) due(code string, ago int) {
	t.do(engagement.ChangeItem{N: t.item(code).N, Due: new(t.day(ago))})
}

// task gives a task its owner, its state and the date on which it is due.
func (t *teller) task(ftop int, who string, state engagement.TaskState, ago int) {
	owner := engagement.PersonID(t.cast[who].ID)
	t.do(engagement.ChangeTask{FTOP: ftop, Owner: &owner, State: &state, Due: new(t.day(ago))})
}
