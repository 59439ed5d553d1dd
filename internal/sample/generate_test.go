package sample

import (
	"context"
	"reflect"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
)

// generate adds engagements that must all come.
func generate(t *testing.T, s *postgres.Store, count int) Added {
	t.Helper()
	added, err := Generate(t.Context(), s, Wish{Engagements: count, Seed: 3, Now: moments[0]})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "engagements added", added.Engagements, count)
	return added
}

// wholePortfolio gives every row of the portfolio, by ID.
func wholePortfolio(t *testing.T, s *postgres.Store) map[engagement.ID]postgres.PortfolioRow {
	t.Helper()
	rows := map[engagement.ID]postgres.PortfolioRow{}
	for q := (postgres.PortfolioQuery{Phase: postgres.PhaseAll, Sort: postgres.ByCustomer}); ; {
		page, err := s.Portfolio(t.Context(), access.System, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Rows {
			rows[row.ID] = row
		}
		if q.Cursor = page.Next; q.Cursor == "" {
			return rows
		}
	}
}

// proven checks that so many engagements and events stand, and are what the
// events say.
func proven(t *testing.T, s *postgres.Store, added Added) {
	t.Helper()
	proof, err := s.Verify(t.Context(), nil)
	if err != nil || len(proof.Failures) > 0 {
		t.Errorf("the records are not proven by their events: %v, %v", proof.Failures, err)
	}
	want(t, "engagements", proof.Engagements, added.Engagements)
	want(t, "events", proof.Events, added.Events)
}

func TestGenerate(t *testing.T) {
	t.Parallel()
	s, other := store(t), store(t)
	added := generate(t, s, 120)
	proven(t, s, added)
	want(t, "people", added.People, len(teamPlayers(0)))
	want(t, "the same again", generate(t, other, 120), added)
	again := wholePortfolio(t, other)
	for id, row := range wholePortfolio(t, s) {
		e, err := s.Engagement(t.Context(), id, access.System)
		if err != nil {
			t.Fatal(err)
		}
		if sum := e.Summarize(moments[0]); !reflect.DeepEqual(plain(row.Summary), plain(sum)) {
			t.Errorf("engagement %d: its summary is kept as\n%+v and is\n%+v", id, row.Summary, sum)
		}
		if !reflect.DeepEqual(row.Summary, again[id].Summary) {
			t.Errorf("engagement %d: another summary the second time", id)
		}
		twin, err := other.Engagement(t.Context(), id, access.System)
		if err != nil {
			t.Fatal(err)
		}
		want(t, "newest hash", e.Head, twin.Head)
	}
}

// plain writes a summary's moments as they are kept.
func plain(s engagement.Summary) engagement.Summary {
	s.NextAt, s.StaleAt = s.NextAt.UTC(), s.StaleAt.UTC()
	if len(s.Attention) == 0 {
		s.Attention = nil
	}
	return s
}

// TestGenerateAddsToWhatIsThere runs it a second time, and then starts a demo.
func TestGenerateAddsToWhatIsThere(t *testing.T) {
	t.Parallel()
	s := store(t)
	first := generate(t, s, 30)
	second := generate(t, s, 20)
	want(t, "people the second time", second.People, 0)
	load(t, s, moments[0])
	proven(t, s, Added{Engagements: 50, Events: first.Events + second.Events})
	names := map[string]bool{}
	for _, row := range wholePortfolio(t, s) {
		names[row.Customer] = true
	}
	within(t, "customers", len(names), 49, 50)
	for _, key := range []string{"engineer", "sme", "architect", "manager", "admin", "engineer2", "manager2"} {
		p, err := s.PersonByDemo(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		page, err := s.Portfolio(t.Context(), p.Actor, postgres.PortfolioQuery{Phase: postgres.PhaseAll})
		if err != nil || page.Total != 50 {
			t.Errorf("the %s sees %d engagements, %v", key, page.Total, err)
		}
	}
}

// TestGenerateCutOff stops it after the first transaction.
func TestGenerateCutOff(t *testing.T) {
	t.Parallel()
	s := store(t)
	ctx, stop := context.WithCancel(t.Context())
	added, err := Generate(ctx, s, Wish{Engagements: 1_000, Seed: 3, Now: moments[0], Progress: func(Added) { stop() }})
	if err == nil || ctx.Err() == nil {
		t.Fatalf("it went on to its end: %+v, %v", added, err)
	}
	within(t, "engagements", added.Engagements, chunk, 999)
	proven(t, s, added)
}

func TestGenerateRefuses(t *testing.T) {
	t.Parallel()
	for _, count := range []int{-1, 0, MostEngagements + 1} {
		_, err := Generate(t.Context(), nil, Wish{Engagements: count})
		want(t, "kind of fault", fault.KindOf(err), fault.Invalid)
	}
	pool, err := postgres.Open(t.Context(), pgtest.New(t), postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	_, err = Generate(t.Context(), postgres.New(pool), Wish{Engagements: 1})
	want(t, "kind of fault", fault.KindOf(err), fault.Conflict)
}
