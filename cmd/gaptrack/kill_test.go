package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
)

// kills is how often the program is killed under load, and torn how many
// engagements it is busy with.
const (
	kills = 25
	torn  = 24
)

// TestKillLeavesNothingHalfDone kills the program again and again while exits are
// approved, taken back and undone by what they rest on. Whenever it happens, every
// engagement is wholly before its exit or wholly behind it, and everything verifies.
func TestKillLeavesNothingHalfDone(t *testing.T) {
	t.Parallel()
	bin, database := program(t), pgtest.New(t)
	serve := []string{"--demo", "--database-url", database}
	start(t, bin, serve...).kill(t) // loads the demo with its people
	pool, err := postgres.Open(t.Context(), database, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	store := postgres.New(pool)
	ids := waiting(t, store)
	approved, proofs := 0, 0
	for i := range kills {
		s := start(t, bin, serve...)
		load := s.load(t, ids)
		time.Sleep(time.Duration(20+rand.IntN(380)) * time.Millisecond)
		s.kill(t)
		approved += load()
		for _, id := range ids {
			whole(t, store, id)
		}
		if i%8 == 0 || i == kills-1 {
			proofs = verified(t, store).Proofs
		}
	}
	if approved < kills || proofs < approved {
		t.Errorf("%d approvals were answered before the kills, and %d proofs hold", approved, proofs)
	}
}

// kill ends the program as a crash does.
func (s started) kill(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.cmd.Wait() // says that it was killed
}

// waiting makes engagements of the demo's team with an exit that waits.
func waiting(t *testing.T, store *postgres.Store) []engagement.ID {
	t.Helper()
	people, err := store.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	engineer, manager := person(t, people, "R. Osei"), person(t, people, "P. Lindqvist")
	var ids []engagement.ID
	for i := range torn {
		id, err := store.Create(t.Context(), engagement.Create{Facts: engagement.Facts{
			Customer: fmt.Sprintf("Torn %d", i), Seats: 900, Motion: "RFA", Services: []string{"Edge", "Core Onboarding"},
			Manager: engagement.PersonID(manager.ID), Cadence: engagement.Weekly, Zone: "Europe/Oslo",
		}}, engineer, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
		for _, cmd := range readying(t, store, id) {
			if _, err := store.Change(t.Context(), id, cmd, engineer, 0, time.Now()); err != nil {
				t.Fatalf("%T: %v", cmd, err)
			}
		}
	}
	return ids
}

// person gives one of the demo's people.
func person(t *testing.T, people *postgres.Directory, name string) access.Actor {
	t.Helper()
	for _, p := range people.Active() {
		if p.Name == name {
			return p.Actor
		}
	}
	t.Fatalf("the demo has no %s", name)
	return access.Actor{}
}

// readying takes an engagement to where its exit waits.
func readying(t *testing.T, store *postgres.Store, id engagement.ID) []engagement.Command {
	t.Helper()
	e, err := store.Engagement(t.Context(), id, access.System)
	if err != nil {
		t.Fatal(err)
	}
	yes := func(texts []string) map[int]engagement.Answer {
		all := map[int]engagement.Answer{}
		for i := range texts {
			all[i+1] = engagement.Answer{Met: true, Words: "Seen."}
		}
		return all
	}
	return []engagement.Command{
		engagement.Attest{Noun: engagement.NounInput, Answers: yes(e.Edition.Playbook.KeyInputs)},
		engagement.Attest{Noun: engagement.NounOutput, Answers: yes(e.Edition.Playbook.KeyOutputs)},
		engagement.AddItem{Item: engagement.Item{
			Finding: "A proxy in the way", DoneWhen: "the test is green", Service: "Edge", Severity: engagement.High, Side: "customer",
		}},
		engagement.ChangeItem{N: 1, State: new(engagement.Resolved)},
		engagement.ChangeTask{FTOP: engagement.ReviewTask, State: new(engagement.Done), ConfirmedBy: new("Kari Nordmann"), ConfirmedOn: new(e.Today(time.Now()))},
		engagement.RequestExit{},
	}
}

// whole fails the test unless an engagement is wholly before its exit or wholly
// behind it.
func whole(t *testing.T, store *postgres.Store, id engagement.ID) {
	t.Helper()
	e, err := store.Engagement(t.Context(), id, access.System)
	if err != nil {
		t.Fatal(err)
	}
	x := e.Exits[e.LastExit()]
	approved := x.State == engagement.Approved && e.Facts.Reopened == ""
	done, open := e.Task(engagement.ExitTask).State == engagement.Done, len(e.OpenOptional(e.Today(time.Now()))) > 0
	if e.Exited() != approved || e.Exited() != done || e.Exited() == open {
		t.Errorf("engagement %d: exited %t, its request is %s, task 1700 done %t, optional tasks open %t", id, e.Exited(), x.State, done, open)
	}
}

func verified(t *testing.T, store *postgres.Store) postgres.Verification {
	t.Helper()
	v, err := store.Verify(t.Context(), nil)
	if err != nil || len(v.Failures) > 0 {
		t.Fatalf("does not verify: %v, %v", v.Failures, err)
	}
	return v
}

// load lets the demo's people work on engagements until the program is gone. What
// it gives waits for their end, and tells how many approvals were answered.
func (s started) load(t *testing.T, ids []engagement.ID) (end func() int) {
	t.Helper()
	var all sync.WaitGroup
	approvals := make([]int, 6)
	for i := range approvals {
		c := caller{base: s.base, ctx: t.Context()}
		c.Jar, _ = cookiejar.New(nil) // its error is of options
		c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		as := []string{"manager", "engineer", "manager2"}[i%3]
		c.post("/login/demo", "as", as)
		all.Go(func() {
			for c.err == nil {
				approvals[i] += c.act(as, ids[rand.IntN(len(ids))])
			}
		})
	}
	return func() (sum int) {
		all.Wait()
		for _, n := range approvals {
			sum += n
		}
		return sum
	}
}

// caller is one of the demo's people at work; its first error is its end.
type caller struct {
	http.Client
	ctx  context.Context
	base string
	err  error
}

var (
	basisField = regexp.MustCompile(`name="basis" value="(\w+)"`)
	waitsField = regexp.MustCompile(`/exit/(\d+)/decide`)
)

// act does one thing of what its role does at an engagement, and counts approvals.
func (c *caller) act(as string, id engagement.ID) int {
	if as == "engineer" {
		c.post(route.Item(id, 1), "state", []string{"open", "resolved"}[rand.IntN(2)])
		c.post(route.Exit(id), "note", "Again.")
		return 0
	}
	_, page := c.send(http.MethodGet, route.Exit(id), nil)
	basis, n := basisField.FindStringSubmatch(page), waitsField.FindStringSubmatch(page)
	if basis == nil || n == nil {
		c.post(route.Reopen(id), "reason", "Once more.")
		return 0
	}
	if c.post(route.Exit(id)+"/"+n[1]+"/decide", "decision", "approve", "basis", basis[1]) == http.StatusSeeOther {
		return 1
	}
	return 0
}

func (c *caller) post(path string, pairs ...string) int {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	status, _ := c.send(http.MethodPost, path, strings.NewReader(form.Encode()))
	return status
}

func (c *caller) send(method, path string, body io.Reader) (status int, text string) {
	r, err := http.NewRequestWithContext(c.ctx, method, c.base+path, body)
	if err != nil {
		c.err = err
		return 0, ""
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := c.Do(r)
	if err != nil {
		c.err = err
		return 0, ""
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		c.err = err
	}
	return answer.StatusCode, string(page)
}
