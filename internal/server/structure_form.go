package server

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"gaptrack/internal/playbook"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// form makes a form that does what do says; anchor is where on the page its subject
// stands, and key the form's own name.
func (e *structureEditor) form(do, anchor, key string, hidden ...component.Hidden) *page.StructureForm {
	hidden = append([]component.Hidden{{Name: "do", Value: do}, {Name: "edit", Value: key}}, hidden...)
	return &page.StructureForm{
		Form:   component.Form{Action: route.Draft(e.draft.Slug), Hidden: e.hidden(hidden...)},
		Save:   component.Button{Text: "Save", Kind: component.Primary},
		Cancel: &component.Link{Text: "Cancel", URL: structureURL(e.draft.Slug, anchor)},
	}
}

// act is a form of one button.
func (e *structureEditor) act(b component.Button, do, key string, fields []templ.Component, hidden ...component.Hidden) templ.Component {
	f := e.form(do, "", key, hidden...).Form
	f.Inline = true
	return page.StructureButton(f, fields, b)
}

// was carries what a field was when the page was drawn.
func (e *structureEditor) was(name, value string) component.Hidden {
	return component.Hidden{Name: "was_" + name, Value: typedOr(e.typed, "was_"+name, value)}
}

// slashed writes a list as the document does.
func slashed(names []string) string { return strings.Join(names, " / ") }

// first marks the field that the focus goes to when the form is opened; where
// something was refused it goes to the list of errors.
func (e *structureEditor) first() templ.Attributes {
	if len(e.errs) > 0 {
		return nil
	}
	return templ.Attributes{"data-focus": ""}
}

// taskForm edits a task, or adds one to an activity.
func (e *structureEditor) taskForm(activity string, t playbook.Task) *page.StructureForm {
	var f *page.StructureForm
	if activity != "" {
		f = e.form("add-task", "", e.open, component.Hidden{Name: "activity", Value: activity})
		f.Fields = append(f.Fields, component.Field{
			Name: "id", Label: "FTOP ID", Value: typedOr(e.typed, "id", ""), Error: e.errs.For("id"), Required: true, InputMode: "numeric",
			Size: component.Short, Hint: "Progress is kept by it, so it stays as it is.", Attrs: e.first(), Autocomplete: "off",
		})
	} else {
		id := strconv.Itoa(t.ID)
		f = e.form("change-task", "task-"+id, "task-"+id, component.Hidden{Name: "id", Value: id}, e.was("name", t.Name),
			e.was("mandatory", strings.ToLower(need(t))), e.was("role", t.Role), e.was("services", slashed(t.Services)))
		f.Title, f.Acts = "Task "+id, e.taskActs(t)
	}
	name := component.Field{Name: "name", Label: "Task", Value: typedOr(e.typed, "name", t.Name), Error: e.errs.For("name"), Required: true, MaxLength: 1000}
	if activity == "" {
		name.Attrs = e.first()
	}
	mandatory := typedOr(e.typed, "mandatory", strings.ToLower(need(t)))
	f.Fields = append(f.Fields, name,
		component.Radios{Name: "mandatory", Label: "Need", Inline: true, Required: true, Options: []component.Option{
			{Value: "mandatory", Label: "Mandatory", Selected: mandatory == "mandatory"},
			{Value: "optional", Label: "Optional", Selected: mandatory != "mandatory"},
		}},
		e.roleField(t.Role),
		e.namesField("services", "Services", e.services(), t.Services))
	return f
}

