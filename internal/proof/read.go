package proof

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxSize is how large a proof may be, in bytes: a thousand items of the longest
// texts fit.
const MaxSize = 64 << 20

// Problem is something of a proof that does not hold.
type Problem struct {
	Line   int // from 1
	Column int // from 1, in bytes; 0 for the whole line
	What   string
}

// Error gives "line 14, column 7: …".
func (p *Problem) Error() string {
	if p.Column == 0 {
		return fmt.Sprintf("line %d: %s", p.Line, p.What)
	}
	return fmt.Sprintf("line %d, column %d: %s", p.Line, p.Column, p.What)
}

// Read reads a proof. What is not written exactly as Encode writes it is a
// *Problem, which names the first byte that is not. Whether what is read was
// signed is for Check to say.
func Read(file []byte) (*Document, error) {
	if len(file) > MaxSize {
		return nil, &Problem{Line: 1, What: fmt.Sprintf("it is larger than %d MB, which no proof is", MaxSize>>20)}
	}
	s := &scanner{file: file}
	d := &Document{}
	s.want(head)
	names := map[string]bool{}
	for more := true; more; more = s.has(",\n") {
		d.Parts = append(d.Parts, s.part(names))
	}
	if bytes.HasPrefix(s.rest(2), []byte("\n{")) {
		s.fail(s.at, "here has to stand %q, since another part follows", ",")
	}
	s.want(foot + `"key":`)
	d.Key = s.text()
	s.want(",\n" + `"public":`)
	d.Public = s.bytes(ed25519.PublicKeySize)
	s.want(",\n" + `"signature":`)
	d.Signature = s.bytes(ed25519.SignatureSize)
	s.want("}\n")
	if s.bad == nil && s.at < len(file) {
		s.fail(s.at, "something follows after the end")
	}
	if s.bad != nil {
		return nil, s.bad
	}
	return d, nil
}

// scanner reads a proof from its beginning to the first thing that is not as it is
// written; from there on it reads nothing more.
type scanner struct {
	file []byte
	at   int
	bad  *Problem
}

// fail notes the first problem, at a place in the file.
func (s *scanner) fail(at int, what string, args ...any) {
	if s.bad != nil {
		return
	}
	before := s.file[:at]
	s.bad = &Problem{
		Line:   1 + bytes.Count(before, []byte("\n")),
		Column: at - bytes.LastIndexByte(before, '\n'),
		What:   fmt.Sprintf(what, args...),
	}
}

// has takes what the file goes on with, if it is that.
func (s *scanner) has(literal string) bool {
	if s.bad != nil || !strings.HasPrefix(string(s.rest(len(literal))), literal) {
		return false
	}
	s.at += len(literal)
	return true
}

func (s *scanner) rest(most int) []byte { return s.file[s.at:min(len(s.file), s.at+most)] }

// want takes what the file has to go on with.
func (s *scanner) want(literal string) {
	if s.bad != nil || s.has(literal) {
		return
	}
	rest := s.rest(len(literal))
	same := 0
	for same < len(rest) && rest[same] == literal[same] {
		same++
	}
	s.fail(s.at+same, "here has to stand %s", strconv.Quote(literal[same:]))
}

// name reads a name that is not among those before it, and adds it to them.
func (s *scanner) name(before map[string]bool) string {
	start := s.at
	name := s.text()
	if before[name] {
		s.fail(start, "this name stands here for the second time")
	}
	before[name] = true
	return name
}

// part reads a part, whose name is not among those before it.
func (s *scanner) part(names map[string]bool) Part {
	s.want(`{"part":`)
	p := Part{Name: s.name(names)}
	s.want(`,"sha256":`)
	copy(p.Sum[:], s.bytes(len(p.Sum)))
	s.want(`,"of":{`)
	fields := map[string]bool{}
	for !s.has("}") && s.bad == nil {
		if len(p.Of) > 0 {
			s.want(",")
		}
		p.Of = append(p.Of, s.field(fields))
	}
	if s.has(`,"texts":{`) {
		s.texts(p.Of)
	}
	s.want("}")
	return p
}

// field reads a value of a part, whose name is not among those before it.
func (s *scanner) field(names map[string]bool) Field {
	f := Field{Name: s.name(names)}
	s.want(":")
	start := s.at + 1
	f.Value = s.text()
	if f.isText() && (len(f.Value) != 1+64 || !isHex(f.Value[1:])) {
		s.fail(start, "this is no digest of a text")
	}
	return f
}

// texts reads the texts of a part, one at least, in the order of its fields.
func (s *scanner) texts(of []Field) {
	for first := true; first || !s.has("}"); first = false {
		if !first {
			s.want(",")
		}
		start := s.at
		name := s.text()
		i := slices.IndexFunc(of, func(f Field) bool { return f.Name == name })
		if i < 0 || !of[i].isText() {
			s.fail(start, "the part has no text of this name here")
		}
		if s.bad != nil {
			return
		}
		of[i].Text = s.saltedText()
		of = of[i+1:]
	}
}

func (s *scanner) saltedText() *Text {
	var t Text
	s.want(`:{"salt":`)
	t.Salt = s.bytes(SaltSize)
	s.want(`,"text":`)
	t.Words = s.text()
	s.want("}")
	return &t
}

// bytes reads some bytes in lowercase hexadecimal.
func (s *scanner) bytes(count int) []byte {
	start := s.at
	text := s.text()
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != count || !isHex(text) {
		s.fail(start, "here have to stand %d digits of 0–9 and a–f", 2*count)
	}
	return raw
}

func isHex(s string) bool {
	return strings.Trim(s, "0123456789abcdef") == "" // what is left begins and ends with another character
}

// text reads a string that is escaped where it has to be, and nowhere else.
func (s *scanner) text() string {
	s.want(`"`)
	var words []byte
	for s.bad == nil {
		end := bytes.IndexAny(s.file[s.at:], "\"\\\n")
		if end < 0 {
			s.fail(len(s.file), "the file ends inside of a text")
			break
		}
		words = append(words, s.plain(end)...)
		if s.has(`"`) {
			return string(words)
		}
		words = append(words, s.escape())
	}
	return ""
}

// plain takes some bytes of a text that are not escaped.
func (s *scanner) plain(count int) []byte {
	start := s.at
	s.at += count
	taken := s.file[start:s.at]
	for i := 0; i < len(taken); {
		r, size := utf8.DecodeRune(taken[i:])
		if r < ' ' || r == utf8.RuneError && size == 1 {
			s.fail(start+i, "this is no character of a text")
			break
		}
		i += size
	}
	return taken
}

// escape takes an escaped character.
func (s *scanner) escape() byte {
	for c, short := range escapes {
		if s.has(`\` + string(short)) {
			return c
		}
	}
	for c := range byte(' ') {
		if _, short := escapes[c]; !short && s.has(fmt.Sprintf(`\u%04x`, c)) {
			return c
		}
	}
	s.fail(s.at, "this is no character of a text")
	return 0
}
