package playbook

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestMatchBullets(t *testing.T) {
	t.Parallel()
	const (
		step    = "Every identified step is resolved, and the customer is on to Enable."
		minimum = "The environment meets or exceeds the minimum standard for enablement."
		pilots  = "Pilot users and groups are identified and made ready."
	)
	for name, c := range map[string]struct {
		from, to []string
		want     []int
	}{
		"nothing":               {nil, nil, []int{}},
		"the same":              {[]string{step, minimum}, []string{step, minimum}, []int{0, 1}},
		"added on top":          {[]string{step, minimum}, []string{pilots, step, minimum}, []int{1, 2}},
		"taken out":             {[]string{step, minimum, pilots}, []string{step, pilots}, []int{0, -1, 1}},
		"moved":                 {[]string{step, minimum, pilots}, []string{pilots, step, minimum}, []int{1, 2, 0}},
		"reworded":              {[]string{step, minimum, pilots}, []string{step, "The environment meets the minimum standard for enablement in full.", pilots}, []int{0, 1, 2}},
		"reworded, others move": {[]string{step, minimum, pilots}, []string{pilots, "Each identified step is resolved, and the customer is on to Enable.", minimum}, []int{1, 2, 0}},
		"another put in its place": {[]string{step, minimum, pilots}, []string{step, "Licences are assigned.", pilots},
			[]int{0, -1, 2}},
		"reworded elsewhere": {[]string{minimum, step, pilots}, []string{step, pilots, "The environment meets the minimum standard for enablement."},
			[]int{-1, 0, 1}},
		"the most alike first": {[]string{"users are made ready"}, []string{"users are told", "users are made ready now"}, []int{1}},
		"one that comes twice": {[]string{step, step, minimum}, []string{step, minimum, step}, []int{0, 2, 1}},
		"one of two left":      {[]string{step, step}, []string{step}, []int{0, -1}},
		"case and marks alone": {[]string{"Pilot users are **ready**"}, []string{"Pilot users are ready."}, []int{0}},
		"no words at all":      {[]string{"!"}, []string{"?"}, []int{-1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, MatchBullets(c.from, c.to)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMatchBulletsHoldsForAnyLists(t *testing.T) {
	t.Parallel()
	bullets := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"users", "are", "ready", "pilot", "now"}), 1, 4).Draw(t, "words"), " ")
	}), 0, 7)
	rapid.Check(t, func(t *rapid.T) {
		from, to := bullets.Draw(t, "from"), bullets.Draw(t, "to")
		there, back := MatchBullets(from, to), MatchBullets(to, from)
		if len(there) != len(from) || len(back) != len(to) {
			t.Fatalf("%v and %v of %d and %d", there, back, len(from), len(to))
		}
		for i, j := range there {
			if j >= 0 && back[j] != i {
				t.Fatalf("%d is %d, which is %d", i, j, back[j])
			}
			if j < 0 && slices.Contains(back, i) {
				t.Fatalf("%d has a counterpart on the way back alone", i)
			}
			if j < 0 && occurs(from, from[i]) <= occurs(to, from[i]) {
				t.Fatalf("%q stands in both and is not matched", from[i])
			}
		}
	})
}

func occurs(list []string, text string) (n int) {
	for _, s := range list {
		if s == text {
			n++
		}
	}
	return n
}

// TestMatchBulletsOfManyIsQuick pairs what a playbook's largest file can hold.
func TestMatchBulletsOfManyIsQuick(t *testing.T) {
	t.Parallel()
	from := slices.Repeat([]string{"a b c"}, 100_000)
	to := slices.Repeat([]string{"a b d"}, 100_000)
	if got := MatchBullets(from, to); slices.Max(got) != -1 {
		t.Errorf("got a pair of lists with %d unmatched bullets", len(from))
	}
}
