package minutes

import "fmt"

// document is what all written forms of minutes are made from, in its order.
type document struct {
	Title    string
	Facts    []fact
	Sections []section
}

type fact struct{ Term, Text string }

// section is a part of the document under a heading: words of people or of ours, and
// lists.
type section struct {
	Title string
	Text  string
	Lists []list
}

// list is a list with a heading, or without one.
type list struct {
	Title string
	Rows  []row
}

// row is an entry of a list: who or when, what, what more is to know of it, and the
// words of somebody.
type row struct{ Lead, Text, More, Words string }

func (m Minutes) document() document {
	d := document{Title: m.Title(), Facts: m.facts()}
	d.add(section{Title: "Notes", Text: m.Notes})
	d.add(section{Title: "Said and done", Lists: m.topics()})
	d.add(section{Title: "Promises", Lists: listed(m.Promises)})
	d.add(section{Title: "Points of the agenda", Lists: listed(m.Points)})
	d.add(section{Title: "What stands in the way", Text: m.OpenWords(), Lists: listed([]List{{Title: "Blocked", Entries: m.Blocked}})})
	d.add(section{Title: "Next checkpoint", Text: m.nextWords()})
	d.add(section{Title: "Corrected since", Lists: m.corrected()})
	return d
}

// add adds a section in which something stands.
func (d *document) add(s section) {
	if s.Text != "" || len(s.Lists) > 0 {
		d.Sections = append(d.Sections, s)
	}
}

func (m Minutes) facts() []fact {
	facts := []fact{{"Held", m.When()}, {"Held by", m.HeldBy}}
	for _, g := range m.Present {
		facts = append(facts, fact{g.Side, joinNames(g.Names)})
	}
	if m.Others != "" {
		facts = append(facts, fact{m.OthersTerm(), m.Others})
	}
	return facts
}

// OthersTerm says before Others who they are.
func (m Minutes) OthersTerm() string {
	if len(m.Present) == 0 {
		return "Attended"
	}
	return "Also there"
}

func (m Minutes) topics() []list {
	var lists []list
	for _, t := range m.Spoken {
		l := list{Title: t.Name}
		for _, line := range t.Lines {
			l.Rows = append(l.Rows, row{Lead: line.At.In(m.Zone).Format(clockWords), Text: line.Done(), More: line.By, Words: line.Note})
		}
		lists = append(lists, l)
	}
	return lists
}

func listed(all []List) []list {
	var lists []list
	for _, from := range all {
		l := list{Title: from.Title}
		for _, x := range from.Entries {
			l.Rows = append(l.Rows, row{Lead: x.Who, Text: x.What, More: x.Then})
		}
		if len(l.Rows) > 0 {
			lists = append(lists, l)
		}
	}
	return lists
}

func (m Minutes) nextWords() string {
	if m.Next == nil {
		return ""
	}
	return fmt.Sprintf("Checkpoint %d, %s", m.Next.Number, m.Next.When(m))
}

func (m Minutes) corrected() []list {
	if len(m.Corrections) == 0 {
		return nil
	}
	var l list
	for _, c := range m.Corrections {
		l.Rows = append(l.Rows, row{Lead: c.At.In(m.Zone).Format(momentWords), More: c.By, Words: c.Note})
	}
	return []list{l}
}
