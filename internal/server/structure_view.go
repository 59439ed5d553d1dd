package server

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// structureEditor draws the structure of a draft.
type structureEditor struct {
	draft *postgres.Draft
	book  *playbook.Playbook
	open  string // the form that is open, as the query's "edit" names it: "task-4080"
	typed url.Values
	errs  component.Errors
	known map[int]bool // the tasks that the edition has on which the draft stands
}

func newStructureEditor(d *postgres.Draft, book *playbook.Playbook, open string) *structureEditor {
	e := &structureEditor{draft: d, book: book, open: open, known: map[int]bool{}}
	if d.Edition != nil {
		for _, a := range d.Edition.Playbook.Activities {
			for _, t := range a.Tasks {
				e.known[t.ID] = true
			}
		}
	}
	return e
}

// locked reports whether the structure cannot be edited as things stand.
func (e *structureEditor) locked() bool { return e.draft.Typed != nil }

func (e *structureEditor) view() page.StructureView {
	v := page.StructureView{
		Errors: e.errs.Summary(), Objectives: e.list(playbook.Objectives),
		Steps:  component.Form{Action: route.Draft(e.draft.Slug), Hidden: e.hidden(), Inline: true, Attrs: templ.Attributes{"data-steps": ""}},
		Others: []page.StructureList{e.list(playbook.KeyInputs), e.list(playbook.KeyOutputs), e.list(playbook.NextSteps)},
		Retired: component.Table{Caption: "Retired tasks", Columns: []component.Column{
			{Label: "Task"}, {Label: "Belonged to"}, {Label: "Replaced by"}, {Label: "Retired"}, {Label: "Restore", Hidden: true},
		}},
		NoneRetired: "None. A task that an edition has is never deleted: it is retired, says what replaces it, and can be restored from here.",
	}
	for i, a := range e.book.Activities {
		v.Activities = append(v.Activities, e.activity(i, a))
	}
	for _, r := range e.draft.Beside.Retired {
		v.RetiredRows = append(v.RetiredRows, e.retired(r))
	}
	switch {
	case e.locked():
		v.Notice = &component.Notice{
			Tone: component.Warn, Title: "Nothing can be edited here for now",
			Text:   "The Markdown of the draft has problems as it is typed. What is shown is the last that could be read; once the problems are mended, it can be edited here again.",
			Action: &component.Link{Text: "Mend the Markdown", URL: route.Draft(e.draft.Slug, "markdown")},
		}
	case e.open == "new-activity":
		v.NewActivity = e.activityForm(-1, playbook.Activity{Motions: e.book.Motions, AppliesTo: []string{playbook.AllServices}})
	default:
		v.AddActivity = &component.ButtonLink{Text: "Add an activity", URL: e.editURL("new-activity"), Key: "n"}
	}
	return v
}

// editURL opens a form; the part that it is about comes into view.
func (e *structureEditor) editURL(key string) string {
	return route.With(route.Draft(e.draft.Slug), url.Values{"edit": {key}}) + "#" + key
}

// hidden is what every form of the page carries.
func (e *structureEditor) hidden(more ...component.Hidden) []component.Hidden {
	return append([]component.Hidden{{Name: "version", Value: strconv.Itoa(e.draft.Version)}}, more...)
}

var structureColumns = []component.Column{{Label: "Task"}, {Label: "Need"}, {Label: "Role"}, {Label: "Services"}}

func (e *structureEditor) activity(i int, a playbook.Activity) page.StructureActivity {
	v := page.StructureActivity{
		ID: activityID(i), Name: a.Name, Prose: proseOf(a.Prose),
		Facts: component.DefinitionList{
			{Term: "Primary role", Text: a.PrimaryRole},
			{Term: "Motions", Text: strings.Join(a.Motions, ", ")},
			{Term: "Applies to", Text: strings.Join(a.AppliesTo, ", ")},
		},
		Table: component.Table{Caption: "Tasks of " + a.Name, Columns: structureColumns},
	}
	if !a.Condition.IsZero() {
		v.Condition = &component.Notice{
			Title: "Condition", Text: wordsOf(a.Condition.Text),
			Action: &component.Link{Text: "The rule that it stands for", URL: route.Draft(e.draft.Slug, "rules")},
		}
	}
	for _, t := range a.Tasks {
		v.Tasks = append(v.Tasks, e.task(t))
	}
	add := fmt.Sprintf("new-task-%d", i+1)
	switch {
	case e.locked():
	case e.open == v.ID:
		v.Form = e.activityForm(i, a)
	case e.open == add:
		v.New = e.taskForm(a.Name, playbook.Task{Role: a.PrimaryRole, Services: a.AppliesTo})
		v.New.Title = "A new task for “" + a.Name + "”"
	default:
		v.Acts = append(v.Acts, component.ButtonLink{Text: "Add a task", URL: e.editURL(add), Key: "a"},
			component.ButtonLink{Text: "Edit the activity", URL: e.editURL(v.ID), Key: "e"})
	}
	return v
}

func (e *structureEditor) task(t playbook.Task) page.StructureTask {
	v := page.StructureTask{
		ID: structurePlace{task: t.ID}.id(e.book), Number: strconv.Itoa(t.ID), Name: t.Name, Need: need(t),
		Role: t.Role, Services: strings.Join(t.Services, ", "), Fresh: !e.known[t.ID],
	}
	switch {
	case e.locked():
		return v
	case e.open == v.ID:
		v.Form = e.taskForm("", t)
	case e.open == "retire-"+v.Number:
		v.Form = e.retireForm(t)
	}
	v.EditURL, v.Step = e.editURL(v.ID), url.Values{"do": {"step-task"}, "id": {v.Number}}.Encode()
	return v
}

func (e *structureEditor) list(of playbook.Section) page.StructureList {
	v := page.StructureList{ID: sectionID(of), Title: string(of), Empty: "Nothing stands here yet."}
	for i, text := range e.book.Bullets(of) {
		b := page.StructureBullet{ID: bulletID(of, i), Text: inlineMarkdown(text)}
		if !e.locked() {
			b.EditURL = e.editURL(b.ID)
			b.Step = url.Values{"do": {"step-bullet"}, "section": {string(of)}, "text": {text}}.Encode()
		}
		if e.open == b.ID && !e.locked() {
			b.Form = e.bulletForm(of, i, text)
		}
		v.Items = append(v.Items, b)
	}
	switch add := "new-" + v.ID; {
	case e.locked():
	case e.open == add:
		v.New = e.bulletForm(of, -1, "")
	default:
		v.Add = &component.ButtonLink{Text: "Add a bullet", URL: e.editURL(add), Key: "a"}
	}
	return v
}

func (e *structureEditor) retired(r playbook.Retired) page.StructureRetired {
	v := page.StructureRetired{
		ID: fmt.Sprintf("retired-%d", r.ID), Number: strconv.Itoa(r.ID), Name: r.Name, Activity: r.Activity, Since: "In this draft",
	}
	if r.ReplacedBy > 0 {
		v.Instead = "Task " + strconv.Itoa(r.ReplacedBy)
	}
	if r.Edition > 0 {
		v.Since = "With edition " + strconv.Itoa(r.Edition)
	}
	if !e.locked() {
		v.Restore = e.restoreForm(r)
	}
	return v
}
