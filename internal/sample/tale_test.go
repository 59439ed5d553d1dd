package sample

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// cut tells the first so many commands of a story, as a program does that is
// killed then.
func cut(t *testing.T, s *postgres.Store, c cast, cutOff story, commands int, now time.Time) {
	t.Helper()
	killed := errors.New("killed")
	pen := tale{}.pen(t.Context(), s)
	err := cutOff.told(c, func(cmd engagement.Command, by access.Actor, at time.Time) error {
		if commands--; commands < 0 {
			return killed
		}
		return pen(cmd, by, at)
	}, now)
	if err != nil && !errors.Is(err, killed) {
		t.Fatal(err)
	}
}

// A first start that was killed leaves stories in the middle; the next one ends
// them, on the same day or on another.
func TestLoadGoesOnWhereItWasCutOff(t *testing.T) {
	t.Parallel()
	for _, later := range []time.Duration{time.Hour, 49 * time.Hour} {
		t.Run(later.String(), func(t *testing.T) {
			t.Parallel()
			s, now := store(t), moments[0]
			c, err := people(t.Context(), s, players...)
			if err != nil {
				t.Fatal(err)
			}
			for i, story := range stories {
				cut(t, s, c, story, i*i, now) // the first not at all, the last to its end
			}
			load(t, s, now.Add(later))
			rows := all(t, s, access.System)
			want(t, "engagements", len(rows), len(stories))
			whole := map[string]int{}
			for _, s := range stories {
				whole[s.customer] = told(t, s, now).Version
			}
			for _, row := range rows {
				e, err := s.Engagement(t.Context(), row.ID, access.System)
				if err != nil {
					t.Fatal(err)
				}
				want(t, row.Customer+": events", e.Version, whole[row.Customer])
			}
			if proof, err := s.Verify(t.Context(), nil); err != nil || len(proof.Failures) > 0 {
				t.Errorf("the records are not proven by their events: %+v, %v", proof, err)
			}
		})
	}
}

func TestLoadsTakeTurns(t *testing.T) {
	t.Parallel()
	s := store(t)
	var group errgroup.Group
	for range 3 {
		group.Go(func() error { return Load(context.Background(), s, moments[0], slog.New(slog.DiscardHandler)) })
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	want(t, "engagements", len(all(t, s, access.System)), len(stories))
}

func TestLoadLeavesAPortfolioOfOnesOwnAlone(t *testing.T) {
	t.Parallel()
	s := store(t)
	id, err := s.AddPerson(t.Context(), postgres.NewPerson{Email: "ada@example.com", Name: "Ada Lind", Role: access.Manager, Team: "North"})
	if err != nil {
		t.Fatal(err)
	}
	own := story{customer: "Own", seats: 200, motion: padma.motion, services: padma.services, zone: padma.zone, cadence: padma.cadence,
		meets: padma.meets, lead: "ada", manager: "ada", tell: func(*teller) {}}
	ada := access.Actor{ID: int64(id), Name: "Ada Lind", Role: access.Manager}
	cut(t, s, cast{"ada": ada}, own, 1, moments[0])
	load(t, s, moments[0])
	load(t, s, moments[0])
	want(t, "engagements", len(all(t, s, access.System)), 1)
	if _, err := s.PersonByDemo(t.Context(), "admin"); err != nil {
		t.Error(err)
	}
}
