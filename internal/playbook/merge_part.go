package playbook

import (
	"slices"
	"strconv"
	"strings"
)

// part is a piece of a document that is merged as one: a leaf with a text, or
// parts in their order. The parts of a document, one after the other with their
// gaps, are the document.
type part struct {
	key   string // among its siblings; "" until paragraphs and bullets are matched
	name  string // for a person, "" for what its parent's name tells
	kind  partKind
	text  string // a leaf's whole lines
	gap   string // the blank lines after it; the last of some parts leaves them to its parent
	kids  []*part
	row   *tableRow // of a leaf that is a table's row
	moved bool      // it stood elsewhere in this document; see rehome
	copy  bool      // it stands in another document alone; see rehome
	value any       // what a leaf stands for that is no text of a document
}

// partKind says how a part stands among its neighbours.
type partKind int

const (
	loose    partKind = iota // a paragraph, a table, a section: a blank line keeps it apart
	tight                    // a line among its like: a bullet, a key line, an entry
	headline                 // it needs none after it
)

// String gives the part as it stands in its document, its gap aside.
func (p *part) String() string {
	if p == nil {
		return ""
	}
	var b strings.Builder
	p.write(&b)
	return b.String()
}

func (p *part) write(b *strings.Builder) {
	b.WriteString(p.text)
	for _, kid := range p.kids {
		kid.write(b)
		b.WriteString(kid.gap)
	}
}

// shown gives the part's text for a conflict.
func (p *part) shown() string { return strings.TrimRight(p.String(), "\r\n") }

// add puts a part at the end. Keys stay different: a second one of the same gets
// a number.
func (p *part) add(kids ...*part) {
	for _, kid := range kids {
		if kid.key != "" && p.kid(kid.key) != nil {
			kid.key += " " + strconv.Itoa(len(p.kids))
		}
		p.kids = append(p.kids, kid)
	}
}

// hoist leaves the gap of its last part to the part itself.
func (p *part) hoist() *part {
	if n := len(p.kids); n > 0 {
		p.gap, p.kids[n-1].gap = p.kids[n-1].gap, ""
	}
	return p
}

// kid gives the part of a key, nil when there is none.
func (p *part) kid(key string) *part {
	if p == nil {
		return nil
	}
	if i := slices.IndexFunc(p.kids, func(k *part) bool { return k.key == key }); i >= 0 {
		return p.kids[i]
	}
	return nil
}

// byKey gives the parts inside of p by their keys.
func (p *part) byKey() map[string]*part {
	found := map[string]*part{}
	if p != nil {
		for _, kid := range p.kids {
			found[kid.key] = kid
		}
	}
	return found
}

// keys gives the keys of the parts inside of p in their order.
func (p *part) keys() []string {
	if p == nil {
		return nil
	}
	return each(p.kids, func(k *part) string { return k.key })
}

// leaf reports whether the part has no parts of its own.
func (p *part) leaf() bool { return p.kids == nil }
