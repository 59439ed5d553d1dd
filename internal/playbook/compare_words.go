package playbook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Op says in which of two texts a piece stands.
type Op int

// The places of a piece: both texts, the first alone, the second alone.
const (
	Same Op = iota
	Deleted
	Inserted
)

// Piece is a part of two texts that are compared.
type Piece struct {
	Op   Op
	Text string
}

// leastShared is the least share of a text that stays for its words to be told
// apart: below it the marks would be more than the words.
const leastShared = 0.3

// CompareWords takes two texts apart into what they share and what they do not, by
// words: the Same and Deleted pieces are the first text, the Same and Inserted
// ones the second. Two that share little are one Deleted and one Inserted piece.
func CompareWords(was, became string) []Piece {
	from, to := tokens(was), tokens(became)
	var steps []step
	at := 0
	for _, d := range sequence(from, to) {
		steps = follow(steps, step{text(from[at:d.Start]), text(from[d.Start:d.End]), text(to[d.ReplStart:d.ReplEnd])})
		at = d.End
	}
	steps = append(steps, step{same: text(from[at:])})
	shared := 0
	for _, s := range steps {
		shared += visible(s.same)
	}
	if float64(shared) < leastShared*float64(max(visible(was), visible(became))) {
		steps = []step{{deleted: was, inserted: became}}
	}
	return piecesOf(steps)
}

// step is a text that both share, and what follows it in the first and in the
// second.
type step struct{ same, deleted, inserted string }

// follow adds a step. Two changes with no word between them become one, so that
// marks do not break off at every blank.
func follow(steps []step, s step) []step {
	if len(steps) == 0 || strings.ContainsFunc(s.same, inWord) {
		return append(steps, s)
	}
	last := &steps[len(steps)-1]
	last.deleted += s.same + s.deleted
	last.inserted += s.same + s.inserted
	return steps
}

func piecesOf(steps []step) (pieces []Piece) {
	for _, s := range steps {
		for _, p := range []Piece{{Same, s.same}, {Deleted, s.deleted}, {Inserted, s.inserted}} {
			if p.Text != "" {
				pieces = append(pieces, p)
			}
		}
	}
	return pieces
}

func text(tokens []string) string { return strings.Join(tokens, "") }

// visible counts the bytes of a text that are no blanks.
func visible(s string) (n int) {
	for _, word := range strings.Fields(s) {
		n += len(word)
	}
	return n
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// tokens takes a text apart into its words, its numbers and dates (20,000 is one),
// its runs of blanks, and all other characters one by one.
func tokens(s string) (all []string) {
	for s != "" {
		n := tokenLen(s)
		all = append(all, s[:n])
		s = s[n:]
	}
	return all
}

func tokenLen(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	kind := blankRune
	switch {
	case inWord(first):
		kind = inWord
	case !blankRune(first):
		return size
	}
	end := 0
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !kind(r) && !betweenDigits(s, end) {
			break
		}
		end += n
	}
	return end
}

// betweenDigits reports whether a sign within a number or a date stands at a place.
func betweenDigits(s string, at int) bool {
	return at > 0 && at+1 < len(s) && strings.IndexByte(",./:", s[at]) >= 0 && isDigit(s[at-1]) && isDigit(s[at+1])
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func blankRune(r rune) bool { return r == ' ' || r == '\t' }
