package playbook

import (
	"fmt"
	"strings"
)

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
}

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

// change adds lines that are replaced by others.
func (t *textComparison) change(deleted, inserted []string) {
	was, became := markWords(deleted, inserted)
	for _, pieces := range was {
		t.add(TextLine{Op: Deleted, Pieces: pieces})
	}
	for _, pieces := range became {
		t.add(TextLine{Op: Inserted, Pieces: pieces})
	}
}

// markWords marks the words by which lines differ from those that replace them:
// line by line where some are alike, as in a table, else all together, as in a
// paragraph that is wrapped anew.
func markWords(deleted, inserted []string) (was, became [][]Piece) {
	match := MatchBullets(deleted, inserted)
	pairs := longestRise(match)
	if len(pairs) == 0 && len(deleted) > 0 && len(inserted) > 0 {
		all := CompareWords(text(deleted), text(inserted))
		return cutLines(all, Deleted, deleted), cutLines(all, Inserted, inserted)
	}
	was, became = plainLines(deleted), plainLines(inserted)
	for _, i := range pairs {
		j := match[i]
		all := CompareWords(deleted[i], inserted[j])
		was[i], became[j] = oneSide(all, Deleted), oneSide(all, Inserted)
	}
	return was, became
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

// Unified writes hunks as diff -u and patch have them, under the names of the two
// texts. No hunks are an empty text.
func Unified(from, to string, hunks []Hunk) string {
	if len(hunks) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", from, to)
	for _, h := range hunks {
		h.unified(&b)
	}
	return b.String()
}

func (h Hunk) unified(b *strings.Builder) {
	count := map[Op]int{}
	for _, l := range h.Lines {
		count[l.Op]++
	}
	fmt.Fprintf(b, "@@ -%s +%s @@\n", lineRange(h.From, count[Same]+count[Deleted]), lineRange(h.To, count[Same]+count[Inserted]))
	for _, l := range h.Lines {
		b.WriteString([]string{" ", "-", "+"}[l.Op])
		line := l.String()
		b.WriteString(line)
		if !strings.HasSuffix(line, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// lineRange writes where lines stand: none stand after the line before.
func lineRange(first, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("%d,0", first-1)
	case 1:
		return fmt.Sprint(first)
	}
	return fmt.Sprintf("%d,%d", first, n)
}

// String gives the line's text with its ending.
func (l TextLine) String() string {
	var b strings.Builder
	for _, p := range l.Pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}
