package playbook

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// alike is the least share of words that two bullets have in common, from 0 to
// 1, for one to be the other's later form.
const alike = 0.5

// maxUnmatched is the most bullets without an identical counterpart, on either
// side, that are looked at for one of like words: each is compared with each.
const maxUnmatched = 256

// MatchBullets pairs the bullets of a list with those of a later form of it. It
// gives, for each bullet of from, the index of its counterpart in to, or -1 when
// it has none; no index comes twice. Identical texts are paired first, wherever
// they moved to and in order when one comes several times. Of those left, two
// with a neighbour in common are paired when at least half of their words are
// the same, the most alike first. From to to from gives the same pairs.
func MatchBullets(from, to []string) []int {
	m := matching{to: unpaired(len(from)), from: unpaired(len(to))}
	m.identical(from, to)
	for _, p := range m.candidates(from, to) {
		if m.to[p.from] < 0 && m.from[p.to] < 0 {
			m.pair(p.from, p.to)
		}
	}
	return m.to
}

// matching holds each bullet's counterpart on the other side, -1 for none.
type matching struct{ to, from []int }

// pairing is two bullets that may be one, and how alike they are.
type pairing struct {
	from, to int
	score    float64
}

func (m matching) pair(from, to int) { m.to[from], m.from[to] = to, from }

func (m matching) identical(from, to []string) {
	at := map[string][]int{}
	for j, text := range to {
		at[text] = append(at[text], j)
	}
	for i, text := range from {
		if places := at[text]; len(places) > 0 {
			m.pair(i, places[0])
			at[text] = places[1:]
		}
	}
}

// candidates gives the pairs of unmatched bullets that are alike enough, the best
// first.
func (m matching) candidates(from, to []string) (found []pairing) {
	left, right := m.unmatched(from, m.to), m.unmatched(to, m.from)
	if len(left) > maxUnmatched || len(right) > maxUnmatched {
		return nil
	}
	for _, a := range left {
		a.before, a.after = m.neighbours(a, len(to))
		for _, b := range right {
			if a.before != b.before && a.after != b.after {
				continue
			}
			if score := likeness(a.words, b.words); score >= alike {
				found = append(found, pairing{a.at, b.at, score})
			}
		}
	}
	sortPairings(found)
	return found
}

// sortPairings puts the best first; of equals the one that moved least, so that
// the way back gives the same.
func sortPairings(all []pairing) {
	slices.SortStableFunc(all, func(a, b pairing) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(distance(a), distance(b)), cmp.Compare(a.from+a.to, b.from+b.to))
	})
}

func distance(p pairing) int { return max(p.from-p.to, p.to-p.from) }

// single is a bullet without a counterpart: its place, its words, and the places
// of the nearest bullets with one, -1 and the list's length at its ends.
type single struct {
	at            int
	words         []string
	before, after int
}

func (m matching) unmatched(texts []string, counterpart []int) (found []single) {
	before := -1
	open := 0 // found[open:] wait for the bullet after them
	for i, text := range texts {
		if counterpart[i] < 0 {
			found = append(found, single{at: i, words: sortedWords(text), before: before, after: len(texts)})
			continue
		}
		for ; open < len(found); open++ {
			found[open].after = i
		}
		before = i
	}
	return found
}

// neighbours gives the places of a bullet's neighbours on the other side, which
// has n bullets.
func (m matching) neighbours(s single, n int) (before, after int) {
	before, after = -1, n
	if s.before >= 0 {
		before = m.to[s.before]
	}
	if s.after < len(m.to) {
		after = m.to[s.after]
	}
	return before, after
}

// sortedWords gives a text's words in lower case, without punctuation, sorted.
func sortedWords(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return words
}

// likeness is the share of words that two sorted lists have in common: 1 for
// all, 0 for none, and 0 for lists without words.
func likeness(a, b []string) float64 {
	total := len(a) + len(b)
	if total == 0 || float64(2*min(len(a), len(b))) < alike*float64(total) {
		return 0
	}
	common := 0
	for len(a) > 0 && len(b) > 0 {
		switch c := strings.Compare(a[0], b[0]); {
		case c < 0:
			a = a[1:]
		case c > 0:
			b = b[1:]
		default:
			common++
			a, b = a[1:], b[1:]
		}
	}
	return float64(2*common) / float64(total)
}

// unpaired gives n times -1.
func unpaired(n int) []int {
	return slices.Repeat([]int{-1}, n)
}

// inverse gives, for each of n places, the index of the one that leads there, -1
// for none.
func inverse(places []int, n int) []int {
	back := unpaired(n)
	for i, p := range places {
		if p >= 0 {
			back[p] = i
		}
	}
	return back
}
