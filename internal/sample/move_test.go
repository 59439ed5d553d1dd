package sample

import (
	"maps"
	"strings"
	"sync"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
)

const gaps = "address-technical-gaps"

// nextMonth publishes an edition that takes a task out, makes one mandatory, adds one,
// and words a key output otherwise.
func nextMonth(t testing.TB, s *postgres.Store, admin access.Actor) *postgres.Edition {
	t.Helper()
	month := strings.NewReplacer(
		"| 4101 | Replace Security Default Policies with CA Policies for Migrations | O | FastTrack Engineer |  Exchange / OneDrive for Business / SharePoint |",
		"| 4200 | Replace Security Defaults | O | FastTrack Engineer | Exchange |",
		"| 3998 | MIP – Verify Pre-Requisites   | O |", "| 3998 | MIP – Verify Pre-Requisites   | M |",
		"- The environment meets or exceeds", "- The whole environment meets or exceeds",
	)
	draft, err := s.EditDraft(t.Context(), gaps, 0, "next month", func(c playbook.Catalog) (playbook.Catalog, error) {
		c.Source = []byte(month.Replace(string(c.Source)))
		return c, nil
	}, admin, moments[0])
	if err != nil {
		t.Fatal(err)
	}
	next, err := s.PublishDraft(t.Context(), gaps, draft.Version, "Next month", admin, moments[0])
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// carryOut carries out the move that waits, by two programs at once, and gives how far
// one of them saw it come.
func carryOut(t *testing.T, s *postgres.Store, id int64, admin access.Actor) (seen []int) {
	t.Helper()
	var other sync.WaitGroup
	other.Go(func() { moveSome(t, s, nil) })
	moveSome(t, s, func() {
		m, _, err := s.Move(t.Context(), gaps, id, postgres.MoveLeft, "", admin)
		if err != nil {
			t.Fatal(err)
		}
		seen = append(seen, m.All()-m.Counts[postgres.MoveWaiting])
	})
	other.Wait()
	moveSome(t, s, nil) // what one held while the other ended
	return seen
}

// moveSome moves until nothing waits.
func moveSome(t *testing.T, s *postgres.Store, look func()) {
	for {
		n, err := s.MoveSome(t.Context(), 50, moments[0])
		if err != nil {
			t.Error(err)
		}
		if n == 0 || err != nil {
			return
		}
		if look != nil {
			look()
		}
	}
}

// valuesOf gives what every engagement holds.
func valuesOf(t *testing.T, s *postgres.Store) map[engagement.ID]map[string]string {
	t.Helper()
	all := map[engagement.ID]map[string]string{}
	for id := range wholePortfolio(t, s) {
		e, err := s.Engagement(t.Context(), id, access.System)
		if err != nil {
			t.Fatal(err)
		}
		all[id] = e.Values()
	}
	return all
}

// TestMoveAThousand moves a thousand engagements of all sorts of histories to a new
// edition and back: none loses a thing that was logged.
func TestMoveAThousand(t *testing.T) {
	t.Parallel()
	count := 1000
	if testing.Short() {
		count = 100
	}
	s := store(t)
	generate(t, s, count)
	admin := admin(t, s)
	before := valuesOf(t, s)
	next := nextMonth(t, s, admin)
	id, err := s.StartMove(t.Context(), postgres.Moving{Slug: gaps, Conflicts: true}, admin, moments[0])
	if err != nil {
		t.Fatal(err)
	}
	if seen := carryOut(t, s, id, admin); len(seen) < 2 || seen[0] == 0 || seen[0] >= seen[len(seen)-1] {
		t.Errorf("its progress was seen as %v", seen)
	}
	m, _, err := s.Move(t.Context(), gaps, id, postgres.MoveDone, "", admin)
	if err != nil || m.Counts[postgres.MoveDone] != m.All() || m.FinishedAt.IsZero() || m.All() < count/2 {
		t.Fatalf("%+v, %v", m, err)
	}
	checkMoved(t, before, valuesOf(t, s), next)
	undo, err := s.StartUndo(t.Context(), gaps, id, true, admin, moments[0])
	if err != nil {
		t.Fatal(err)
	}
	carryOut(t, s, undo, admin)
	for id, values := range valuesOf(t, s) {
		if !maps.Equal(said(values), said(before[id])) {
			t.Fatalf("engagement %d is not what it was", id)
		}
	}
	if proof, err := s.Verify(t.Context(), nil); err != nil || len(proof.Failures) > 0 {
		t.Errorf("the records are not proven by their events: %v, %v", proof.Failures, err)
	}
}

// checkMoved holds moved engagements to what they held before: nothing but the edition,
// what was said of key outputs, requests and waivers that it ends, and owner and date
// of the new task can differ.
func checkMoved(t *testing.T, before, after map[engagement.ID]map[string]string, next *postgres.Edition) {
	t.Helper()
	for id, was := range before {
		for name, value := range was {
			noun, _, _ := strings.Cut(name, " ")
			free := name == "facts 0 edition" || noun == "output" || noun == "waiver" || noun == "exit"
			if after[id][name] != value && !free {
				t.Fatalf("engagement %d: %s was %q, and is %q on edition %d", id, name, value, after[id][name], next.Number)
			}
		}
	}
}

// said gives the values without those of requests: a date that has passed can keep one
// from being given back.
func said(values map[string]string) map[string]string {
	values = maps.Clone(values)
	maps.DeleteFunc(values, func(name, _ string) bool { return strings.HasPrefix(name, "exit ") })
	return values
}

// admin adds an administrator.
func admin(t testing.TB, s *postgres.Store) access.Actor {
	t.Helper()
	who := postgres.NewPerson{Email: "ada@example.com", Name: "Ada Min", Role: access.Admin}
	if _, err := s.AddPerson(t.Context(), who); err != nil {
		t.Fatal(err)
	}
	account, err := s.PersonByEmail(t.Context(), who.Email)
	if err != nil {
		t.Fatal(err)
	}
	return account.Actor
}

// BenchmarkImpact weighs an edition against engagements, of which two in three are
// open.
func BenchmarkImpact(b *testing.B) {
	s := store(b)
	count := 1000
	if _, err := Generate(b.Context(), s, Wish{Engagements: count, Seed: 3, Now: moments[0]}); err != nil {
		b.Fatal(err)
	}
	by := admin(b, s)
	next := nextMonth(b, s, by)
	var got postgres.Impact
	for b.Loop() {
		var err error
		got, err = s.Impact(b.Context(), next.Edition, postgres.ImpactQuery{}, by, moments[0])
		if err != nil || len(got.Rows) == 0 {
			b.Fatal(got.Counts, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(got.Counts[postgres.EffectAny]), "µs/engagement")
}
