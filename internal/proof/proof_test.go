package proof_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/proof"
)

var update = flag.Bool("update", false, "write testdata/proof.json")

const golden = "testdata/proof.json"

// key gives a pair of keys, always the same one for a letter.
func key(letter byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{letter}, ed25519.SeedSize))
}

func published(letter byte, retired time.Time) proof.Key {
	public := key(letter).Public().(ed25519.PublicKey)
	return proof.Key{ID: proof.KeyID(public), Public: public, MadeAt: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), RetiredAt: retired}
}

var approvedAt = time.Date(2026, 11, 25, 13, 37, 0, 123_456_000, time.UTC)

// document makes a proof, always the same one.
func document() *proof.Document {
	var count byte
	salt := func() []byte { count++; return bytes.Repeat([]byte{count}, proof.SaltSize) }
	d := &proof.Document{}
	d.Add(proof.DecisionPart, []proof.Value{{Name: "exit", Text: "1"}, {Name: "by", Text: "3"},
		{Name: proof.DecidedAt, Text: approvedAt.Format(time.RFC3339Nano)}, {Name: "words", Text: "Well done.\r\n\"All\" of it — <b>&c.\\ \u2028\x07\t", Free: true}}, salt)
	d.Add("edition", []proof.Value{{Name: "title", Text: "#1 of all"}, {Name: "number", Text: "2"}}, salt)
	d.Add("condition tasks", nil, salt)
	d.Add("item 3", []proof.Value{{Name: "finding", Text: "Straße 7 is blocked, 漢字 too", Free: true}, {Name: "state", Text: "Resolved"},
		{Name: "owner", Text: "Ana Ruiz", Free: true}}, salt)
	d.Add("person 3", []proof.Value{{Name: "name", Text: "P. Lindqvist", Free: true}, {Name: "role", Text: "manager"}}, salt)
	d.Sign(key('a'))
	return d
}

func TestProofIsWrittenAsItWas(t *testing.T) {
	t.Parallel()
	got := document().Encode()
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("it is written as\n%s", got)
	}
	if !json.Valid(got) {
		t.Error("it is no JSON")
	}
}

func TestProofHolds(t *testing.T) {
	t.Parallel()
	d := read(t, document().Encode())
	for name, keys := range map[string]*proof.Keys{
		"by its own key":      nil,
		"by a published key":  {Keys: []proof.Key{published('a', time.Time{})}},
		"by one of two":       {Keys: []proof.Key{published('b', time.Time{}), published('a', approvedAt.Add(time.Hour))}},
		"by one just retired": {Keys: []proof.Key{published('a', approvedAt.Add(-time.Minute))}},
	} {
		if problems := d.Check(keys); len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
	}
	if got := d.Part("item 3").Get("finding"); got != "Straße 7 is blocked, 漢字 too" {
		t.Errorf("the finding is %q", got)
	}
	if got := d.Part("item 4").Get("finding"); got != "" {
		t.Errorf("an item that is not says %q", got)
	}
}

// Another installation, or an old key in wrong hands, signs nothing that holds.
func TestProofOfAnotherKey(t *testing.T) {
	t.Parallel()
	forged := document()
	forged.Sign(key('m'))
	stolen := published('a', time.Time{})
	stolen.Public = published('m', time.Time{}).Public
	for name, test := range map[string]struct {
		doc  *proof.Document
		keys []proof.Key
		want string
	}{
		"of another installation": {document(), []proof.Key{published('b', time.Time{})}, "not among the keys given"},
		"signed again":            {forged, []proof.Key{published('a', time.Time{})}, "not among the keys given"},
		"by no key":               {document(), nil, "not among the keys given"},
		"by another of this ID":   {document(), []proof.Key{stolen}, "another public key"},
		"by a retired key":        {document(), []proof.Key{published('a', approvedAt.Add(-25*time.Hour))}, "was retired on 2026-11-24T12:37:00Z"},
	} {
		problems := read(t, test.doc.Encode()).Check(&proof.Keys{Keys: test.keys})
		if len(problems) != 1 || !strings.Contains(problems[0].Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, problems, test.want)
		}
	}
}

