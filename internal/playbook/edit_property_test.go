package playbook

import (
	"slices"
	"testing"

	"gaptrack/internal/day"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestEditsTouchTheirLinesAlone makes random edits of random playbooks, written as
// unevenly as people do. Each says what it is meant to, by a model that knows
// records alone, and every line that it is not about comes back byte for byte.
func TestEditsTouchTheirLinesAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		book := drawPlaybook(t)
		c := Catalog{Source: []byte((&writer{T: t}).playbook(book))}
		for range rapid.IntRange(1, 5).Draw(t, "edits") {
			d := &drawnEdit{T: t}
			d.book, d.at, _ = read(c.Source)
			d.draw()
			got, err := c.Edit(d.edit)
			if err != nil {
				t.Fatalf("%#v: %v\n%s", d.edit, err, c.Source)
			}
			opts := cmp.Options{
				cmpopts.IgnoreFields(Task{}, "Line"), cmpopts.IgnoreFields(Activity{}, "Line", "Condition"), cmpopts.EquateEmpty(),
				cmpopts.IgnoreFields(Entry{}, "Line"), cmpopts.IgnoreFields(Playbook{}, "Warnings"),
				dates,
			}
			if diff := cmp.Diff(d.want, mustRead(t, got.Source), opts); diff != "" {
				t.Fatalf("%#v (-want +got):\n%s\n%s\n%s", d.edit, diff, c.Source, got.Source)
			}
			d.others(c.Source, got.Source)
			c = got
		}
	})
}

// dates compares dates.
var dates = cmp.Comparer(func(a, b day.Date) bool { return a == b })

func mustRead(t *rapid.T, src []byte) *Playbook {
	p, err := Parse(src)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return p
}

// drawnEdit is an edit with what should come of it, the lines of the file that it is
// about, and how many it may put in.
type drawnEdit struct {
	*rapid.T
	book, want *Playbook
	at         *outline
	edit       Edit
	about      []span
	in         int
}

// others checks that all lines but those that the edit is about are there still,
// endings and all, and in their order.
func (d *drawnEdit) others(was, is []byte) {
	before, after := sheetOf(was), sheetOf(is)
	last, end := before.lines[len(before.lines)-1], after.lines[len(after.lines)-1]
	if before.mark != after.mark || (last.end == "") != (end.end == "") {
		d.Fatalf("%#v changed how the file begins or ends", d.edit)
	}
	left := after.lines
	for i, l := range before.lines {
		if slices.ContainsFunc(d.about, func(at span) bool { return at.first <= i+1 && i+1 <= at.last }) {
			continue
		}
		at := slices.IndexFunc(left, func(other rawLine) bool {
			return other == l || other.text == l.text && (l.end == "" || other.end == "")
		})
		if at < 0 {
			d.Fatalf("%#v lost line %d, %q\n%s\n%s", d.edit, i+1, l.text, was, is)
		}
		d.in -= at
		left = left[at+1:]
	}
	if d.in -= len(left); d.in < 0 {
		d.Fatalf("%#v put in %d lines too many\n%s\n%s", d.edit, -d.in, was, is)
	}
}

// TestMovedThereAndBack moves a task to another activity and back, and finds the
// file as it was.
func TestMovedThereAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := Catalog{Source: []byte((&writer{T: t}).playbook(drawPlaybook(t)))}
		d := &drawnEdit{T: t, book: mustRead(t, c.Source)}
		if !slices.ContainsFunc(d.book.Activities, func(a Activity) bool { return len(a.Tasks) > 1 }) {
			t.Skip("too few tasks")
		}
		a := d.book.Activities[d.anyActivity(func(a Activity) bool { return len(a.Tasks) > 1 })]
		i := d.index(len(a.Tasks))
		there := MoveTask{a.Tasks[i].ID, a.Name, a.Tasks[d.index(len(a.Tasks))].ID}
		back := MoveTask{ID: a.Tasks[i].ID, Activity: a.Name}
		if i+1 < len(a.Tasks) {
			back.Before = a.Tasks[i+1].ID
		}
		got := c
		for _, e := range []Edit{there, back} {
			var err error
			if got, err = got.Edit(e); err != nil {
				t.Fatal(err)
			}
		}
		if was := texts(c.Source); !slices.Equal(was, texts(got.Source)) {
			t.Fatalf("%#v and back:\n%s\n%s", there, c.Source, got.Source)
		}
	})
}

// texts gives the lines of a file without their endings.
func texts(src []byte) []string {
	return each(sheetOf(src).lines, func(l rawLine) string { return l.text })
}
