package engagement_test

import (
	"encoding/binary"
	"errors"
	"slices"
	"testing"
	"time"
	"unicode"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// The people of the tests. All but the stranger are of the manager's team.
var (
	engineer  = access.Actor{ID: 1, Role: access.Engineer, TeamID: 7}
	engineer2 = access.Actor{ID: 2, Role: access.Engineer, TeamID: 7}
	manager   = access.Actor{ID: 3, Role: access.Manager, TeamID: 7}
	manager2  = access.Actor{ID: 4, Role: access.Manager, TeamID: 7}
	admin     = access.Actor{ID: 5, Role: access.Admin}
	sme       = access.Actor{ID: 6, Role: access.SME, TeamID: 7}
	stranger  = access.Actor{ID: 9, Role: access.Manager, TeamID: 8}
	everybody = []access.Actor{engineer, engineer2, manager, manager2, admin, sme, stranger}
)

// monday is the moment at which the tests begin, in the middle of the
// customer's day.
var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// today is monday's date in Prague, the customer's zone.
var today = day.New(2026, 3, 2)

// teller takes what a desk finds wrong:
// a testing.TB or a rapid.T.
type teller interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// desk is where commands are put to one engagement, and its events pile up.
type desk struct {
	t      teller
	e      *engagement.Engagement
	events []engagement.Event
	now    time.Time
	salts  uint64
}

// facts give the customer of the domain's example.
func facts() engagement.Facts {
	return engagement.Facts{
		Customer: "Harbour & Finch", Seats: 12_000, Motion: "RFA", Services: []string{"Exchange", "MDATP"},
		Manager: engagement.PersonID(manager.ID), Cadence: engagement.Weekly, MeetsAt: 10 * 60, Zone: "Europe/Prague",
	}
}

// begin creates the engagement of facts, by the engineer.
func begin(t teller) *desk { return beginWith(t, facts()) }

func beginWith(t teller, f engagement.Facts) *desk {
	t.Helper()
	d := &desk{t: t, now: monday, e: engagement.New(11, edition())}
	d.do(engineer, engagement.Create{Facts: f, Members: []engagement.PersonID{6}})
	return d
}

// ready gives an engagement of which every condition of the exit holds.
func ready(t teller) *desk {
	t.Helper()
	d := begin(t)
	d.makeReady()
	return d
}

func (d *desk) makeReady() {
	d.t.Helper()
	d.do(engineer, engagement.Attest{Noun: engagement.NounInput, Answers: yes(2)})
	d.do(engineer, engagement.Attest{Noun: engagement.NounOutput, Answers: yes(4)})
	d.do(sme, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done)})
	d.do(engineer, reviewed("Ana Ruiz", d.today()))
}

func yes(n int) map[int]engagement.Answer {
	all := map[int]engagement.Answer{}
	for i := range n {
		all[i+1] = engagement.Answer{Met: true, Words: "Seen."}
	}
	return all
}

func reviewed(by string, on day.Date) engagement.ChangeTask {
	return engagement.ChangeTask{
		FTOP: engagement.ReviewTask, State: new(engagement.Done), ConfirmedBy: new(by), ConfirmedOn: new(on),
	}
}

func (d *desk) today() day.Date { return d.e.Today(d.now) }

// pass lets days go by.
func (d *desk) pass(days int) { d.now = d.now.AddDate(0, 0, days) }

// do has a command decided that must be accepted, and gives its events.
func (d *desk) do(by access.Actor, cmd engagement.Command) []engagement.Event {
	d.t.Helper()
	return d.doSeen(by, cmd, 0)
}

// doSeen is do by somebody who saw an older version.
func (d *desk) doSeen(by access.Actor, cmd engagement.Command, seen int) []engagement.Event {
	d.t.Helper()
	events, err := d.try(by, cmd, seen)
	if err != nil {
		d.t.Fatalf("%T by %d: %v", cmd, by.ID, err)
	}
	return events
}

// try has a command decided. After a refusal the engagement is what its events
// make it.
//
// Who approves an exit is shown what it rests on, where the command does not say
// what they were shown.
func (d *desk) try(by access.Actor, cmd engagement.Command, seen int) ([]engagement.Event, error) {
	d.t.Helper()
	if c, decides := cmd.(engagement.DecideExit); decides && c.Approve && c.Basis == (engagement.Hash{}) {
		cmd = c.ShownBy(d.e, d.today())
	}
	return d.tryAsIs(by, cmd, seen)
}

