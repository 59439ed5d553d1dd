package playbook

import (
	"slices"

	"gaptrack/internal/fault"
)

// Section is a section of bullets, by its heading.
type Section string

// The sections of bullets, in the order in which a playbook has them.
const (
	Objectives Section = "Objectives"
	KeyInputs  Section = "Key Inputs"
	KeyOutputs Section = "Key Outputs"
	NextSteps  Section = "Next Steps"
)

// AddBullet adds a bullet.
type AddBullet struct {
	Section Section
	Before  string // the text of the one that it goes in front of, "" for the end
	Text    string
}

func (e AddBullet) edit(c Catalog) (Catalog, error) {
	text, err := typedBullet(e.Text)
	if err != nil {
		return Catalog{}, err
	}
	s, err := c.openList(e.Section)
	if err != nil {
		return Catalog{}, err
	}
	i, err := s.place(e.Before)
	if err != nil {
		return Catalog{}, err
	}
	s.put(i, s.wrapped(s.sign(i), text))
	s.list(slices.Insert(s.items, i, text))
	return s.close("text")
}

// ChangeBullet changes a bullet's text. Was is its text as the person saw it, and
// At its place in its section; where another text stands there by now, it is a
// Conflict that gives all three.
type ChangeBullet struct {
	Section Section
	Was     string
	At      int // from 0
	Text    string
}

func (e ChangeBullet) edit(c Catalog) (Catalog, error) {
	text, err := typedBullet(e.Text)
	if err != nil {
		return Catalog{}, err
	}
	s, err := c.openList(e.Section)
	if err != nil {
		return Catalog{}, err
	}
	i, err := s.find(e.Was)
	switch {
	case err != nil && e.At >= 0 && e.At < len(s.items):
		return Catalog{}, fault.Clashed(fault.Clash{Name: "text", Noun: string(e.Section), Field: "text", Original: e.Was, Theirs: s.items[e.At], Yours: text})
	case err != nil:
		return Catalog{}, err
	case text == e.Was:
		return c, nil
	}
	s.replace(s.spans[i], s.wrapped(s.sign(i), text)...)
	s.items[i] = text
	s.list(s.items)
	return s.close("text")
}

// MoveBullet moves a bullet within its section.
type MoveBullet struct {
	Section Section
	Text    string
	Before  string // the text of the one that it goes in front of, "" for the end
}

func (e MoveBullet) edit(c Catalog) (Catalog, error) {
	s, err := c.openList(e.Section)
	if err != nil {
		return Catalog{}, err
	}
	from, err := s.find(e.Text)
	if err != nil {
		return Catalog{}, err
	}
	to, err := s.place(e.Before)
	if err != nil || to == from || to == from+1 {
		return c, err
	}
	var lines []string
	for num := s.spans[from].first; num <= s.spans[from].last; num++ {
		lines = append(lines, s.text(num))
	}
	s.put(to, lines)
	s.drop(from)
	if to > from {
		to--
	}
	s.list(slices.Insert(slices.Delete(s.items, from, from+1), to, e.Text))
	return s.close("before")
}

// TakeOutBullet takes a bullet out.
type TakeOutBullet struct {
	Section Section
	Text    string
}

func (e TakeOutBullet) edit(c Catalog) (Catalog, error) {
	s, err := c.openList(e.Section)
	if err != nil {
		return Catalog{}, err
	}
	i, err := s.find(e.Text)
	if err != nil {
		return Catalog{}, err
	}
	s.drop(i)
	s.list(slices.Delete(s.items, i, i+1))
	return s.close("text")
}
