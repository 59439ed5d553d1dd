package playbook

import (
	"strings"
	"testing"

	"gaptrack/internal/fault"

	"github.com/google/go-cmp/cmp"
)

const (
	first  = "- The first objective.\n"
	second = "- The second objective.\n"
)

func TestBulletEdits(t *testing.T) {
	t.Parallel()
	const one, two = "The first objective.", "The second objective."
	becomes(t, AddBullet{Objectives, "", " A\r\nthird. "}, second, second+"- A third.\n")
	becomes(t, AddBullet{Objectives, one, "A third."}, first, "- A third.\n"+first)
	becomes(t, ChangeBullet{Objectives, one, 0, "Another."}, first, "- Another.\n")
	becomes(t, ChangeBullet{Objectives, one, 0, one}, first, first)
	becomes(t, MoveBullet{Objectives, one, ""}, first+second, second+first)
	becomes(t, MoveBullet{Objectives, two, one}, first+second, second+first)
	becomes(t, MoveBullet{Objectives, one, two}, first+second, first+second)
	becomes(t, TakeOutBullet{Objectives, one}, first, "")
	becomes(t, TakeOutBullet{KeyInputs, "An input."}, "- An input.\n", "")
}

// TestBulletStyles edits lists that are numbered, set apart, wrapped or empty.
func TestBulletStyles(t *testing.T) {
	t.Parallel()
	long := strings.TrimSpace(strings.Repeat("word ", 30))
	for name, x := range map[string]struct {
		is   string
		edit Edit
		want string
	}{
		"numbered":          {"1) a\n2) b\n", AddBullet{Objectives, "", "c"}, "1) a\n2) b\n3) c\n"},
		"indented":          {" *   a\n *   b\n", AddBullet{Objectives, "b", "c"}, " *   a\n *   c\n *   b\n"},
		"apart, at end":     {"- a\n\n- b\n", AddBullet{Objectives, "", "c"}, "- a\n\n- b\n\n- c\n"},
		"apart, before":     {"- a\n\n- b\n", AddBullet{Objectives, "a", "c"}, "- c\n\n- a\n\n- b\n"},
		"apart, out":        {"- a\n\n- b\n", TakeOutBullet{Objectives, "a"}, "- b\n"},
		"apart, last out":   {"- a\n\n- b\n", TakeOutBullet{Objectives, "b"}, "- a\n"},
		"apart, moved":      {"- a\n\n- b\n\n- c\n", MoveBullet{Objectives, "a", ""}, "- b\n\n- c\n\n- a\n"},
		"wrapped":           {"- a\n  b\n- c\n", ChangeBullet{Objectives, "c", 1, long}, "- a\n  b\n- " + long[:109] + "\n  " + long[110:] + "\n"},
		"wrapped to one":    {"- a\n  b\n- c\n", ChangeBullet{Objectives, "a b", 0, "d"}, "- d\n- c\n"},
		"wrapped, moved":    {"- a\nb\n- c\n", MoveBullet{Objectives, "a b", ""}, "- c\n- a\nb\n"},
		"not wrapped":       {"- a\n", AddBullet{Objectives, "", long}, "- a\n- " + long + "\n"},
		"empty":             {"", AddBullet{Objectives, "", "a"}, "- a\n\n"},
		"text alone":        {"None yet.\n", AddBullet{Objectives, "", "a"}, "None yet.\n\n- a\n"},
		"twice":             {"- a\n- a\n", TakeOutBullet{Objectives, "a"}, "- a\n"},
		"two kinds, a sign": {"- a\n", AddBullet{Objectives, "", "- b"}, "- a\n- - b\n"},
	} {
		src := strings.Replace(form, first+second, x.is, 1)
		want := strings.Replace(form, first+second, x.want, 1)
		if diff := cmp.Diff(want, edited(t, src, x.edit)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestBulletEditsRefused(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		edit Edit
		kind fault.Kind
	}{
		"empty":            {AddBullet{Objectives, "", " \n "}, fault.Invalid},
		"too long":         {AddBullet{Objectives, "", strings.Repeat("x", maxBullet+1)}, fault.Invalid},
		"a rule":           {AddBullet{Objectives, "", "- -"}, fault.Invalid},
		"an include":       {AddBullet{Objectives, "", "[!INCLUDE [a](b)]"}, fault.Invalid},
		"no such section":  {AddBullet{"Overview", "", "a"}, fault.NotFound},
		"before none":      {AddBullet{Objectives, "no", "a"}, fault.Conflict},
		"changed and gone": {ChangeBullet{Objectives, "no", 7, "a"}, fault.Conflict},
		"moved and gone":   {MoveBullet{Objectives, "no", ""}, fault.Conflict},
		"moved to none":    {MoveBullet{Objectives, "The first objective.", "no"}, fault.Conflict},
		"out and gone":     {TakeOutBullet{Objectives, "no"}, fault.Conflict},
	} {
		if f := refused(t, form, x.edit); f.Kind != x.kind {
			t.Errorf("%s: %v %v", name, f.Kind, f)
		}
	}
}

func TestStaleBullet(t *testing.T) {
	t.Parallel()
	f := refused(t, form, ChangeBullet{Objectives, "What was.", 1, "Mine."})
	want := []fault.Clash{{Name: "text", Noun: "Objectives", Field: "text", Original: "What was.", Theirs: "The second objective.", Yours: "Mine."}}
	if diff := cmp.Diff(want, f.Clashes); diff != "" {
		t.Error(diff)
	}
}
