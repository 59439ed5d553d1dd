package playbook

import (
	"encoding/json"
	"strings"
)

// frontMatter writes the front matter. A title that is missing there is the
// playbook's own, and so is its date.
func (w *formatter) frontMatter(p *Playbook) {
	w.line("---")
	entries := p.FrontMatter
	if _, ok := p.Entry("title"); !ok {
		entries = append([]Entry{{Key: "title", Value: p.Title}}, entries...)
	}
	if _, ok := p.Entry("ms.date"); !ok && !p.Dated.IsZero() {
		entries = append(entries[:len(entries):len(entries)], Entry{Key: "ms.date", Value: p.Dated.Format("1/2/2006")})
	}
	for _, e := range entries {
		w.line(entryLine(e))
	}
	w.line("---")
}

// entryLine writes an entry in the plainest way in which it is read back.
func entryLine(e Entry) string {
	keys := []string{e.Key, singleQuoted(e.Key), doubleQuoted(e.Key)}
	values := []string{e.Value, singleQuoted(e.Value), doubleQuoted(e.Value)}
	for _, key := range keys {
		for _, value := range values {
			text := strings.TrimRight(key+": "+value, " ")
			if got, err := readYAML(text); err == nil && len(got) == 1 && got[0].Key == e.Key && got[0].Value == e.Value && !strings.Contains(text, "\n") {
				return text
			}
		}
	}
	return keys[2] + ": " + values[2]
}

func singleQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// doubleQuoted gives a text as JSON writes it, which YAML reads.
func doubleQuoted(s string) string {
	text, _ := json.Marshal(s) // cannot fail: it is a string
	return string(text)
}
