package playbook

import (
	"cmp"
	"strings"
)

// Format writes a playbook in the form that Parse reads, evenly: front matter,
// includes, title, sections in their order. Reading it gives the same playbook,
// lines and warnings aside. It writes whole documents alone; an edit of one that
// people wrote is an Edit.
func Format(p *Playbook) []byte {
	w := &formatter{}
	w.frontMatter(p)
	for _, i := range p.Includes {
		w.line("", "[!INCLUDE ["+i.Label+"]("+i.Path+")]")
	}
	w.line("", headed(1, p.Title), "", "Phase: **"+p.Phase+"**  ", "Motions: **"+slashed(p.Motions)+"**  ")
	w.section("Overview", p.Overview)
	w.bullets(Objectives, p.Objectives)
	w.section("Approach", p.Approach)
	for _, a := range p.Activities {
		w.activity(a)
	}
	w.bullets(KeyInputs, p.KeyInputs)
	w.bullets(KeyOutputs, p.KeyOutputs)
	w.bullets(NextSteps, p.NextSteps)
	w.section("Refresh Summary", "")
	w.table(refreshColumns, each(p.RefreshSummary, func(r Refresh) map[string]string {
		return map[string]string{columnDate: r.Date.Format("1/2/2006"), columnWho: r.Who, columnWhat: r.What}
	}))
	return []byte(w.String())
}

// formatter writes a playbook line by line.
type formatter struct{ strings.Builder }

func (w *formatter) line(texts ...string) {
	for _, text := range texts {
		w.WriteString(text + "\n")
	}
}

// headed gives a heading's line, closed where its name would seem to be.
func headed(level int, name string) string {
	text := strings.Repeat("#", level) + " " + name
	if closing.MatchString(name) {
		text += " #"
	}
	return text
}

// section writes a section's heading and its Markdown, if it has any.
func (w *formatter) section(name, text string) {
	w.line("", "## "+name)
	if text != "" {
		w.line("", text)
	}
}

func (w *formatter) bullets(of Section, items []string) {
	w.section(string(of), "")
	if len(items) > 0 {
		w.line("")
	}
	for _, item := range items {
		sign := "- "
		if rule(sign + item) {
			sign = "+ "
		}
		w.line(sign + item)
	}
}

func (w *formatter) activity(a Activity) {
	w.line("", headed(3, a.Name), "", "Primary Role: **"+a.PrimaryRole+"**  ", "Motions: **"+slashed(a.Motions)+"**  ",
		"Applies To: **"+slashed(a.AppliesTo)+"**  ")
	if found := a.inProse(); found.Text != a.Condition.Text {
		w.line("Condition: **" + cmp.Or(a.Condition.Text, "none") + "**  ")
	}
	if a.Prose != "" {
		w.line("", a.Prose)
	}
	if len(a.Tasks) > 0 {
		w.line("", "#### "+tasksHeading)
		w.table(taskColumns, each(a.Tasks, Task.texts))
	}
}

// inProse gives the condition that is read from an activity's prose and name where
// it has no key line for it.
func (a Activity) inProse() Condition {
	p := &parser{}
	prose := p.blocks(p.lines([]byte(a.Prose)))
	return p.condition(heading{name: a.Name}, nil, prose)
}

func (w *formatter) table(columns []string, rows []map[string]string) {
	if len(rows) == 0 {
		return
	}
	t := emptyTable(columns)
	w.line("", t.header.text, t.delimiter.text)
	for _, texts := range rows {
		w.line(t.row(columns, texts))
	}
}