// tryAsIs is try with the command as it is.
func (d *desk) tryAsIs(by access.Actor, cmd engagement.Command, seen int) ([]engagement.Event, error) {
	d.t.Helper()
	people := map[engagement.PersonID]access.Actor{}
	for _, p := range engagement.Named(cmd) {
		if i := slices.IndexFunc(everybody, func(a access.Actor) bool { return a.ID == int64(p) }); i >= 0 {
			people[p] = everybody[i]
		}
	}
	events, err := d.e.Decide(cmd, engagement.Ask{By: by, Now: d.now, Seen: seen, Since: d.events, People: people})
	if err != nil {
		team := d.e.ManagerTeam
		d.e = d.replay()
		d.e.ManagerTeam = team
		return nil, err
	}
	if c, takesOut := cmd.(engagement.Anonymize); takesOut {
		redact(d.events, c.Redactions(d.events))
	}
	d.e.Seal(events, d.salt)
	d.events = append(d.events, events...)
	return events, nil
}

func (d *desk) salt() []byte {
	d.salts++
	return binary.BigEndian.AppendUint64(make([]byte, engagement.SaltSize-8), d.salts)
}

// replay makes the engagement again from its events.
func (d *desk) replay() *engagement.Engagement {
	d.t.Helper()
	e := engagement.New(d.e.ID, d.e.Edition)
	for _, ev := range d.events {
		if err := e.Follow(ev); err != nil {
			d.t.Fatalf("replay: %v", err)
		}
	}
	if _, err := e.Unaccounted(); err != nil {
		d.t.Fatalf("replay: %v", err)
	}
	return e
}

// refuses has a command decided that must be refused with a fault of a kind,
// about the given fields, in whole sentences. It gives the fault.
func (d *desk) refuses(by access.Actor, cmd engagement.Command, kind fault.Kind, fields ...string) *fault.Error {
	d.t.Helper()
	return d.refusesSeen(by, cmd, 0, kind, fields...)
}

func (d *desk) refusesSeen(by access.Actor, cmd engagement.Command, seen int, kind fault.Kind, fields ...string) *fault.Error {
	d.t.Helper()
	_, err := d.try(by, cmd, seen)
	var f *fault.Error
	if !errors.As(err, &f) {
		d.t.Fatalf("%T by %d: got %v, want a fault", cmd, by.ID, err)
	}
	var names []string
	for _, field := range f.Fields {
		names = append(names, field.Name)
		sentence(d.t, field.Message)
	}
	sentence(d.t, f.Message)
	if f.Kind != kind || !slices.Equal(names, fields) {
		d.t.Errorf("%T by %d: fault %d about %v, want %d about %v: %v", cmd, by.ID, f.Kind, names, kind, fields, f)
	}
	return f
}

// sentence refuses what is not a whole sentence.
func sentence(t teller, s string) {
	t.Helper()
	if s == "" || unicode.IsLower([]rune(s)[0]) || s[len(s)-1] != '.' {
		t.Errorf("%q is not a whole sentence", s)
	}
}

func kinds(events []engagement.Event) []engagement.Kind {
	var all []engagement.Kind
	for _, ev := range events {
		all = append(all, ev.Kind)
	}
	return all
}

// wantKinds compares what happened with what should have.
func wantKinds(t *testing.T, events []engagement.Event, want ...engagement.Kind) {
	t.Helper()
	if got := kinds(events); !slices.Equal(got, want) {
		t.Errorf("events %v, want %v", got, want)
	}
}

func item(n int) engagement.Subject { return engagement.Subject{Noun: engagement.NounItem, N: n} }
func task(n int) engagement.Subject { return engagement.Subject{Noun: engagement.NounTask, N: n} }

// finding is a checklist item with all that it needs.
func finding() engagement.AddItem {
	return engagement.AddItem{Item: engagement.Item{
		Finding: "143 duplicate addresses", DoneWhen: "IdFix shows none", Service: "Exchange",
		Severity: engagement.High, Side: "customer",
	}}
}
