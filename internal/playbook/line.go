package playbook

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// line is a line of the file, without its ending.
type line struct {
	num  int
	text string
	code bool // it belongs to a fenced code block, fences included
}

// String gives the line's text.
func (l line) String() string { return l.text }

// blank reports whether nothing can be seen on the line.
func (l line) blank() bool { return strings.TrimSpace(l.text) == "" }

// byteOrderMark may stand at the start of a UTF-8 file.
var byteOrderMark = []byte("\xEF\xBB\xBF")

// lines takes a source apart at LF, CRLF and CR, mixed as they may be, and
// reports bytes that are no text. Those are read as U+FFFD, so that all the
// other problems of the file are found too.
func (p *parser) lines(src []byte) []line {
	src = bytes.TrimPrefix(src, byteOrderMark)
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	texts := strings.Split(strings.TrimSuffix(string(src), "\n"), "\n")
	lines := make([]line, len(texts))
	for i, text := range texts {
		lines[i] = line{num: i + 1, text: p.text(i+1, text)}
	}
	return lines
}

// text gives a line's text, with a problem for what is no text in it.
func (p *parser) text(num int, s string) string {
	if at := strings.IndexByte(s, 0); at >= 0 {
		p.problems.add(num, "The line holds a NUL byte (byte %d of the line); remove it.", at+1)
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	if !utf8.ValidString(s) {
		p.problems.add(num, "The line is not valid UTF-8 (byte %d of the line); save the file as UTF-8.", invalidAt(s)+1)
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return s
}

// invalidAt gives the index of the first byte that is not UTF-8.
func invalidAt(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size <= 1 {
				return i
			}
		}
	}
	return len(s)
}

// source gives lines as Markdown source, without blank lines around it.
func source(lines []line) string { return joined(trimmed(lines), "\n", line.String) }

// trimmed gives lines without the blank ones around them.
func trimmed(lines []line) []line {
	for len(lines) > 0 && lines[0].blank() {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1].blank() {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// joined writes things one after the other, with sep between them.
func joined[T any](things []T, sep string, text func(T) string) string {
	texts := make([]string, len(things))
	for i, t := range things {
		texts[i] = text(t)
	}
	return strings.Join(texts, sep)
}
