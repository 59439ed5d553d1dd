package playbook

import (
	"fmt"
	"strings"
)

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
