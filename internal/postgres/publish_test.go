package postgres

import (
	"bytes"
	"errors"
	"sync"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/playbook"
)

func TestPublish(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, err := o.Edition(t.Context(), "address-technical-gaps", 0)
	must(t, err)
	if first.Number != 1 || first.Playbook.Title != "Address Technical Gaps" || len(first.Source) == 0 {
		t.Errorf("edition %d of %q", first.Number, first.Playbook.Title)
	}
	same, fresh := o.nextOf(t, first.Slug, first.Source, nil)
	if fresh || same.ID != first.ID {
		t.Errorf("the same file made edition %d, fresh %v", same.Number, fresh)
	}
	includes := map[string]string{"includes/a.md": "Ask “us”.\r\n"}
	second, fresh := o.nextOf(t, first.Slug, first.Source, includes)
	if !fresh || second.Number != 2 {
		t.Errorf("other includes made edition %d, fresh %v", second.Number, fresh)
	}
	again := New(o.pool) // nothing in memory
	for number, want := range map[int]*Edition{0: second, 1: first, 2: second} {
		got, err := again.Edition(t.Context(), first.Slug, number)
		must(t, err)
		if got.ID != want.ID || !bytes.Equal(got.Source, want.Source) || got.Includes["includes/a.md"] != want.Includes["includes/a.md"] {
			t.Errorf("edition %d is %+v", number, got.Edition)
		}
	}
	all, err := o.Playbooks(t.Context())
	if err != nil || len(all) != 1 || all[0].Number != 2 || all[0].PublishedAt.IsZero() {
		t.Errorf("playbooks %+v: %v", all, err)
	}
}

// TestStartEdition: what a form shows as the scope follows from the edition on
// which the engagement then begins, however many playbooks there are.
func TestStartEdition(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, err := o.Edition(t.Context(), "address-technical-gaps", 0)
	must(t, err)
	earlier := bytes.Replace(first.Source, []byte("# Address Technical Gaps"), []byte("# A Playbook Of Another Phase"), 1)
	o.nextOf(t, "another", earlier, nil)
	start, err := o.StartEdition(t.Context())
	must(t, err)
	if begun := o.get(t, o.begin(t)).Edition.ID; start.ID != first.ID || begun != start.ID {
		t.Errorf("shown is edition %d, begun on %d, want %d", start.ID, begun, first.ID)
	}
}

func TestNothingBeginsWithoutAPlaybook(t *testing.T) {
	t.Parallel()
	s := New(pool(t, pgtest.New(t), Options{}))
	if _, err := s.StartEdition(t.Context()); fault.KindOf(err) != fault.Conflict {
		t.Errorf("to show: %v", err)
	}
	by := access.Actor{ID: 1, Role: access.Engineer}
	if _, err := s.Create(t.Context(), engagement.Create{}, by, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("to begin: %v", err)
	}
}

func TestPublishRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	good, err := o.Edition(t.Context(), "address-technical-gaps", 1)
	must(t, err)
	_, err = o.OfferPlaybook(t.Context(), "x", "x.md", []byte("# Nothing"), nil, now)
	wantKind(t, err, fault.Invalid)
	if problems := (playbook.Problems)(nil); !errors.As(err, &problems) || len(problems) == 0 {
		t.Errorf("no problems behind %v", err)
	}
	_, err = o.OfferPlaybook(t.Context(), "No Slug", "x.md", good.Source, nil, now)
	wantKind(t, err, fault.Invalid)
	_, err = o.OfferPlaybook(t.Context(), "x", "x.md", good.Source, map[string]string{"a.md": "\x00"}, now)
	wantKind(t, err, fault.Invalid)
	for slug, number := range map[string]int{"no-such": 0, good.Slug: 2, "\x00": 1 << 40} {
		_, err := o.Edition(t.Context(), slug, number)
		wantKind(t, err, fault.NotFound)
	}
}

func TestPublishAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	good, err := o.Edition(t.Context(), "address-technical-gaps", 1)
	must(t, err)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			o.nextOf(t, "another", good.Source, map[string]string{"a.md": string(rune('a' + i))})
		})
	}
	wg.Wait()
	newest, err := o.Edition(t.Context(), "another", 0)
	if err != nil || newest.Number != 8 {
		t.Errorf("the newest is %d: %v", newest.Number, err)
	}
}
