package proof

import (
	"encoding/hex"
	"fmt"
)

// The lines around the parts.
const (
	head = `{"format":"` + Format + `",` + "\n" + `"parts":[` + "\n"
	foot = "\n],\n"
)

// headLines is how many lines stand before the first part.
const headLines = 2

// Encode writes the document, in the one form in which it is read.
func (d *Document) Encode() []byte {
	b := []byte(head)
	for i := range d.Parts {
		if i > 0 {
			b = append(b, ",\n"...)
		}
		b = d.Parts[i].encode(b)
	}
	b = quote(append(b, foot+`"key":`...), d.Key)
	return fmt.Appendf(b, ",\n"+`"public":"%x",`+"\n"+`"signature":"%x"}`+"\n", []byte(d.Public), d.Signature)
}

// encode writes the part's line, without what stands around it.
func (p *Part) encode(b []byte) []byte {
	b = quote(append(b, `{"part":`...), p.Name)
	b = hex.AppendEncode(append(b, `,"sha256":"`...), p.Sum[:])
	b = p.encodeOf(append(b, `",`...))
	if texts := p.encodeTexts(nil); len(texts) > 0 {
		b = append(append(b[:len(b)-1], `,"texts":{`...), texts...)
		b = append(b, "}}"...)
	}
	return b
}

// encodeOf writes what is signed of the part, to the end of its line.
func (p *Part) encodeOf(b []byte) []byte {
	b = append(b, `"of":{`...)
	for i, f := range p.Of {
		if i > 0 {
			b = append(b, ',')
		}
		b = quote(append(quote(b, f.Name), ':'), f.Value)
	}
	return append(b, "}}"...)
}

func (p *Part) encodeTexts(b []byte) []byte {
	for _, f := range p.Of {
		if f.Text == nil {
			continue
		}
		if len(b) > 0 {
			b = append(b, ',')
		}
		b = append(quote(b, f.Name), `:{"salt":"`...)
		b = append(hex.AppendEncode(b, f.Text.Salt), `","text":`...)
		b = append(quote(b, f.Text.Words), '}')
	}
	return b
}

// escapes are the characters that are written as a backslash and another one.
var escapes = map[byte]byte{'"': '"', '\\': '\\', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't'}

// quote writes a JSON string: only what has to be escaped is.
func quote(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		c := s[i]
		switch e, short := escapes[c]; {
		case short:
			b = append(b, '\\', e)
		case c < ' ':
			b = fmt.Appendf(b, `\u%04x`, c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}
