package server

import (
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/playbooks"
)

// The people of the view tests, all of one team.
var (
	rosa = access.Actor{ID: 1, Name: "Rosa Osei", Role: access.Engineer, TeamID: 7}
	per  = access.Actor{ID: 2, Name: "Per Lind", Role: access.Manager, TeamID: 7}
	jan  = access.Actor{ID: 3, Name: "Jan Novak", Role: access.SME, TeamID: 7}
)

// scene is an engagement of the domain's example, without a database.
type scene struct {
	t   testing.TB
	e   *engagement.Engagement
	now time.Time
}

// exampleFacts are 12,000 seats with Exchange and MDATP.
func exampleFacts() engagement.Facts {
	return engagement.Facts{
		Customer: "Harbour & Finch", Seats: 12_000, Motion: "RFA", Services: []string{"Exchange", "MDATP"},
		Manager: engagement.PersonID(per.ID), Cadence: engagement.Weekly, MeetsAt: 10 * 60, Zone: "Europe/Prague",
	}
}

func examplePlaybook(t testing.TB) *playbook.Playbook {
	t.Helper()
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		t.Fatal(err)
	}
	p, err := playbook.Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func begun(t testing.TB) *scene {
	t.Helper()
	edition := &engagement.Edition{ID: 1, Slug: "address-technical-gaps", Number: 1, Playbook: examplePlaybook(t)}
	c := &scene{t: t, e: engagement.New(11, edition), now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	c.do(rosa, engagement.Create{Facts: exampleFacts(), Members: []engagement.PersonID{3}})
	return c
}

// do has a command decided that the rules must take.
func (c *scene) do(by access.Actor, cmd engagement.Command) {
	c.t.Helper()
	c.decided(by, cmd)
}

// decided has a command decided and gives its events. Who approves an exit is shown
// what it rests on.
func (c *scene) decided(by access.Actor, cmd engagement.Command) []engagement.Event {
	c.t.Helper()
	if d, decides := cmd.(engagement.DecideExit); decides && d.Approve {
		cmd = d.ShownBy(c.e, c.today())
	}
	people := map[engagement.PersonID]access.Actor{1: rosa, 2: per, 3: jan}
	events, err := c.e.Decide(cmd, engagement.Ask{By: by, Now: c.now, People: people})
	if err != nil {
		c.t.Fatalf("%T: %v", cmd, err)
	}
	return events
}

func (c *scene) today() day.Date { return c.e.Today(c.now) }

// pass lets days go by.
func (c *scene) pass(days int) { c.now = c.now.AddDate(0, 0, days) }

func (c *scene) loaded() *postgres.Loaded {
	var people []postgres.Person
	for _, a := range []access.Actor{rosa, per, jan} {
		people = append(people, postgres.Person{Actor: a, Active: true})
	}
	return postgres.NewLoaded(c.e, postgres.NewDirectory(people...), c.now)
}

// asked is a request of somebody with a query.
func (c *scene) asked(by access.Actor, query url.Values) *request {
	r := &request{Request: httptest.NewRequest("GET", "/?"+query.Encode(), nil), who: by, now: c.now}
	r.form = newForm(r.URL.Query())
	return r
}

// finding adds a checklist item and gives its number.
func (c *scene) finding(change func(*engagement.Item)) int {
	c.t.Helper()
	i := engagement.Item{Finding: "Proxy blocks the service", Service: "MDATP", Severity: engagement.High, Side: "customer"}
	if change != nil {
		change(&i)
	}
	c.do(rosa, engagement.AddItem{Item: i})
	return len(c.e.Items)
}

// makeReady meets every condition of the exit.
func (c *scene) makeReady() {
	c.t.Helper()
	for noun, count := range map[engagement.Noun]int{engagement.NounInput: 2, engagement.NounOutput: 4} {
		answers := map[int]engagement.Answer{}
		for n := range count {
			answers[n+1] = engagement.Answer{Met: true, Words: "Seen."}
		}
		c.do(rosa, engagement.Attest{Noun: noun, Answers: answers})
	}
	c.do(jan, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done)})
	c.do(rosa, engagement.ChangeTask{FTOP: engagement.ReviewTask, State: new(engagement.Done), ConfirmedBy: new("Ana Ruiz"), ConfirmedOn: new(c.today())})
}

func (c *scene) exit() {
	c.t.Helper()
	c.makeReady()
	c.do(rosa, engagement.RequestExit{})
	boss := access.Actor{ID: 9, Role: access.Manager, TeamID: 7}
	c.do(boss, engagement.DecideExit{N: 1, Approve: true})
}
