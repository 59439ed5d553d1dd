package playbook

import "strings"

// Entry gives the value of a key of the front matter, and whether it is there.
func (p *Playbook) Entry(key string) (string, bool) {
	for _, e := range p.FrontMatter {
		if e.Key == key {
			return e.Value, true
		}
	}
	return "", false
}

// knownEntries checks and takes the keys that the program works with; at is
// the line where the front matter starts.
func (p *parser) knownEntries(at int) {
	p.book.Description, _ = p.book.Entry("description")
	var title, topic, dated bool
	for _, e := range p.book.FrontMatter {
		switch e.Key {
		case "title":
			title = strings.TrimSpace(e.Value) != ""
		case "ms.topic":
			topic = true
			if strings.TrimSpace(e.Value) != "playbook" {
				p.problems.add(e.Line, "The front matter's ms.topic is %s; a playbook's is `playbook`.", quoted(e.Value))
			}
		case "ms.date":
			dated = true
			p.book.Dated = p.date(e.Line, e.Value)
		}
	}
	if !title {
		p.problems.add(at, "The front matter has no title; add a line `title: …`.")
	}
	if !topic {
		p.warnings.add(at, "The front matter has no `ms.topic: playbook`; the file is read as a playbook all the same.")
	}
	if !dated {
		p.warnings.add(at, "The front matter has no ms.date, so the playbook has no date of its own.")
	}
}
