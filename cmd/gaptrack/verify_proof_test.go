package main

import (
	"bytes"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/proof"
)

// signed writes a proof and the keys that it is of into files.
func signed(t *testing.T) (file, keys string, d *proof.Document) {
	t.Helper()
	d = &proof.Document{}
	salt := func() []byte { return make([]byte, proof.SaltSize) }
	d.Add(proof.DecisionPart, []proof.Value{{Name: "engagement", Text: "7"}, {Name: "exit", Text: "1"}, {Name: "by", Text: "person 3"},
		{Name: proof.DecidedAt, Text: "2026-11-25T13:37:00Z"}}, salt)
	d.Add("facts", []proof.Value{{Name: "customer", Text: "Calder & Wray LLP", Free: true}}, salt)
	d.Add("event", []proof.Value{{Name: "seq", Text: "57"}, {Name: "hash", Text: "abc"}}, salt)
	d.Add("person 3", []proof.Value{{Name: "name", Text: "P. Lindqvist", Free: true}}, salt)
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	d.Sign(key)
	published := proof.Keys{Keys: []proof.Key{{ID: d.Key, Public: d.Public, MadeAt: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}}}
	return written(t, "proof.json", d.Encode()), written(t, "keys.json", published.Encode()), d
}

func written(t *testing.T, name string, text []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// It is checked with no database: there is none where this one is said to be.
func TestVerifyProof(t *testing.T) {
	t.Parallel()
	file, keys, d := signed(t)
	altered := written(t, "altered.json", bytes.Replace(d.Encode(), []byte("Lindqvist"), []byte("Lindquist"), 1))
	cut := written(t, "cut.json", d.Encode()[:200])
	d.Parts[3].Of[0].Text = nil
	less := written(t, "less.json", d.Encode())
	d.Sign(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	foreign := written(t, "foreign.json", d.Encode())
	for name, test := range map[string]struct {
		args []string
		code int
		want string
	}{
		"by published keys":   {[]string{file, "--keys", keys}, 0, "of the given ones, which is in use"},
		"by its own key":      {[]string{file}, 0, "exit 1 of engagement 7, Calder & Wray LLP, approved by P. Lindqvist at 2026-11-25T13:37:00Z"},
		"without keys":        {[]string{file}, 0, "which it brings along itself"},
		"a text taken out":    {[]string{less, "--keys", keys}, 0, "1 of its texts were taken out"},
		"an altered name":     {[]string{altered}, 1, "line 6: the name of person 3, or its salt, was altered"},
		"cut off":             {[]string{cut}, 1, "line 3, column"},
		"another's signature": {[]string{foreign, "--keys", keys}, 1, "not among the keys given"},
		"no such file":        {[]string{file + "x"}, 1, ""},
		"no such keys":        {[]string{file, "--keys", keys + "x"}, 1, ""},
		"keys that are none":  {[]string{file, "--keys", file}, 1, ""},
	} {
		args := append([]string{"--database-url", "postgres://nowhere.invalid/x", "audit", "verify-proof"}, test.args...)
		out, errs, code := gaptrack(t, "", args...)
		if code != test.code || !strings.Contains(out, test.want) || test.code == 1 && out == "" && errs == "" {
			t.Errorf("%s gave %d, printed %q and said %q; want %d and %q", name, code, out, errs, test.code, test.want)
		}
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	if out, errs, code := gaptrack(t, "", "--database-url", url, "key", "rotate"); code != 0 || strings.Count(out, "in use") != 1 {
		t.Fatalf("the first gave %d, printed %q and said %q", code, out, errs)
	}
	rotated, _, _ := gaptrack(t, "", "--database-url", url, "key", "rotate")
	listed, _, code := gaptrack(t, "", "--database-url", url, "key", "list")
	if code != 0 || listed != rotated || strings.Count(listed, "in use") != 1 || strings.Count(listed, "\n") != 3 {
		t.Errorf("list gave %d and printed %q, rotate %q", code, listed, rotated)
	}
}
