package postgres

import (
	"fmt"
	"testing"

	"gaptrack/internal/fault"
)

// publishes makes more editions of the playbook, up to a number.
func (o *office) publishes(t *testing.T, upTo int) {
	t.Helper()
	first, err := o.Edition(t.Context(), gaps, 1)
	must(t, err)
	for n := 2; n <= upTo; n++ {
		o.nextOf(t, gaps, fmt.Appendf(nil, "%s\n<!-- %d -->\n", first.Source, n), nil)
	}
}

func TestReadEdition(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.publishes(t, 3)
	v := o.visit(t, o.engineer)
	for asked, want := range map[int]int{0: 3, 1: 1, 3: 3} {
		e, newest, err := v.Edition(t.Context(), gaps, asked)
		must(t, err)
		if e.Number != want || newest != 3 || len(e.SHA256) != 32 || e.Slug != gaps {
			t.Errorf("edition %d is %d of %d, with a hash of %d bytes", asked, e.Number, newest, len(e.SHA256))
		}
	}
	for slug, number := range map[string]int{gaps: 4, "no-such": 0, "\x00": 1} {
		_, _, err := v.Edition(t.Context(), slug, number)
		wantKind(t, err, fault.NotFound)
	}
	trips := o.trips.during(t, func() {
		_, _, err := v.Edition(t.Context(), gaps, 2)
		must(t, err)
	})
	if all, err := v.Playbooks(t.Context()); err != nil || len(all) != 1 || all[0].Number != 3 || trips != 1 {
		t.Errorf("%d round trips; the playbooks are %+v: %v", trips, all, err)
	}
}

func TestEditionsPageByPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.publishes(t, pageSize+2)
	v := o.visit(t, o.engineer)
	page, err := v.Editions(t.Context(), gaps, 0)
	must(t, err)
	if len(page.Rows) != pageSize || page.Rows[0].Number != pageSize+2 || page.Newest.Number != pageSize+2 || page.Older != 3 {
		t.Errorf("%d rows from %d, the next page is below %d", len(page.Rows), page.Rows[0].Number, page.Older)
	}
	page, err = v.Editions(t.Context(), gaps, page.Older)
	must(t, err)
	if len(page.Rows) != 2 || page.Rows[0].Number != 2 || page.Older != 0 || len(page.Rows[1].SHA256) != 32 || page.Rows[1].PublishedAt.IsZero() {
		t.Errorf("the last page: %+v, then %d", page.Rows, page.Older)
	}
	_, err = v.Editions(t.Context(), "no-such", 0)
	wantKind(t, err, fault.NotFound)
}
