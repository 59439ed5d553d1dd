// Package proof is the document that an approval of a Remediate Exit leaves: what
// was approved, in words, signed by the installation. It can be checked years
// later by somebody who has nothing but the file and the installation's public
// keys. The package knows no database and no engagement; it knows lines, hashes and
// one signature.
//
// A proof is UTF-8 JSON, one part a line, so that what was changed has a line:
//
//	{"format":"gaptrack-exit-proof/1",
//	"parts":[
//	{"part":"item 3","sha256":"…","of":{"finding":"#…","state":"Resolved"},"texts":{"finding":{"salt":"…","text":"…"}}},
//	…
//	],
//	"key":"…",
//	"public":"…",
//	"signature":"…"}
//
// Everything binary is in lowercase hexadecimal. What stands in "of" is signed. Of
// free text and names that is "#" and the SHA-256 of 16 bytes of salt followed by
// the text; the words themselves stand in "texts", out of which they can be taken
// and the signature still holds. "sha256" is of the line without it and without
// the texts: {"part":"…","of":{…}}. The signature, Ed25519, is of the format and
// the parts' sha256, each followed by a line feed. There is one way to write a
// proof, and no other is read.
package proof

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Format is the form of the document. One with other parts, or with other words for
// the same thing, is another form.
const Format = "gaptrack-exit-proof/1"

// SaltSize is how many random bytes each text is hashed with.
const SaltSize = 16

// Document is a proof.
type Document struct {
	Parts     []Part
	Key       string // the ID of the key that signed it
	Public    ed25519.PublicKey
	Signature []byte
}

// Part is one thing that was approved: a condition, an item, a waiver.
type Part struct {
	Name string // such as "item 3"; no two are alike
	Sum  [sha256.Size]byte
	Of   []Field
}

// Field is one value of a part.
type Field struct {
	Name  string
	Value string // in its written form; of a text "#" and its digest
	Text  *Text  // what Value is the digest of; nil for what is no text, and for one that was taken out
}

// Text is free text, or a name, with what it is hashed with.
type Text struct {
	Salt  []byte `json:"salt"` // SaltSize bytes
	Words string `json:"text"`
}

// Value is one value to be proven.
type Value struct {
	Name, Text string
	Free       bool // free text, or a name: its words can be taken out later
}

// Add adds a part. Every free text gets a salt from salt, which must give SaltSize
// random bytes a call.
func (d *Document) Add(name string, values []Value, salt func() []byte) {
	p := Part{Name: name}
	for _, v := range values {
		f := Field{Name: v.Name, Value: v.Text}
		if v.Free || strings.HasPrefix(v.Text, "#") { // what begins so would read as a digest
			f.Text = &Text{Salt: salt(), Words: v.Text}
			f.Value = f.Text.digest()
		}
		p.Of = append(p.Of, f)
	}
	p.Sum = p.sum()
	d.Parts = append(d.Parts, p)
}

// Sign signs the parts.
func (d *Document) Sign(key ed25519.PrivateKey) {
	d.Public = key.Public().(ed25519.PublicKey)
	d.Key = KeyID(d.Public)
	d.Signature = ed25519.Sign(key, d.signed(writtenSum))
}

// KeyID names a public key: by the first 8 bytes of its SHA-256, in hexadecimal.
func KeyID(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:8])
}

// signed gives the bytes that a signature is of, by some sums of the parts.
func (d *Document) signed(sum func(*Part) [sha256.Size]byte) []byte {
	b := []byte(Format + "\n")
	for i := range d.Parts {
		one := sum(&d.Parts[i])
		b = append(hex.AppendEncode(b, one[:]), '\n')
	}
	return b
}

// Hash gives the SHA-256 of what is signed, in hexadecimal. It names the proof, and
// stays the same when texts are taken out.
func (d *Document) Hash() string {
	sum := sha256.Sum256(d.signed(writtenSum))
	return hex.EncodeToString(sum[:])
}

func writtenSum(p *Part) [sha256.Size]byte { return p.Sum }

// Part gives a part by its name; nil where there is none.
func (d *Document) Part(name string) *Part {
	i := slices.IndexFunc(d.Parts, func(p Part) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return &d.Parts[i]
}

// Get gives the written form of a value, or the words of a text; "" for one that is
// not, or was taken out.
func (p *Part) Get(name string) string {
	if p == nil {
		return ""
	}
	for _, f := range p.Of {
		switch {
		case f.Name != name:
		case f.Text != nil:
			return f.Text.Words
		case !f.isText():
			return f.Value
		}
	}
	return ""
}

// TakenOut counts the texts that were taken out.
func (d *Document) TakenOut() int {
	count := 0
	for _, p := range d.Parts {
		for _, f := range p.Of {
			if f.TakenOut() {
				count++
			}
		}
	}
	return count
}

// TakenOut reports whether the field is a text whose words were taken out.
func (f Field) TakenOut() bool { return f.isText() && f.Text == nil }

// Says reports whether the field is of a text or a value. Of a text that was taken
// out nothing can be said, and it is of any.
func (f Field) Says(value string) bool {
	switch {
	case f.TakenOut():
		return true
	case f.Text != nil:
		return f.Text.Words == value
	}
	return f.Value == value
}

func (f Field) isText() bool { return strings.HasPrefix(f.Value, "#") }

func (t *Text) digest() string {
	sum := sha256.Sum256(append(bytes.Clone(t.Salt), t.Words...))
	return "#" + hex.EncodeToString(sum[:])
}

// sum hashes what the part says.
func (p *Part) sum() [sha256.Size]byte {
	return sha256.Sum256(p.encodeOf(append(quote([]byte(`{"part":`), p.Name), ',')))
}
