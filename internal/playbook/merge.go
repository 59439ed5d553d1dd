package playbook

import (
	"fmt"
	"maps"
	"slices"

	"gaptrack/internal/fault"
)

// Choice settles a conflict.
type Choice string

// The choices that there are. What is not chosen stands as ours.
const (
	Ours   Choice = "ours"
	Theirs Choice = "theirs"
)

// Conflict is one part of a catalog that both sides changed, each in its way.
type Conflict struct {
	Key    string // by which it is chosen; the same as long as the three catalogs are
	Name   string // of the part, for a person: "Task 4080: Services"
	Base   string // the part as both sides found it, "" when it was not there
	Ours   string // as ours has it, "" when it took the part out
	Theirs string // likewise
	Choice Choice // "" while nobody chose
}

// Merged is a catalog that has the changes of two sides.
type Merged struct {
	Catalog
	Conflicts []Conflict // settled ones too, in the order of the document
}

// Open counts the conflicts that nobody settled.
func (m Merged) Open() (n int) {
	for _, c := range m.Conflicts {
		if c.Choice == "" {
			n++
		}
	}
	return n
}

// Choices gives how the conflicts are settled that are, by their keys.
func (m Merged) Choices() map[string]Choice {
	settled := map[string]Choice{}
	for _, c := range m.Conflicts {
		if c.Choice != "" {
			settled[c.Key] = c.Choice
		}
	}
	return settled
}

// Merge gives the catalog that has what ours and what theirs changed of base.
// It takes the documents apart by what they mean: keys of the front matter, key
// lines, paragraphs, bullets, activities, tasks by ID and cell, changes of the
// refresh summary, and so the fragments and what stands beside. A part that one
// side left alone is as the other has it, byte for byte; what both added is
// there twice, ours first; a task that one moved and the other changed is moved
// and changed. A part that both changed differently is a Conflict, settled by
// the choice of its key.
//
// Where a document does not parse, or the merged one would not, the whole
// document is one conflict. A merged document above MaxSize is TooLarge.
func Merge(base, ours, theirs Catalog, choices map[string]Choice) (Merged, error) {
	switch {
	case theirs.Equal(base), ours.Equal(theirs):
		return Merged{Catalog: ours}, nil
	case ours.Equal(base):
		return Merged{Catalog: theirs}, nil
	}
	m := &merger{choices: choices}
	merged := m.catalog(base, ours, theirs)
	if n := len(merged.Source); n > MaxSize {
		return Merged{}, fault.New(fault.TooLarge, "Merged, the playbook has %d bytes, and it may have %d (1 MiB) at most.", n, MaxSize)
	}
	return merged, nil
}

// catalog merges all parts, whatever is alike.
func (m *merger) catalog(base, ours, theirs Catalog) (merged Merged) {
	names := m.document(&merged.Catalog, base, ours, theirs)
	merged.Includes = m.includes(base.Includes, ours.Includes, theirs.Includes)
	merged.Beside = m.beside(merged.Catalog, names, base, ours, theirs)
	merged.Conflicts = m.conflicts
	return merged
}

// merger goes through three catalogs at once.
type merger struct {
	choices   map[string]Choice
	conflicts []Conflict
	columns   []string // of the table that is being merged
}

// site is where in the catalog a part stands: its path for a key, and its name
// for a person.
type site struct{ key, name string }

func (at site) in(key, name string) site {
	if at.key != "" {
		key = at.key + "/" + key
	}
	switch {
	case at.name == "":
	case name == "":
		name = at.name
	default:
		name = at.name + ": " + name
	}
	return site{key, name}
}

// settle notes a conflict and gives its choice, Ours where there is none.
func (m *merger) settle(at site, base, ours, theirs string) Choice {
	chosen := m.choices[at.key]
	if chosen != Ours && chosen != Theirs {
		chosen = ""
	}
	m.conflicts = append(m.conflicts, Conflict{at.key, at.name, base, ours, theirs, chosen})
	if chosen == Theirs {
		return Theirs
	}
	return Ours
}

// document merges the sources into c, and gives the names that activities have
// on either side and in the merged document; none when it is one conflict.
func (m *merger) document(c *Catalog, base, ours, theirs Catalog) *activityKeys {
	b, o, t := readText(base.Source), readText(ours.Source), readText(theirs.Source)
	commonEnding(b, o, t)
	for _, text := range []*mergeText{b, o, t} {
		if text.takeApart() != nil {
			m.whole(c, base, ours, theirs)
			return nil
		}
	}
	before := len(m.conflicts)
	o.keyActivities(b)
	t.keyActivities(b)
	m.rehome(b.root, o.root, t.root)
	root := m.part(site{}, b.root, o.root, t.root)
	c.Source = mergedText(b, o, t, root).bytes()
	if _, err := Parse(c.Source); err != nil && len(c.Source) <= MaxSize {
		m.conflicts = m.conflicts[:before]
		m.whole(c, base, ours, theirs)
		return nil
	}
	return &activityKeys{o.root.activities(), t.root.activities(), root.activities()}
}

// whole makes the documents one conflict, unless one side left its alone.
func (m *merger) whole(c *Catalog, base, ours, theirs Catalog) {
	b, o, t := string(base.Source), string(ours.Source), string(theirs.Source)
	source, ok := three(b, o, t, false)
	if !ok && m.settle(site{"document", "The document as a whole"}, b, o, t) == Theirs {
		source = t
	}
	c.Source = []byte(source)
}

// includes merges the fragments, each by its paragraphs.
func (m *merger) includes(base, ours, theirs map[string]string) map[string]string {
	all := maps.Clone(base)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, ours)
	maps.Copy(all, theirs)
	merged := map[string]string{}
	for _, file := range slices.Sorted(maps.Keys(all)) {
		if text, ok := m.fragment(file, base, ours, theirs); ok {
			merged[file] = text
		}
	}
	return merged
}

// fragment merges one of them, and gives false when it is taken out.
func (m *merger) fragment(file string, base, ours, theirs map[string]string) (string, bool) {
	at := site{"include " + file, fmt.Sprintf("The fragment %s", file)}
	b, o, t := fragmentText(base, file), fragmentText(ours, file), fragmentText(theirs, file)
	commonEnding(b, o, t)
	for _, text := range []*mergeText{b, o, t} {
		text.takeParagraphs()
	}
	root := m.part(at, b.root, o.root, t.root)
	if root == nil {
		return "", false
	}
	return string(mergedText(b, o, t, root).bytes()), true
}
