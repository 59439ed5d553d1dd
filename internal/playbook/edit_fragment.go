package playbook

import (
	"maps"
	"strings"
	"unicode/utf8"

	"gaptrack/internal/fault"
)

// MaxFragment is the most bytes that a shared fragment may have.
const MaxFragment = 64 << 10

// ChangeFragment writes another text of a shared fragment that the document names.
// The endings of its lines stay as they are; see Catalog.Typed.
type ChangeFragment struct {
	File string // by Include.File
	Was  string // the text that was seen, lines ended in any way
	Text string
}

func (e ChangeFragment) edit(c Catalog) (Catalog, error) {
	now := Catalog{Source: []byte(c.Includes[e.File])}
	was, text := PlainText(e.Was), PlainText(e.Text)
	switch {
	case !c.names(e.File):
		return Catalog{}, fault.New(fault.NotFound, "The playbook does not include this fragment any more.")
	case text == was || text == now.Text():
		return c, nil
	case was != now.Text():
		return Catalog{}, fault.Clashed(fault.Clash{Name: "text", Noun: e.File, Field: "text", Original: was, Theirs: now.Text(), Yours: text})
	}
	var bad fault.Fields
	if n := len(text); n > MaxFragment {
		bad.Add("text", "This has %d bytes; a fragment may have %d (64 KiB).", n, MaxFragment)
	}
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		bad.Add("text", "This holds characters that are no text, such as a NUL byte. Take them out.")
	}
	if err := bad.Err(); err != nil {
		return Catalog{}, err
	}
	c.Includes = maps.Clone(c.Includes)
	if c.Includes == nil {
		c.Includes = map[string]string{}
	}
	c.Includes[e.File] = string(now.Typed(text))
	return c, nil
}

// names reports whether the document includes a fragment.
func (c Catalog) names(file string) bool {
	p, err := c.Parse()
	if err != nil {
		return false
	}
	for _, i := range p.Includes {
		if i.File() == file {
			return true
		}
	}
	return false
}