// taskActs is what can be done with a task besides changing its row.
func (e *structureEditor) taskActs(t playbook.Task) []templ.Component {
	id := component.Hidden{Name: "id", Value: strconv.Itoa(t.ID)}
	to := component.Select{ID: "to-activity", Name: "activity", Label: "Move to", HideLabel: true, Required: true}
	for _, a := range e.book.Activities {
		to.Options = append(to.Options, component.Option{Value: a.Name, Label: "To the end of “" + a.Name + "”"})
	}
	acts := []templ.Component{
		e.act(component.Button{Text: "Move up"}, "step-task", e.open, nil, id, component.Hidden{Name: "up", Value: "1"}),
		e.act(component.Button{Text: "Move down"}, "step-task", e.open, nil, id),
		e.act(component.Button{Text: "Move there"}, "move-task", e.open, []templ.Component{to}, id),
	}
	if e.known[t.ID] {
		return append(acts, component.ButtonLink{Text: "Retire it", URL: e.editURL("retire-" + id.Value)})
	}
	return append(acts, e.act(component.Button{Text: "Take it out", Kind: component.Danger, Confirm: "Take task " + id.Value + " out? No edition has it yet, so nothing of it stays."},
		"retire-task", e.open, nil, id))
}

// retireForm asks what replaces a task.
func (e *structureEditor) retireForm(t playbook.Task) *page.StructureForm {
	id := strconv.Itoa(t.ID)
	f := e.form("retire-task", "task-"+id, "retire-"+id, component.Hidden{Name: "id", Value: id})
	f.Title = "Retire task " + id + ": " + t.Name
	f.Save = component.Button{Text: "Retire it", Kind: component.Danger}
	instead := component.Select{
		Name: "replaced_by", Label: "Replaced by", Blank: "Nothing", Error: e.errs.For("replaced_by"), Attrs: e.first(),
		Hint: "Later editions do not have the task. Engagements that have done it keep it as done.",
	}
	chosen := typedOr(e.typed, "replaced_by", "")
	for _, a := range e.book.Activities {
		g := component.OptionGroup{Label: a.Name}
		for _, other := range a.Tasks {
			if n := strconv.Itoa(other.ID); other.ID != t.ID {
				g.Options = append(g.Options, component.Option{Value: n, Label: n + " " + other.Name, Selected: n == chosen})
			}
		}
		if len(g.Options) > 0 {
			instead.Groups = append(instead.Groups, g)
		}
	}
	f.Fields = []templ.Component{instead}
	return f
}

// restoreForm puts a retired task back; where its activity is gone, into which is
// chosen.
func (e *structureEditor) restoreForm(r playbook.Retired) *page.StructureForm {
	id := strconv.Itoa(r.ID)
	f := e.form("restore-task", "", "", component.Hidden{Name: "id", Value: id})
	f.Form.Inline = true
	f.Save = component.Button{Text: "Restore", About: "task " + id}
	if (structurePlace{activity: r.Activity}).id(e.book) != "" {
		return f
	}
	if len(e.book.Activities) == 0 {
		f.Save.DisabledReason = "Add an activity first."
		return f
	}
	to := component.Select{ID: "restore-" + id, Name: "activity", Label: "Restore task " + id + " into", HideLabel: true, Required: true}
	for _, a := range e.book.Activities {
		to.Options = append(to.Options, component.Option{Value: a.Name, Label: a.Name})
	}
	f.Fields = []templ.Component{to}
	return f
}

// activityForm edits the i-th activity, or adds one where that is below 0.
func (e *structureEditor) activityForm(i int, a playbook.Activity) *page.StructureForm {
	f := e.form("add-activity", "", "new-activity")
	f.Title = "A new activity"
	if i >= 0 {
		f = e.form("change-activity", activityID(i), activityID(i), e.was("name", a.Name), e.was("role", a.PrimaryRole),
			e.was("motions", slashed(a.Motions)), e.was("applies_to", slashed(a.AppliesTo)), e.was("prose", a.Prose))
		f.Acts = e.activityActs(a)
	}
	f.Fields = []templ.Component{
		component.Field{Name: "name", Label: "Name", Value: typedOr(e.typed, "name", a.Name), Error: e.errs.For("name"), Required: true, MaxLength: 1000, Attrs: e.first()},
		e.roleField(a.PrimaryRole),
		e.namesField("motions", "Motions", e.book.Motions, a.Motions),
		e.namesField("applies_to", "Applies to", e.services(), a.AppliesTo),
		component.TextArea{
			Name: "prose", Label: "Prose", Value: typedOr(e.typed, "prose", a.Prose), Error: e.errs.For("prose"), Rows: 8,
			Hint: "Markdown. A sentence that limits whom the activity is for is read as its condition.",
		},
	}
	return f
}

