package sample

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
	"gaptrack/playbooks"
)

// store gives an empty database with the playbook published.
func store(t testing.TB) *postgres.Store {
	t.Helper()
	pool, err := postgres.Open(t.Context(), pgtest.New(t), postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	s := postgres.New(pool)
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.OfferPlaybook(t.Context(), gaps, gaps+".md", source, nil, time.Now()); err != nil {
		t.Fatal(err)
	}
	return s
}

func load(t *testing.T, s *postgres.Store, now time.Time) {
	t.Helper()
	start := time.Now()
	if err := Load(t.Context(), s, now, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %s", time.Since(start).Round(time.Millisecond))
}

func all(t *testing.T, s *postgres.Store, by access.Actor) []postgres.PortfolioRow {
	t.Helper()
	page, err := s.Portfolio(t.Context(), by, postgres.PortfolioQuery{Phase: postgres.PhaseAll})
	if err != nil {
		t.Fatal(err)
	}
	return page.Rows
}

func TestLoad(t *testing.T) {
	t.Parallel()
	s, now := store(t), moments[0]
	load(t, s, now)
	rows := all(t, s, access.System)
	want(t, "engagements", len(rows), len(stories))
	for _, row := range rows {
		e, err := s.Engagement(t.Context(), row.ID, access.System)
		if err != nil {
			t.Fatal(err)
		}
		expected[row.Customer](t, e.Engagement, row.Summary)
		want(t, row.Customer+": stale", row.StaleAt.After(now) || row.StaleAt.IsZero(), true)
	}
	proof, err := s.Verify(t.Context(), nil)
	if err != nil || len(proof.Failures) > 0 || proof.Engagements != len(stories) {
		t.Errorf("the records are not proven by their events: %+v, %v", proof, err)
	}
	version := rows[0].UpdatedAt
	load(t, s, now.Add(time.Hour))
	rows = all(t, s, access.System)
	want(t, "engagements after a second load", len(rows), len(stories))
	want(t, "newest change after a second load", rows[0].UpdatedAt, version)
}

func TestLoadShowsWhoSeesWhat(t *testing.T) {
	t.Parallel()
	s := store(t)
	load(t, s, moments[0])
	c, err := people(t.Context(), s, append(players, closer)...)
	if err != nil {
		t.Fatal(err)
	}
	for key, count := range map[string]int{"engineer": 11, "manager2": 11, "admin": 12, "east manager": 1, "east engineer": 1} {
		want(t, "engagements that the "+key+" sees", len(all(t, s, c[key])), count)
	}
	for _, key := range []string{"engineer", "sme", "architect", "manager", "admin", "engineer2", "manager2"} {
		p, err := s.PersonByDemo(t.Context(), key)
		if err != nil || p.Name != c[key].Name {
			t.Errorf("the sign-in button %s is %q, %v", key, p.Name, err)
		}
	}
}

func TestLoadWithoutPlaybook(t *testing.T) {
	t.Parallel()
	pool, err := postgres.Open(t.Context(), pgtest.New(t), postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	err = Load(context.Background(), postgres.New(pool), moments[0], slog.New(slog.DiscardHandler))
	want(t, "kind of fault", fault.KindOf(err), fault.Conflict)
}
