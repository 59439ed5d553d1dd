package playbook

import (
	"bytes"
	"strings"
)

// mergeText is a file that is merged: its lines, and what is true of the file as a
// whole, which is merged apart from them.
type mergeText struct {
	lines  []string // with their endings, the last one's too
	there  bool
	marked bool      // by a byte-order mark
	open   bool      // the last line has no ending in the file
	ending string    // of every line; "" when they differ
	book   *Playbook // of a text that is one
	root   *part
}

func readText(src []byte) *mergeText {
	body, marked := bytes.CutPrefix(src, byteOrderMark)
	t := &mergeText{lines: endedLines(string(body)), there: true, marked: marked}
	for i, l := range t.lines {
		ending := endingIn(l)
		switch {
		case ending == "":
			t.open = true
			t.lines[i] += endingOf(strings.Join(t.lines[:i], ""))
		case i == 0:
			t.ending = ending
		case t.ending != ending:
			t.ending = ""
		}
	}
	return t
}

// fragmentText gives a fragment by its file, one that is not there too.
func fragmentText(files map[string]string, file string) *mergeText {
	src, ok := files[file]
	if !ok {
		return &mergeText{}
	}
	return readText([]byte(src))
}

// endedLines takes a file apart after each LF, CRLF and CR.
func endedLines(s string) (lines []string) {
	for s != "" {
		n := strings.IndexAny(s, "\r\n") + 1
		switch {
		case n == 0:
			n = len(s)
		case strings.HasPrefix(s[n-1:], "\r\n"):
			n++
		}
		lines = append(lines, s[:n])
		s = s[n:]
	}
	return lines
}

// endingIn gives the ending of a line, "" for none.
func endingIn(s string) string { return s[len(strings.TrimRight(s, "\r\n")):] }

// endingOf gives the ending of the last line of s, LF where there is none.
func endingOf(s string) string {
	switch {
	case strings.HasSuffix(s, "\r\n"):
		return "\r\n"
	case strings.HasSuffix(s, "\r"):
		return "\r"
	}
	return "\n"
}

// commonEnding makes lines that end differently comparable: where the lines of
// each text all end alike, LF ends them until the merged text is written.
func commonEnding(texts ...*mergeText) {
	for _, t := range texts {
		if t.ending == "" && len(t.lines) > 1 {
			for _, t := range texts {
				t.ending = ""
			}
			return
		}
	}
	for _, t := range texts {
		for i, l := range t.lines {
			t.lines[i] = strings.TrimRight(l, "\r\n") + "\n"
		}
	}
}

// mergedText gives the text of merged parts, with what one side or the other
// changed of the file as a whole.
func mergedText(b, o, t *mergeText, root *part) *mergeText {
	merged := *o
	switch {
	case !o.there:
		merged = *t
	case t.there:
		merged.marked = eitherOf(b.marked, o.marked, t.marked)
		merged.open = eitherOf(b.open, o.open, t.open)
		merged.ending = eitherOf(b.ending, o.ending, t.ending)
	}
	kept := *root
	kept.gap = mergedGap(b.root, o.root, t.root)
	merged.root = &kept
	return &merged
}

// eitherOf gives what one side changed, ours where both did.
func eitherOf[T comparable](base, ours, theirs T) T {
	if ours == base {
		return theirs
	}
	return ours
}

// bytes gives the file.
func (t *mergeText) bytes() []byte {
	s := t.root.String() + t.root.gap
	if t.ending != "" {
		s = strings.ReplaceAll(s, "\n", t.ending)
	}
	if t.open {
		s = strings.TrimSuffix(s, endingOf(s))
	}
	if t.marked {
		s = string(byteOrderMark) + s
	}
	return []byte(s)
}
