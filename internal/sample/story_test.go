package sample

import (
	"slices"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/playbooks"
)

// moments are whens at which the stories must hold: the middle of a week, a
// weekend, the days after clocks change, midnight in UTC.
var moments = []time.Time{
	time.Date(2026, 11, 25, 14, 0, 0, 0, time.UTC),
	time.Date(2027, 3, 28, 0, 30, 0, 0, time.UTC),
	time.Date(2026, 11, 1, 23, 59, 0, 0, time.UTC),
	time.Date(2028, 2, 29, 12, 0, 0, 0, time.UTC),
}

// troupe is the cast without a database.
func troupe() cast {
	c := cast{}
	teams := map[string]int64{west: 1, east: 2}
	for i, p := range players {
		c[p.key] = access.Actor{ID: int64(i + 1), Name: p.name, Role: p.role, TeamID: teams[p.team]}
	}
	return c
}

func edition(t *testing.T) *engagement.Edition {
	t.Helper()
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		t.Fatal(err)
	}
	book, err := playbook.Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	return &engagement.Edition{ID: 1, Slug: "address-technical-gaps", Number: 1, Playbook: book}
}

// told tells a story into memory.
func told(t *testing.T, s story, now time.Time) *engagement.Engagement {
	t.Helper()
	c := troupe()
	known := map[engagement.PersonID]access.Actor{}
	for _, a := range c {
		known[engagement.PersonID(a.ID)] = a
	}
	e := engagement.New(1, edition(t))
	last := time.Time{}
	err := s.told(c, func(cmd engagement.Command, by access.Actor, at time.Time) error {
		if at.Before(last) || at.After(now) {
			t.Errorf("%T happens at %s, after %s and before %s", cmd, at, last, now)
		}
		last = at
		_, err := e.Decide(shown(cmd, e, at), engagement.Ask{By: by, Now: at, People: known})
		return err
	}, now)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// kinds gives the kinds of the reasons to look at an engagement.
func kinds(s engagement.Summary) []engagement.AttentionKind {
	var all []engagement.AttentionKind
	for _, a := range s.Attention {
		all = append(all, a.Kind)
	}
	return all
}

func TestStories(t *testing.T) {
	t.Parallel()
	for _, s := range stories {
		for _, now := range moments {
			t.Run(s.customer+now.Format(" 2006-01-02"), func(t *testing.T) {
				t.Parallel()
				e := told(t, s, now)
				holds := expected[s.customer]
				if holds == nil {
					t.Fatal("nothing is expected of this story")
				}
				sum := e.Summarize(now)
				holds(t, e, sum)
				if sum.NextN != 0 && sum.NextOn.Before(e.Today(now)) {
					t.Errorf("the next checkpoint was on %s, and today is %s", sum.NextOn, e.Today(now))
				}
			})
		}
	}
	if len(stories) != 12 {
		t.Errorf("%d stories, want 12", len(stories))
	}
}

func TestStoriesCoverEveryReasonToLook(t *testing.T) {
	t.Parallel()
	seen := map[engagement.AttentionKind]bool{}
	for _, s := range stories {
		for _, k := range kinds(told(t, s, moments[0]).Summarize(moments[0])) {
			seen[k] = true
		}
	}
	for _, k := range engagement.AttentionKinds {
		if !seen[k] {
			t.Errorf("no story is %s", k)
		}
	}
}

func want[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func wantKinds(t *testing.T, s engagement.Summary, all ...engagement.AttentionKind) {
	t.Helper()
	if !slices.Equal(kinds(s), all) {
		t.Errorf("needs attention: %v, want %v", s.Attention, all)
	}
}
