package playbook

import (
	"regexp"
	"strings"
)

// sentence is a sentence of prose on one line, with the line of the file where
// it starts.
type sentence struct {
	text string
	num  int
}

// sentences takes prose apart, paragraph by paragraph, without its quote
// marks, list signs and emphasis. Code and headings are left out.
func sentences(prose []line) []sentence {
	var found []sentence
	var paragraph []line
	flush := func() {
		found = append(found, inParagraph(paragraph)...)
		paragraph = nil
	}
	for _, l := range prose {
		text, fresh := unquoted(l.text)
		_, heads := readHeading(l)
		words := text != "" && !l.code && !heads
		if fresh || !words {
			flush()
		}
		if words {
			paragraph = append(paragraph, line{num: l.num, text: text})
		}
	}
	flush()
	return found
}

// listSign starts an item of a list; noteSign a line such as "[!NOTE]" or
// "Note: …".
var (
	listSign = regexp.MustCompile(`^([-*+]|\d{1,9}[.)])[ \t]+`)
	noteSign = regexp.MustCompile(`(?i)^(\[!(note|important|tip|warning|caution)\]|[*_]?(note|important)[*_]?:[*_]?)[ \t]*`)
	strong   = strings.NewReplacer("**", "", "__", "")
)

// unquoted gives a line's words alone, and whether they start a paragraph
// whatever stands before.
func unquoted(text string) (words string, fresh bool) {
	words = strong.Replace(strings.TrimLeft(text, "> \t"))
	bare := noteSign.ReplaceAllString(listSign.ReplaceAllString(words, ""), "")
	return withoutBreak(bare), bare != words
}

// sentenceEnd is where a sentence ends inside of a paragraph: before a blank
// and a capital, or whatever else is no small letter.
var sentenceEnd = regexp.MustCompile(`[.!?]["”’*_)]*\s+[^\sa-z]`)

// inParagraph gives the sentences of wrapped lines.
func inParagraph(lines []line) []sentence {
	text := joined(lines, " ", line.String)
	var found []sentence
	start, at, before := 0, 0, 0 // before is the offset at which lines[at] starts
	add := func(end int) {
		for at < len(lines) && before+len(lines[at].text) < start {
			before += len(lines[at].text) + 1
			at++
		}
		if s := plain(text[start:end]); s != "" {
			found = append(found, sentence{s, lines[at].num})
		}
		start = end
	}
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		end := m[0] + strings.IndexAny(text[m[0]:m[1]], " \t")
		add(end + 1)
	}
	if start < len(text) {
		add(len(text))
	}
	return found
}

// brackets is what stands in round brackets.
var brackets = regexp.MustCompile(`\(([^()]+)\)`)

// inBrackets gives the texts in brackets of a heading.
func inBrackets(h heading) []sentence {
	var found []sentence
	for _, m := range brackets.FindAllStringSubmatch(h.name, -1) {
		found = append(found, sentence{strings.TrimSpace(m[1]), h.num})
	}
	return found
}
