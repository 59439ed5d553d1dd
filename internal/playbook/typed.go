package playbook

import (
	"cmp"
	"strings"
)

// Text gives the document as a box to type in shows it: every line ends with a
// line feed, and there is no byte-order mark. See Typed.
func (c Catalog) Text() string {
	var b strings.Builder
	for _, l := range sheetOf(c.Source).lines {
		b.WriteString(l.text)
		if l.end != "" {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Typed gives the document of a text that was typed over the catalog's own. What
// a box to type in does not keep, a byte-order mark and the endings of lines, is
// as it was for every line that is in both; a new line ends as the one before it.
// Typed(Text()) is the document, byte for byte.
func (c Catalog) Typed(text string) []byte {
	was, typed := sheetOf(c.Source), sheetOf([]byte(PlainText(text)))
	pairs := pairLines(was.texts(), typed.texts())
	end := was.ending(1)
	for i := range typed.lines {
		if at := pairs[i]; at >= 0 {
			end = cmp.Or(was.lines[at].end, end)
		}
		if i > 0 && typed.lines[i-1].end == "\r" && typed.lines[i].text == "" && end == "\n" {
			end = "\r" // the two would be read as one
		}
		if typed.lines[i].end != "" {
			typed.lines[i].end = end
		}
	}
	made := &sheet{mark: was.mark, lines: typed.lines}
	return made.bytes()
}

// PlainText gives a text with every line ended by a line feed, and without a
// byte-order mark.
func PlainText(text string) string {
	text = strings.TrimPrefix(text, string(byteOrderMark))
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

func (s *sheet) texts() []string {
	texts := make([]string, len(s.lines))
	for i, l := range s.lines {
		texts[i] = l.text
	}
	return texts
}

// pairLines gives, for each line of a text, the index of the same in another, -1
// for none. What is alike at both ends is paired before what lies between.
func pairLines(from, to []string) []int {
	pairs := unpaired(len(to))
	i, j := 0, 0
	pair := func(until int) {
		for ; i < until; i, j = i+1, j+1 {
			pairs[j] = i
		}
	}
	begins := 0
	for begins < min(len(from), len(to)) && from[begins] == to[begins] {
		begins++
	}
	ends := 0
	for ends < min(len(from), len(to))-begins && from[len(from)-1-ends] == to[len(to)-1-ends] {
		ends++
	}
	for _, d := range sequence(from[begins:len(from)-ends], to[begins:len(to)-ends]) {
		pair(begins + d.Start)
		i, j = begins+d.End, begins+d.ReplEnd
	}
	pair(len(from))
	return pairs
}