// changes are what may happen to a byte.
var changes = map[string]func(b byte) []byte{
	"one bit":     func(b byte) []byte { return []byte{b ^ 1} },
	"its case":    func(b byte) []byte { return []byte{b ^ 0x20} },
	"its top bit": func(b byte) []byte { return []byte{b ^ 0x80} },
	"zero":        func(byte) []byte { return []byte{0} },
	"a blank":     func(byte) []byte { return []byte{' '} },
	"taken out":   func(byte) []byte { return nil },
	"doubled":     func(b byte) []byte { return []byte{b, b} },
	"one before":  func(b byte) []byte { return []byte{' ', b} },
}

// Every change of every byte is found, in the line in which it is.
func TestEveryByteMatters(t *testing.T) {
	t.Parallel()
	file := document().Encode()
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i, b := range file {
				altered := append(append(bytes.Clone(file[:i]), change(b)...), file[i+1:]...)
				if bytes.Equal(altered, file) {
					continue
				}
				line := 1 + bytes.Count(file[:i], []byte("\n"))
				if name == "doubled" && b == '\n' {
					line++ // the second one is a line of its own
				}
				if p := firstProblem(altered); p == nil || p.Line != line {
					t.Errorf("byte %d, %q in line %d: %v", i, b, line, p)
				}
			}
		})
	}
}

func firstProblem(file []byte) *proof.Problem {
	d, err := proof.Read(file)
	var p *proof.Problem
	if errors.As(err, &p) {
		return p
	}
	if problems := d.Check(nil); len(problems) > 0 {
		return problems[0]
	}
	return nil
}

// What was changed is named, whatever it is.
func TestWhatWasChangedIsNamed(t *testing.T) {
	t.Parallel()
	file := string(document().Encode())
	d := document()
	lines := strings.SplitAfter(file, "\n")
	for name, test := range map[string]struct{ file, want string }{
		"a value":                {strings.Replace(file, "Resolved", "Open", 1), "line 6: item 3 is not what was signed"},
		"a part's name":          {strings.Replace(file, "item 3", "item 4", 1), "line 6: item 4 is not what was signed"},
		"a text":                 {strings.Replace(file, "Ruiz", "Reyes", 1), "line 6: the owner of item 3, or its salt, was altered"},
		"a salt":                 {strings.Replace(file, "0303", "0304", 1), "line 6: the finding of item 3, or its salt, was altered"},
		"a hash":                 {strings.Replace(file, fmt.Sprintf("%x", d.Parts[3].Sum), strings.Repeat("0", 64), 1), "line 6: the hash of item 3 was altered"},
		"the key's ID":           {strings.Replace(file, d.Key, "0123456789abcdef", 1), "line 9: the ID of the key"},
		"the public key":         {strings.Replace(file, fmt.Sprintf("%x", []byte(d.Public)), strings.Repeat("0", 64), 1), "line 10: the public key"},
		"the signature":          {strings.Replace(file, fmt.Sprintf("%x", d.Signature), strings.Repeat("0", 128), 1), "line 11: the signature"},
		"two values":             {strings.NewReplacer("Resolved", "Open", "manager", "admin").Replace(file), "line 6: item 3 is not what was signed"},
		"a part taken out":       {strings.Replace(file, lines[4], "", 1), "line 10: the signature is not of these parts"},
		"a part twice":           {strings.Replace(file, lines[4], lines[4]+lines[4], 1), "line 6, column 9: this name stands here for the second time"},
		"parts moved":            {strings.Replace(file, lines[3]+lines[4], lines[4]+lines[3], 1), "line 11: the signature is not of these parts"},
		"a value twice":          {strings.Replace(file, `"state":"Resolved"`, `"state":"Resolved","state":"Open"`, 1), "for the second time"},
		"a text of no digest":    {strings.Replace(file, `"owner":{`, `"state":{`, 1), "the part has no text of this name"},
		"a digest in capitals":   {strings.Replace(file, d.Parts[3].Of[0].Value, strings.ToUpper(d.Parts[3].Of[0].Value), 1), "no digest of a text"},
		"an escape for a letter": {strings.Replace(file, "Ruiz", `R\u0075iz`, 1), "line 6, column"},
		"a mark before it":       {"\ufeff" + file, "line 1, column 1: here has to stand"},
		"something after it":     {file + "{}", "line 12, column 1: something follows"},
		"the end cut off":        {file[:len(file)-40], "the file ends inside of a text"},
		"nothing":                {"", "line 1, column 1"},
		"another form":           {strings.Replace(file, "proof/1", "proof/2", 1), "line 1, column 32"},
		"lines of Windows":       {strings.ReplaceAll(file, "\n", "\r\n"), "line 1, column 35"},
	} {
		if p := firstProblem([]byte(test.file)); p == nil || !strings.Contains(p.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, p, test.want)
		}
	}
}

