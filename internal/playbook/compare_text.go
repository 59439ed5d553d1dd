package playbook

import "strings"

// Hunk is lines of two texts that differ, with some of the same around them.
type Hunk struct {
	From, To int // the numbers of its first lines, from 1; of a text that it has no line of, where one would stand
	Lines    []TextLine
}

// TextLine is a line of a hunk.
type TextLine struct {
	Op       Op
	From, To int     // its number in each text, from 1; 0 where it is not in it
	Pieces   []Piece // all of it with its line ending, the words marked that differ from the line's counterpart
}

// CompareText tells line by line what differs between two texts, with as many
// lines around each difference as are asked for. The same texts have no hunks.
func CompareText(from, to string, around int) []Hunk {
	t := &textComparison{from: splitLines(from), to: splitLines(to), around: around}
	for _, d := range sequence(t.from, t.to) {
		t.open(d.Start, d.ReplStart)
		t.change(t.from[d.Start:d.End], t.to[d.ReplStart:d.ReplEnd])
	}
	t.same(len(t.from), around)
	return t.hunks
}

// textComparison gathers hunks; at and atTo are the indexes of the next lines.
type textComparison struct {
	from, to []string
	around   int
	hunks    []Hunk
	at, atTo int
	marked   int // how many lines had their words compared
}

// mostMarked is how many lines of a difference have their words marked: nobody reads
// more of them, and a file of a mebibyte has to be compared while somebody waits.
const mostMarked = 2000

// open goes on to a change: in the open hunk, if it is near, else in a new one.
func (t *textComparison) open(at, atTo int) {
	if len(t.hunks) > 0 && at-t.at <= 2*t.around {
		t.same(at, at-t.at)
		return
	}
	t.same(at, t.around)
	lead := min(t.around, at-t.at)
	t.at, t.atTo = at-lead, atTo-lead
	t.hunks = append(t.hunks, Hunk{From: t.at + 1, To: t.atTo + 1})
	t.same(at, lead)
}

// same adds lines of both texts to the open hunk, if there is one: most at most,
// and none from the index end on.
func (t *textComparison) same(end, most int) {
	for ; len(t.hunks) > 0 && most > 0 && t.at < end; most-- {
		t.add(TextLine{Op: Same, Pieces: []Piece{{Same, t.from[t.at]}}})
	}
}

// add puts a line into the open hunk, and goes on to the next.
func (t *textComparison) add(l TextLine) {
	if l.Op != Inserted {
		t.at++
		l.From = t.at
	}
	if l.Op != Deleted {
		t.atTo++
		l.To = t.atTo
	}
	h := &t.hunks[len(t.hunks)-1]
	h.Lines = append(h.Lines, l)
}

// change adds lines that are replaced by others: all of those, then all of these,
// but that a table's row and what became of it stand one after the other.
func (t *textComparison) change(deleted, inserted []string) {
	pairs := linePairs(deleted, inserted)
	was, became := plainLines(deleted), plainLines(inserted)
	if t.marked < mostMarked {
		t.marked += markWords(deleted, inserted, pairs[:min(len(pairs), mostMarked)], was, became)
	}
	i, j := 0, 0
	for _, p := range pairs {
		if strings.Contains(deleted[p.from], "|") && strings.Contains(inserted[p.to], "|") {
			t.replace(was[i:p.from+1], became[j:p.to+1])
			i, j = p.from+1, p.to+1
		}
	}
	t.replace(was[i:], became[j:])
}

func (t *textComparison) replace(was, became [][]Piece) {
	for _, pieces := range was {
		t.add(TextLine{Op: Deleted, Pieces: pieces})
	}
	for _, pieces := range became {
		t.add(TextLine{Op: Inserted, Pieces: pieces})
	}
}

// linePairs pairs lines with those alike that replace them, in order. Of very many
// lines each is looked at beside the one at its own place alone.
func linePairs(deleted, inserted []string) (pairs []pairing) {
	if len(deleted) <= maxUnmatched && len(inserted) <= maxUnmatched {
		match := MatchBullets(deleted, inserted)
		for _, i := range longestRise(match) {
			pairs = append(pairs, pairing{from: i, to: match[i]})
		}
		return pairs
	}
	for i := range min(len(deleted), len(inserted)) {
		if likeness(sortedWords(deleted[i]), sortedWords(inserted[i])) >= alike {
			pairs = append(pairs, pairing{from: i, to: i})
		}
	}
	return pairs
}

// mostTogether is how many bytes of lines are compared together at most.
const mostTogether = 64 << 10

// markWords marks the words by which lines differ from those that replace them:
// line by line where some are alike, as in a table, else all together, as in a
// paragraph that is wrapped anew. It gives how many lines it compared.
func markWords(deleted, inserted []string, pairs []pairing, was, became [][]Piece) int {
	before, after := text(deleted), text(inserted)
	if len(pairs) == 0 && before != "" && after != "" && len(before)+len(after) <= mostTogether {
		all := CompareWords(before, after)
		copy(was, cutLines(all, Deleted, deleted))
		copy(became, cutLines(all, Inserted, inserted))
		return len(deleted)
	}
	for _, p := range pairs {
		all := CompareWords(deleted[p.from], inserted[p.to])
		was[p.from], became[p.to] = oneSide(all, Deleted), oneSide(all, Inserted)
	}
	return len(pairs)
}

func plainLines(lines []string) [][]Piece {
	all := make([][]Piece, len(lines))
	for i, l := range lines {
		all[i] = []Piece{{Same, l}}
	}
	return all
}

// oneSide gives the pieces of one of the texts. Where nothing is the same nothing
// is marked: all of it is new.
func oneSide(all []Piece, op Op) (side []Piece) {
	marked := false
	for _, p := range all {
		if p.Op == Same || p.Op == op {
			side = append(side, p)
			marked = marked || p.Op == Same
		}
	}
	if !marked && len(side) == 1 {
		side[0].Op = Same
	}
	return side
}

// cutLines gives the pieces of one of the texts, line by line.
func cutLines(all []Piece, op Op, lines []string) [][]Piece {
	cut := make([][]Piece, len(lines))
	i, room := 0, len(lines[0])
	for _, p := range oneSide(all, op) {
		for p.Text != "" {
			if room == 0 {
				i++
				room = len(lines[i])
			}
			n := min(room, len(p.Text))
			cut[i] = append(cut[i], Piece{p.Op, p.Text[:n]})
			p.Text = p.Text[n:]
			room -= n
		}
	}
	return cut
}

// splitLines takes a text apart after each LF.
func splitLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
