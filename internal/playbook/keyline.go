package playbook

import (
	"regexp"
	"slices"
	"strings"
)

// keyLine is a line such as "Phase: **Remediate**".
type keyLine struct {
	span
	value string // plain
}

// keyMark tells a key line from prose: a few words before a colon. The
// emphasis may stand around the key, the value, both or neither.
var keyMark = regexp.MustCompile(`^[ \t]*([*_]{0,2}[A-Za-z][A-Za-z ]{0,30}?[*_]{0,2})[ \t]*:(.*)$`)

// keyLines takes the key lines of the given names out of lines. A name that
// comes twice is a problem.
func (p *parser) keyLines(lines []line, names ...string) (keys map[string]keyLine, rest []line) {
	keys = map[string]keyLine{}
	for i := 0; i < len(lines); i++ {
		name, value, ok := readKeyLine(lines[i], names)
		if !ok {
			p.warnUnknownKey(lines[i])
			rest = append(rest, lines[i])
			continue
		}
		at, parts := span{first: lines[i].num}, []string{value}
		open := strings.Count(lines[i].text, "**")%2 == 1
		for i+1 < len(lines) && continues(open, lines[i], lines[i+1], names) {
			i++
			parts = append(parts, withoutBreak(lines[i].text))
			open = open != (strings.Count(lines[i].text, "**")%2 == 1)
		}
		at.last = lines[i].num
		if before, twice := keys[name]; twice {
			p.problems.add(at.first, "The line “%s:” stands at line %d already; keep one of them.", name, before.first)
			continue
		}
		keys[name] = keyLine{at, plain(strings.Join(parts, " "))}
	}
	return keys, rest
}

// unknownKey is a line that looks like a key line to the letter: one word or a
// few, and a value that is emphasised whole.
var unknownKey = regexp.MustCompile(`^[ \t]*[A-Z][A-Za-z ]{0,30}:[ \t]*\*\*[^*]+\*\*[ \t]*\\?[ \t]*$`)

func (p *parser) warnUnknownKey(l line) {
	if !l.code && unknownKey.MatchString(l.text) {
		name, _, _ := strings.Cut(strings.TrimSpace(l.text), ":")
		p.warnings.add(l.num, "The line “%s:” is none that is known here; it is read as prose.", name)
	}
}

// readKeyLine reads a line that starts with one of the names and a colon.
func readKeyLine(l line, names []string) (name, value string, ok bool) {
	m := keyMark.FindStringSubmatch(l.text)
	if l.code || m == nil {
		return "", "", false
	}
	i := slices.IndexFunc(names, func(n string) bool { return folded(n) == folded(m[1]) })
	if i < 0 {
		return "", "", false
	}
	return names[i], withoutEmphasis(m[1], withoutBreak(m[2])), true
}

// withoutEmphasis gives a value without the second half of emphasis that
// started before its key, as in "**Phase:** Remediate".
func withoutEmphasis(key, value string) string {
	if strings.TrimRight(key, "*_") != key {
		return value
	}
	mark := key[:len(key)-len(strings.TrimLeft(key, "*_"))]
	return strings.TrimSpace(strings.Replace(value, mark, "", 1))
}

// continues reports whether a key line's value goes on in the next line: its
// emphasis is still open, or the list breaks off at a slash.
func continues(open bool, at, next line, names []string) bool {
	if next.blank() || next.code || hardBreak(at.text) {
		return false
	}
	if _, _, key := readKeyLine(next, names); key {
		return false
	}
	return open || strings.HasSuffix(strings.TrimSpace(at.text), " /") || strings.HasPrefix(strings.TrimSpace(next.text), "/ ")
}

// hardBreak reports whether Markdown ends the line there.
func hardBreak(text string) bool {
	return strings.HasSuffix(text, "  ") || strings.HasSuffix(text, `\`)
}

// withoutBreak gives a line's text without its hard break and outer blanks.
func withoutBreak(text string) string {
	for {
		text = strings.TrimSpace(text)
		before, found := strings.CutSuffix(text, `\`)
		if !found || strings.HasSuffix(before, `\`) {
			return text
		}
		text = before
	}
}

// value gives the text of a key line that must be there; h is the heading that
// it belongs to.
func (p *parser) value(keys map[string]keyLine, h heading, name string) string {
	key, ok := keys[name]
	switch {
	case !ok:
		p.problems.add(h.num, "The line “%s: **…**” is missing here.", name)
	case key.value == "":
		p.problems.add(key.first, "The line “%s:” is left empty.", name)
	}
	return key.value
}

// values gives the list of a key line that must be there; what says what its
// names are.
func (p *parser) values(keys map[string]keyLine, h heading, name, what string) []string {
	list := p.value(keys, h, name)
	if list == "" {
		return nil
	}
	names := p.names(keys[name].first, what, list)
	for i := range names {
		names[i] = plain(names[i])
	}
	return names
}