func (e *structureEditor) activityActs(a playbook.Activity) []templ.Component {
	name := component.Hidden{Name: "name", Value: a.Name}
	out := component.Button{Text: "Take it out", Kind: component.Danger, Confirm: "Take the activity “" + a.Name + "” out, with its prose?"}
	if n := len(a.Tasks); n > 0 {
		out.DisabledReason = "Move or retire its tasks first: " + strconv.Itoa(n) + "."
	}
	return []templ.Component{
		e.act(component.Button{Text: "Move up"}, "step-activity", e.open, nil, name, component.Hidden{Name: "up", Value: "1"}),
		e.act(component.Button{Text: "Move down"}, "step-activity", e.open, nil, name),
		e.act(out, "take-out-activity", e.open, nil, name),
	}
}

// bulletForm edits the i-th bullet of a section, or adds one where that is below 0.
func (e *structureEditor) bulletForm(of playbook.Section, i int, text string) *page.StructureForm {
	section := component.Hidden{Name: "section", Value: string(of)}
	f := e.form("add-bullet", sectionID(of), e.open, section)
	if i >= 0 {
		was := component.Hidden{Name: "text", Value: text}
		f = e.form("change-bullet", bulletID(of, i), e.open, section, e.was("text", text), component.Hidden{Name: "at", Value: strconv.Itoa(i)})
		f.Acts = []templ.Component{
			e.act(component.Button{Text: "Move up"}, "step-bullet", e.open, nil, section, was, component.Hidden{Name: "up", Value: "1"}),
			e.act(component.Button{Text: "Move down"}, "step-bullet", e.open, nil, section, was),
			e.act(component.Button{Text: "Take it out", Kind: component.Danger, Confirm: "Take this bullet out?"}, "take-out-bullet", e.open, nil, section, was),
		}
	}
	f.Fields = []templ.Component{component.TextArea{
		Name: "text", Label: "Text", Value: typedOr(e.typed, "text", text), Error: e.errs.For("text"), Rows: 3, Required: true, MaxLength: 2000, Attrs: e.first(),
		Hint: "One bullet. Emphasis, code and links are Markdown's.",
	}}
	return f
}

// roleField offers the playbook's roles, and the one that stands.
func (e *structureEditor) roleField(stands string) component.Select {
	s := component.Select{Name: "role", Label: "Role", Error: e.errs.For("role"), Required: true, Blank: "Choose a role"}
	chosen := typedOr(e.typed, "role", stands)
	for _, name := range withNames(termNames(e.book.Roles()), []string{chosen}) {
		s.Options = append(s.Options, component.Option{Value: name, Label: name, Selected: name == chosen})
	}
	return s
}

// namesField offers names to choose several of, those that stand among them.
func (e *structureEditor) namesField(name, label string, all, stands []string) component.Checkboxes {
	if e.typed.Has("do") {
		stands = e.typed[name]
	}
	c := component.Checkboxes{Name: name, Label: label, Error: e.errs.For(name), Required: true, Inline: true}
	for _, n := range withNames(all, stands) {
		c.Options = append(c.Options, component.Option{Value: n, Label: n, Selected: slices.Contains(stands, n)})
	}
	return c
}

// services are what tasks and activities can be for.
func (e *structureEditor) services() []string {
	return append([]string{playbook.AllServices}, termNames(e.book.Services())...)
}

func termNames(terms []playbook.Term) []string {
	var names []string
	for _, t := range terms {
		names = append(names, t.Name)
	}
	return names
}

// withNames gives a list with those of more that it lacks.
func withNames(list, more []string) []string {
	list = slices.Clone(list)
	for _, name := range more {
		if name != "" && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}
