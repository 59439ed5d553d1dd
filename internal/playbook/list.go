package playbook

import (
	"regexp"
	"strings"
)

// list reads a section of bullets into the playbook.
func (p *parser) list(name string, blocks []block) {
	p.noSubheadings("## "+name, blocks[1:])
	items, at := p.bullets(blocks[0].lines)
	p.at.lists[name] = append(p.at.lists[name], at...)
	if len(items) == 0 {
		p.empty(blocks[0].heading)
	}
	switch name {
	case "Objectives":
		p.book.Objectives = append(p.book.Objectives, items...)
	case "Key Inputs":
		p.book.KeyInputs = append(p.book.KeyInputs, items...)
	case "Key Outputs":
		p.book.KeyOutputs = append(p.book.KeyOutputs, items...)
	case "Next Steps":
		p.book.NextSteps = append(p.book.NextSteps, items...)
	}
}

// bulletMark is the start of a list item: its indent, its sign or number, and
// its text.
var bulletMark = regexp.MustCompile(`^([ \t]*)([-*+]|(\d{1,9})[.)])(?:([ \t]+)(.*))?$`)

// bullets is the reading of one section's lines into items.
type bullets struct {
	p      *parser
	items  []string
	at     []span   // of the items, as many
	parts  []string // of the item that is open
	open   bool     // an item is being read, and takes the lines that wrap
	gap    bool     // the line before was blank
	indent int      // of the first item's text: a bullet from there on is nested
	number bool     // the items are numbered
	warned bool     // of text outside of the items
}

// bullets gives the items of a list, each with its wrapped lines joined by one
// blank. Items within items become items of their own, with a warning; text
// outside of items gets one too. It gives the lines of each item besides.
func (p *parser) bullets(lines []line) ([]string, []span) {
	b := &bullets{p: p}
	for _, l := range lines {
		b.line(l)
	}
	b.end()
	return b.items, b.at
}

func (b *bullets) line(l line) {
	switch m := bulletMark.FindStringSubmatch(l.text); {
	case l.blank():
		b.gap = true
		return
	case !l.code && rule(l.text):
		b.end()
	case !l.code && m != nil && b.starts(m[3]):
		b.start(l.num, m)
	case b.open && (!b.gap || indented(l.text)):
		b.parts = append(b.parts, withoutBreak(l.text))
		b.at[len(b.items)].last = l.num
	default:
		b.stray(l)
	}
	b.gap = false
}

// starts reports whether a bullet starts a new item. A number does within a
// wrapped sentence only where it can be no part of it, as Markdown has it.
func (b *bullets) starts(number string) bool {
	return number == "" || !b.open || b.gap || b.number || number == "1"
}

// start begins an item at a bullet's parts.
func (b *bullets) start(num int, m []string) {
	b.end()
	indent := len(strings.ReplaceAll(m[1], "\t", "    "))
	text := withoutBreak(m[5])
	if text == "" {
		b.p.warnings.add(num, "This bullet is empty and is left out.")
		return
	}
	if len(b.items) > 0 && indent >= b.indent {
		b.p.warnings.add(num, "A bullet within a bullet is read as one of its own: %s.", quoted(text))
	}
	if len(b.items) == 0 {
		b.indent = indent + len(m[2]) + 1
	}
	b.open, b.number = true, m[3] != ""
	b.parts, b.at = []string{text}, append(b.at, span{num, num})
}

// end closes the item that is open, if one is.
func (b *bullets) end() {
	if b.open {
		b.items = append(b.items, strings.TrimSpace(strings.Join(b.parts, " ")))
	}
	b.open = false
}

// stray warns, once a list, of text that belongs to no item.
func (b *bullets) stray(l line) {
	b.end()
	if !b.warned {
		b.p.warnings.add(l.num, "This text is part of no bullet and is left out: %s.", quoted(l.text))
	}
	b.warned = true
}

func indented(text string) bool {
	return strings.HasPrefix(text, "  ") || strings.HasPrefix(text, "\t")
}

// rule reports whether a line is a thematic break such as --- or * * *.
func rule(text string) bool {
	s := strings.Join(strings.Fields(text), "")
	return len(s) >= 3 && strings.ContainsAny(s[:1], "-*_") && strings.Trim(s, s[:1]) == ""
}
