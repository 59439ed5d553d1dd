package playbook

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// sheet is a file taken apart into its lines, so that some can be replaced and
// all others come back byte for byte.
type sheet struct {
	mark  bool // it starts with a byte-order mark
	lines []rawLine
	cuts  []cut
}

// rawLine is a line as it stands in its file. The ending is "" in the last line
// of a file that ends without one.
type rawLine struct{ text, end string }

// cut puts lines in the place of those from first up to, but not with, next.
// Where both are the same the lines go in front of that one.
type cut struct {
	first, next int
	lines       []string
	moved       bool // the lines that go stand elsewhere as they were
}

// sheetOf takes a file apart as the parser does: line n of the parser is line n
// here.
func sheetOf(src []byte) *sheet {
	rest, mark := bytes.CutPrefix(src, byteOrderMark)
	s := &sheet{mark: mark}
	for len(rest) > 0 || len(s.lines) == 0 {
		var l rawLine
		l, rest = firstLine(rest)
		s.lines = append(s.lines, l)
	}
	return s
}

func firstLine(src []byte) (rawLine, []byte) {
	i := bytes.IndexAny(src, "\r\n")
	if i < 0 {
		return rawLine{text: string(src)}, nil
	}
	end := src[i : i+1]
	if bytes.HasPrefix(src[i:], []byte("\r\n")) {
		end = src[i : i+2]
	}
	return rawLine{string(src[:i]), string(end)}, src[i+len(end):]
}

// text gives line num as it stands in the file.
func (s *sheet) text(num int) string { return s.lines[num-1].text }

// blank reports whether line num has nothing on it; a line outside of the file
// has not.
func (s *sheet) blank(num int) bool {
	return num >= 1 && num <= len(s.lines) && strings.TrimSpace(s.text(num)) == ""
}

// replace puts lines in the place of a span.
func (s *sheet) replace(at span, lines ...string) {
	s.cuts = append(s.cuts, cut{first: at.first, next: at.last + 1, lines: lines})
}

// insert puts lines in front of line num, which is one past the last line for
// those that go to the end. Of several inserts at one place the first stands
// first.
func (s *sheet) insert(num int, lines ...string) {
	s.cuts = append(s.cuts, cut{first: num, next: num, lines: lines})
}

// bytes gives the file with all cuts made, which must not overlap. A new line
// ends as its neighbours do; the file ends with a line ending if it did before.
func (s *sheet) bytes() []byte {
	slices.SortStableFunc(s.cuts, func(a, b cut) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.next, b.next))
	})
	var made []rawLine
	at := 1
	for _, c := range s.cuts {
		made = append(made, s.lines[at-1:c.first-1]...)
		made = append(made, s.cut(c)...)
		at = c.next
	}
	made = append(made, s.lines[at-1:]...)
	return s.join(made)
}

// cut gives the lines of a cut with their endings: each has that of the line it
// replaces, and those beyond that of the line before.
func (s *sheet) cut(c cut) []rawLine {
	made := make([]rawLine, len(c.lines))
	end := s.ending(c.first)
	for i, text := range c.lines {
		if num := c.first + i; num < c.next {
			end = s.ending(num)
		}
		made[i] = rawLine{text, end}
	}
	return made
}

// ending gives the ending of line num, or of the next before that has one.
func (s *sheet) ending(num int) string {
	for i := min(num, len(s.lines)) - 1; i >= 0; i-- {
		if end := s.lines[i].end; end != "" {
			return end
		}
	}
	return "\n"
}

// join writes lines as a file that ends as this one does.
func (s *sheet) join(lines []rawLine) []byte {
	var b bytes.Buffer
	if s.mark {
		b.Write(byteOrderMark)
	}
	open := s.lines[len(s.lines)-1].end == ""
	for i, l := range lines {
		b.WriteString(l.text)
		if i < len(lines)-1 || !open {
			b.WriteString(cmp.Or(l.end, s.ending(len(s.lines))))
		}
	}
	return b.Bytes()
}
