package postgres

import (
	"strings"
	"testing"

	"gaptrack/internal/fault"
)

func TestComparedEditions(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, err := o.Edition(t.Context(), gaps, 1)
	must(t, err)
	for _, title := range []string{"Two", "Three"} {
		o.nextOf(t, gaps, []byte(strings.Replace(string(first.Source), "# Address", "# "+title, 1)), nil)
	}
	v := o.visit(t, o.engineer)
	for _, c := range []struct{ from, to, wantFrom, wantTo int }{
		{0, 0, 2, 3}, {0, 2, 1, 2}, {0, 1, 0, 1}, {1, 0, 1, 3}, {1, 3, 1, 3}, {3, 1, 1, 3}, {2, 2, 2, 2},
	} {
		got, err := v.Compared(t.Context(), gaps, c.from, c.to)
		must(t, err)
		number := 0
		if got.From != nil {
			number = got.From.Number
		}
		if number != c.wantFrom || got.To.Number != c.wantTo || got.Newest != 3 {
			t.Errorf("%d and %d gave %d and %d of %d", c.from, c.to, number, got.To.Number, got.Newest)
		}
	}
	for _, c := range []struct {
		slug     string
		from, to int
	}{{gaps, 9, 0}, {gaps, 1, 9}, {gaps, -1, 2}, {"no-such-playbook", 0, 0}, {"\x00", 0, 0}} {
		if _, err := v.Compared(t.Context(), c.slug, c.from, c.to); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
