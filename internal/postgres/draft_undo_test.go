package postgres

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// retitled saves a change of the document's title.
func (o *office) retitled(t *testing.T, title string) *Draft {
	t.Helper()
	d, err := o.EditDraft(t.Context(), gaps, 0, title, func(c playbook.Catalog) (playbook.Catalog, error) {
		lines := strings.Split(string(c.Source), "\n")
		for i, l := range lines {
			if strings.HasPrefix(l, "# ") && !strings.HasPrefix(l, "# The") {
				lines[i] = "# " + title
			}
		}
		c.Source = []byte(strings.Join(lines, "\n"))
		return c, nil
	}, o.admin, now)
	must(t, err)
	return d
}

func titleOf(t *testing.T, d *Draft) string {
	t.Helper()
	p, err := d.Parse()
	must(t, err)
	return p.Title
}

func TestDraftGoesBackAndForth(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const first = "Address Technical Gaps"
	d := o.retitled(t, "A")
	d = o.retitled(t, "B")
	d = o.retitled(t, "C")
	go1 := func(step func(int) (*Draft, error), want, undoes, redoes string) {
		t.Helper()
		seen := d.Version
		var err error
		if d, err = step(seen); err != nil {
			t.Fatal(err)
		}
		if got := titleOf(t, d); got != want || d.Undoes != undoes || d.Redoes != redoes || d.Version != seen+1 {
			t.Fatalf("version %d is %q, undoes %q, redoes %q; want %q, %q, %q", d.Version, got, d.Undoes, d.Redoes, want, undoes, redoes)
		}
	}
	undo := func(seen int) (*Draft, error) { return o.UndoDraft(t.Context(), gaps, seen, o.admin, now) }
	redo := func(seen int) (*Draft, error) { return o.RedoDraft(t.Context(), gaps, seen, o.admin, now) }
	go1(undo, "B", "B", "C")
	go1(undo, "A", "A", "B")
	go1(undo, first, "", "A")
	if d.Changed() || !d.Begun {
		t.Errorf("back at the edition: changed %v, begun %v", d.Changed(), d.Begun)
	}
	_, err := undo(d.Version)
	wantKind(t, err, fault.Conflict)
	go1(redo, "A", "A", "B")
	go1(redo, "B", "B", "C")
	d = o.retitled(t, "D") // from here on C cannot be reached
	go1(undo, "B", "B", "D")
	go1(redo, "D", "D", "")
	_, err = redo(d.Version)
	wantKind(t, err, fault.Conflict)
	_, err = undo(d.Version - 1)
	wantKind(t, err, fault.Conflict)
}

func TestDropDraft(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	wantKind(t, o.DropDraft(t.Context(), gaps, 0, o.admin), fault.Conflict)
	d := o.retitled(t, "A")
	wantKind(t, o.DropDraft(t.Context(), gaps, d.Version-1, o.admin), fault.Conflict)
	wantKind(t, o.DropDraft(t.Context(), gaps, d.Version, o.manager), fault.Forbidden)
	must(t, o.DropDraft(t.Context(), gaps, d.Version, o.admin))
	now, err := o.Draft(t.Context(), gaps, o.admin)
	must(t, err)
	if now.Begun || now.Changed() || now.Version <= d.Version {
		t.Errorf("thrown away: begun %v, changed %v, version %d after %d", now.Begun, now.Changed(), now.Version, d.Version)
	}
}

// TestDraftKeepsWhatCanBeUndone: saves are bounded, the newest can be undone, and
// what somebody types without a pause is one step.
func TestDraftKeepsWhatCanBeUndone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.retitled(t, "Before")
	at := now
	for i := range mostWithin + 15 {
		var err error
		text := strings.Replace(d.Text(), "# "+titleOf(t, d), fmt.Sprintf("# Typed %d", i), 1)
		at = at.Add(time.Second)
		d, err = o.TypeDraft(t.Context(), gaps, Typing{Seen: d.Version, Text: text}, o.admin, at)
		must(t, err)
	}
	d, err := o.UndoDraft(t.Context(), gaps, d.Version, o.admin, at)
	must(t, err)
	if got := titleOf(t, d); got != "Before" {
		t.Errorf("undone is %q", got)
	}
	d, err = o.RedoDraft(t.Context(), gaps, d.Version, o.admin, at)
	must(t, err)
	if got := titleOf(t, d); got != fmt.Sprintf("Typed %d", mostWithin+14) {
		t.Errorf("redone is %q", got)
	}
	for i := range mostSteps + 3 {
		d = o.retitled(t, fmt.Sprint("Edited ", i))
	}
	var rows int
	must(t, o.pool.QueryRow(t.Context(), "select count(*) from draft").Scan(&rows))
	if rows != mostSteps {
		t.Errorf("%d saves are kept, want %d", rows, mostSteps)
	}
	undone := 0
	for ; d.Undoes != ""; undone++ {
		d, err = o.UndoDraft(t.Context(), gaps, d.Version, o.admin, at)
		must(t, err)
	}
	if undone < mostSteps/2-1 { // undoing saves too, and so pushes out what could be undone next
		t.Errorf("%d steps could be undone", undone)
	}
}

// TestSomebodyElsesTypingIsAnotherStep, and so is what comes after a while.
func TestSomebodyElsesTypingIsAnotherStep(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	other := o.person(t, "Noor Haddad", access.Admin, "")
	d, err := o.Draft(t.Context(), gaps, o.admin)
	must(t, err)
	at := now
	for i, by := range []access.Actor{o.admin, other, other, o.admin} {
		if i == 2 {
			at = at.Add(aStep)
		}
		text := strings.Replace(d.Text(), "# "+titleOf(t, d), fmt.Sprintf("# Typed %d", i), 1)
		d, err = o.TypeDraft(t.Context(), gaps, Typing{Seen: d.Version, Text: text}, by, at)
		must(t, err)
	}
	for i := 2; i >= 0; i-- {
		d, err = o.UndoDraft(t.Context(), gaps, d.Version, o.admin, at)
		must(t, err)
		if got, want := titleOf(t, d), fmt.Sprintf("Typed %d", i); got != want {
			t.Errorf("undone is %q, want %q", got, want)
		}
	}
}
