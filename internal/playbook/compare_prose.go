package playbook

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// markdown reads prose as a reader's page draws it.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table))

// sameProse reports whether two pieces of Markdown read the same: another wrapping
// of lines, indent or list sign is none.
func sameProse(a, b string) bool {
	return a == b || drawn(a) == drawn(b)
}

// drawn gives what Markdown looks like, its blanks reduced to one each except in
// code.
func drawn(source string) string {
	var out bytes.Buffer
	if err := markdown.Convert([]byte(source), &out); err != nil {
		return source // cannot fail: any text is Markdown, and memory takes it
	}
	parts := strings.Split(out.String(), "<pre>")
	for i, part := range parts {
		code, text, found := strings.Cut(part, "</pre>")
		if i == 0 || !found {
			code, text = "", part
		}
		parts[i] = code + "\x00" + strings.Join(strings.Fields(text), " ")
	}
	return strings.Join(parts, "\x00")
}

// sameBeside reports whether two pieces of prose read the same but for the
// sentences that state a condition.
func sameBeside(a, conditionA, b, conditionB string) bool {
	return without(a, conditionA) == without(b, conditionB)
}

// without gives prose as it is drawn without one sentence, which has no emphasis
// and no line breaks.
func without(prose, sentence string) string {
	text := strong.Replace(strings.Join(strings.Fields(prose), " "))
	if sentence == "" {
		return text
	}
	before, after, _ := strings.Cut(text, sentence)
	return strings.TrimSpace(before) + " " + strings.TrimSpace(after)
}

// joinedLines gives prose with the lines of each paragraph joined, so that marks in it
// are of its words. Prose with code, a table or a hard break stays as it is.
func joinedLines(prose string) string {
	if strings.Contains(prose, "|") || strings.Contains(prose, "```") || strings.Contains(prose, "~~~") || strings.Contains(prose, "  \n") {
		return prose
	}
	lines := strings.Split(prose, "\n")
	out := lines[0]
	for i, l := range lines[1:] {
		_, fresh := unquoted(l)
		heads := strings.HasPrefix(l, "#") || strings.HasPrefix(lines[i], "#")
		if fresh || heads || strings.TrimSpace(l) == "" || strings.TrimSpace(lines[i]) == "" {
			out += "\n" + l
			continue
		}
		out = strings.TrimRight(out, " \t") + " " + strings.TrimLeft(l, " \t")
	}
	return out
}
