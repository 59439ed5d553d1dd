package playbook

import (
	"errors"
	"regexp"
	"slices"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// Publication is what makes a catalog an edition.
type Publication struct {
	Number  int       // of the edition
	On      day.Date  // at the publisher
	Who     string    // the publisher's name
	Summary string    // of what changed, one line
	Before  *Playbook // the edition before it; nil for the first
}

// Publish gives the catalog as its edition freezes it. The summary becomes the
// newest row of the refresh summary; an ms.date that the front matter has becomes
// the day; tasks that the edition before has and the document no longer has are
// retired, and retired ones that it has again are not. What is wrong with the
// summary is an Invalid fault of the field "summary".
func (c Catalog) Publish(p Publication) (Catalog, error) {
	made, err := c.Edit(AddRefresh{p.On, p.Who, p.Summary})
	if err != nil {
		return Catalog{}, asSummary(err)
	}
	made.Source = dated(made.Source, p.On)
	book, err := made.Parse()
	if err != nil {
		return Catalog{}, err
	}
	made.Beside.Retired = p.retired(book)
	return made, nil
}

// asSummary names what is wrong with the row of the refresh summary as the field
// that it is typed in.
func asSummary(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Invalid {
		return err
	}
	var bad fault.Fields
	for _, field := range f.Fields {
		bad.Add("summary", "%s", field.Message)
	}
	return bad.Err()
}

// retired gives the tasks that are retired as of the edition that now becomes.
func (p Publication) retired(now *Playbook) []Retired {
	known := now.taskIDs()
	var all []Retired
	for _, r := range now.Beside.Retired {
		if known[r.ID] {
			continue
		}
		known[r.ID] = true
		if r.Edition == 0 {
			r.Edition = p.Number
		}
		all = append(all, r)
	}
	return append(all, p.Before.without(known, p.Number)...)
}

// without gives the tasks that are not among the known ones, as retired by an
// edition. A nil playbook has none.
func (p *Playbook) without(known map[int]bool, edition int) []Retired {
	if p == nil {
		return nil
	}
	var gone []Retired
	for _, a := range p.Activities {
		for _, t := range a.Tasks {
			if t.Line = 0; !known[t.ID] {
				gone = append(gone, Retired{Task: t, Activity: a.Name, Edition: edition})
			}
		}
	}
	return gone
}

func (p *Playbook) taskIDs() map[int]bool {
	known := map[int]bool{}
	for _, a := range p.Activities {
		for _, t := range a.Tasks {
			known[t.ID] = true
		}
	}
	return known
}

// Unretired gives the tasks that a catalog's edition has, that the document no
// longer has and that nobody retired by name: publishing retires them.
func (p *Playbook) Unretired(before *Playbook) []Retired {
	known := p.taskIDs()
	for _, r := range p.Beside.Retired {
		known[r.ID] = true
	}
	return before.without(known, 0)
}

// dateLine is a line of front matter that holds the playbook's date alone.
var dateLine = regexp.MustCompile(`^(\s*["']?ms\.date["']?\s*:\s*["']?)\d{1,2}/\d{1,2}/\d{4}\b`)

// dated gives a document whose ms.date is a day, where it has one.
func dated(src []byte, on day.Date) []byte {
	book, err := Parse(src)
	if err != nil || book.Dated.IsZero() {
		return src
	}
	i := slices.IndexFunc(book.FrontMatter, func(e Entry) bool { return e.Key == "ms.date" })
	s, num := sheetOf(src), book.FrontMatter[i].Line
	s.replace(span{num, num}, dateLine.ReplaceAllString(s.text(num), "${1}"+on.Format("1/2/2006")))
	return s.bytes()
}