// A text that is taken out leaves what was signed as it is.
func TestTextsCanBeTakenOut(t *testing.T) {
	t.Parallel()
	d := document()
	hash := d.Hash()
	d.Parts[3].Of[0].Text, d.Parts[4].Of[0].Text = nil, nil
	d = read(t, d.Encode())
	if problems := d.Check(nil); len(problems) > 0 || d.TakenOut() != 2 || d.Hash() != hash {
		t.Errorf("%d texts are out, the hash is %s and was %s: %v", d.TakenOut(), d.Hash(), hash, problems)
	}
	item := d.Part("item 3")
	if item.Get("finding") != "" || item.Get("owner") != "Ana Ruiz" || !item.Of[0].Says("anything") || item.Of[2].Says("anything") {
		t.Errorf("item 3 is %+v", item)
	}
	if p := firstProblem(bytes.Replace(d.Encode(), []byte(`Ana Ruiz`), []byte(`Ana Reyes`), 1)); p == nil || p.Line != 6 {
		t.Errorf("a text that was left and altered: %v", p)
	}
}

func TestProofIsItsSignedPartAndItsTexts(t *testing.T) {
	t.Parallel()
	whole := document()
	signed, texts := whole.Split()
	if signed.TakenOut() != 5 || whole.TakenOut() != 0 || len(signed.Check(nil)) > 0 {
		t.Fatalf("without texts it is\n%s", signed.Encode())
	}
	kept, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	var again proof.Texts
	if err := json.Unmarshal(kept, &again); err != nil {
		t.Fatal(err)
	}
	joined := read(t, signed.Encode())
	if err := joined.Join(again); err != nil || !bytes.Equal(joined.Encode(), whole.Encode()) {
		t.Errorf("%v, it is\n%s", err, joined.Encode())
	}
	again["item 3"]["state"] = proof.Text{Words: "Open"} // of no text
	if err := read(t, signed.Encode()).Join(again); err == nil {
		t.Error("a text that belongs nowhere is taken")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(document().Encode())
	f.Add([]byte(`{"format":"gaptrack-exit-proof/1",` + "\n" + `"parts":[` + "\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		d, err := proof.Read(file)
		var p *proof.Problem
		switch {
		case err == nil && !bytes.Equal(d.Encode(), file):
			t.Errorf("it reads as\n%s", d.Encode())
		case err == nil && !json.Valid(file):
			t.Error("it is no JSON")
		case err != nil && (!errors.As(err, &p) || p.Line < 1 || p.Line > 1+bytes.Count(file, []byte("\n"))):
			t.Errorf("refused by %v", err)
		case err == nil:
			d.Check(nil)
			d.Check(&proof.Keys{})
		}
	})
}

func read(t *testing.T, file []byte) *proof.Document {
	t.Helper()
	d, err := proof.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
