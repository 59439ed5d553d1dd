package playbook

import (
	"reflect"
	"slices"
	"strings"

	"gaptrack/internal/fault"
)

// surgery is an edit under way: the file and its parts as they stand, the cuts
// that are made in it, and the playbook that is to come of them.
type surgery struct {
	*sheet
	catalog Catalog
	at      *outline
	was     *Playbook
	want    *Playbook
}

// open starts an edit.
func (c Catalog) open() (*surgery, error) {
	book, at, err := read(c.Source)
	if err != nil {
		return nil, fault.Wrap(err, fault.Conflict, "The playbook's Markdown has problems; mend them there first.")
	}
	c.Beside = c.Beside.clone()
	return &surgery{sheetOf(c.Source), c, at, book, book.clone()}, nil
}

// close makes the cuts and reads what came of them. What is read must be what
// was wanted: a text that would be read as something else, such as prose that
// starts an activity of its own, is refused at the field that holds it.
func (s *surgery) close(field string) (Catalog, error) {
	if err := s.whole(); err != nil {
		return Catalog{}, err
	}
	s.catalog.Source = s.bytes()
	got, err := s.catalog.Parse()
	var bad fault.Fields
	switch {
	case err != nil:
		bad.Add(field, "This cannot stand in the playbook: %s", err.(Problems)[0].Message)
	case !sameWords(got, s.want):
		bad.Add(field, "This would be read as something else than it says; write it without signs that begin a heading, a list, a table, a comment, an include or a key line.")
	}
	return s.catalog, bad.Err()
}

// whole refuses to touch a line of which the parser saw a part: what the rest is
// for (a comment, an include) only who reads it can tell. Lines that move as they
// are need to begin and end whole.
func (s *surgery) whole() error {
	hidden := s.at.hidden(s.sheet)
	for _, c := range s.cuts {
		for num := c.first; num < c.next; num++ {
			if hidden[num] && (!c.moved || num == c.first) {
				return fault.New(fault.Conflict, "Line %d holds a comment or an include beside its text; change it in the Markdown.", num)
			}
		}
	}
	return nil
}

// sameWords reports whether two playbooks say the same. Lines may differ, and so may
// conditions: prose decides on them.
func sameWords(a, b *Playbook) bool { return reflect.DeepEqual(a.bare(), b.bare()) }

// bare gives a copy without lines, warnings, conditions and what stands beside.
func (p *Playbook) bare() *Playbook {
	b := p.clone()
	b.Warnings, b.Beside = nil, Beside{}
	for i := range b.FrontMatter {
		b.FrontMatter[i].Line = 0
	}
	for i := range b.Includes {
		b.Includes[i].Line = 0
	}
	for i := range b.Activities {
		a := &b.Activities[i]
		a.Line, a.Condition = 0, Condition{}
		for j := range a.Tasks {
			a.Tasks[j].Line = 0
		}
	}
	return b
}

// clone gives a copy whose lists can be changed. Empty lists become nil.
func (p *Playbook) clone() *Playbook {
	c := *p
	for _, list := range []*[]string{&c.Motions, &c.Objectives, &c.KeyInputs, &c.KeyOutputs, &c.NextSteps} {
		*list = copied(*list)
	}
	c.FrontMatter, c.Includes = copied(c.FrontMatter), copied(c.Includes)
	c.Activities, c.RefreshSummary = copied(c.Activities), copied(c.RefreshSummary)
	for i := range c.Activities {
		a := &c.Activities[i]
		a.Motions, a.AppliesTo, a.Tasks = copied(a.Motions), copied(a.AppliesTo), copied(a.Tasks)
		for j := range a.Tasks {
			a.Tasks[j].Services = copied(a.Tasks[j].Services)
		}
	}
	return &c
}

func (b Beside) clone() Beside {
	b.Rules, b.Retired = slices.Clone(b.Rules), slices.Clone(b.Retired)
	return b
}

func copied[A any](list []A) []A { return append([]A(nil), list...) }

// oneLine gives a text as one line: line breaks become blanks, and the blanks
// around it go.
func oneLine(text string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ").Replace(text))
}
