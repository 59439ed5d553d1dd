package server

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// markdown shows the draft as text.
func (s *server) markdown(r *request, d *postgres.Draft) (reply, error) {
	return show(page.Markdown(s.markdownView(r, d, nil)))
}

// markdownView makes the page, with what was typed where that was refused.
func (s *server) markdownView(r *request, d *postgres.Draft, errs component.Errors) page.MarkdownView {
	v := page.MarkdownView{
		Frame: s.draftFrame(r, d, "markdown"), SaveURL: route.Draft(d.Slug, "markdown"), Version: draftVersion(d),
		Problems: markdownProblems(d), Errors: errs.Summary(), Fragments: fragmentForms(r, d, nil),
		Text: component.TextArea{
			Name: "markdown", Label: "Markdown", HideLabel: true, Value: d.AsTyped().Text(), Rows: 30, Required: true, Error: errs.For("markdown"),
			Attrs: templ.Attributes{"wrap": "off", "spellcheck": "false", "autocapitalize": "off", "data-key": "e"},
		},
	}
	if len(errs) > 0 {
		v.Text.Value, v.Version.Value, v.Unsaved = r.form.Get("markdown"), r.form.Get("version"), true
	}
	v.Frame.Page.Width = component.Wide
	return v
}

// draftProblems gives what keeps the Markdown of a draft from being read.
func draftProblems(d *postgres.Draft) playbook.Problems {
	if d.Typed == nil {
		return nil
	}
	var found playbook.Problems
	_, err := d.AsTyped().Parse()
	errors.As(err, &found)
	return found
}

// mostProblems is how many problems are listed.
const mostProblems = 100

// markdownProblems lists what the parser finds: all that is wrong or, where nothing
// is, what is odd.
func markdownProblems(d *postgres.Draft) page.MarkdownProblems {
	found, wrong := draftProblems(d), true
	v := page.MarkdownProblems{Title: counted(len(found), "problem")}
	if len(found) == 0 {
		book, err := d.Parse()
		if err != nil { // a playbook that was never published has nothing yet
			return page.MarkdownProblems{Title: "Nothing is written yet"}
		}
		found, wrong = book.Warnings, false
		v.Title, v.Text = "No problems", "The text is read whole: "+playbookSums(book)
		if len(found) > 0 {
			v.Title = "No problems, " + counted(len(found), "warning")
		}
	}
	lines := strings.Split(d.AsTyped().Text(), "\n")
	for _, p := range found[:min(len(found), mostProblems)] {
		line := page.MarkdownProblem{Line: p.Line, Wrong: wrong, Message: p.Message}
		if p.Line <= len(lines) {
			line.Source = brief(strings.TrimSpace(lines[p.Line-1]), 120)
		}
		v.Lines = append(v.Lines, line)
	}
	if more := len(found) - mostProblems; more > 0 {
		v.More = fmt.Sprintf("%s more; mend these first.", counted(more, "problem"))
	}
	return v
}

// playbookSums counts what was read of a document.
func playbookSums(b *playbook.Playbook) string {
	tasks := 0
	for _, a := range b.Activities {
		tasks += len(a.Tasks)
	}
	activities := counted(len(b.Activities), "activity")
	if len(b.Activities) != 1 {
		activities = fmt.Sprintf("%d activities", len(b.Activities))
	}
	return fmt.Sprintf("%s, %s.", activities, counted(tasks, "task"))
}

// typeMarkdown saves what was typed.
func (s *server) typeMarkdown(r *request, before *postgres.Draft) (reply, error) {
	typing, err := typingOf(r.form)
	var d *postgres.Draft
	if err == nil {
		d, err = s.Store.TypeDraft(r.Context(), before.Slug, typing, r.who, r.now)
	}
	var f *fault.Error
	switch {
	case errors.As(err, &f) && f.Kind == fault.Invalid && len(f.Fields) > 0:
		return refused(page.Markdown(s.markdownView(r, before, component.Errors(f.Fields))))
	case errors.As(err, &f) && f.Kind == fault.Conflict && len(f.Clashes) > 0:
		return s.markdownClash(r, before, f)
	case err != nil:
		return reply{}, err
	case r.partial():
		return show(page.MarkdownIsSaved(markdownSaved(r, d, typing)))
	}
	return done(route.Draft(d.Slug, "markdown"), "The draft is saved.")
}

// chosen is how the form names the choice of what stays of a part, before its key.
const chosen = "part:"

func typingOf(f form) (postgres.Typing, error) {
	seen, err := f.seen()
	t := postgres.Typing{Seen: seen, Text: f.Get("markdown"), Choices: map[string]playbook.Choice{}}
	t.Against, _ = strconv.Atoi(f.Get("against")) // what is no version is none: then all is asked again
	for name := range f.Values {
		if key, ok := strings.CutPrefix(name, chosen); ok {
			t.Choices[key] = playbook.Choice(f.Get(name))
		}
	}
	if err == nil {
		err = f.err()
	}
	return t, err
}

// markdownSaved answers the script of the page.
func markdownSaved(r *request, d *postgres.Draft, typed postgres.Typing) page.MarkdownSaved {
	v := page.MarkdownSaved{Head: draftHead(r, d, "markdown"), Version: draftVersion(d), Problems: markdownProblems(d)}
	if text := d.AsTyped().Text(); text != playbook.PlainText(typed.Text) {
		v.Text = &text
	}
	return v
}

// markdownClash shows what two people changed at once. The draft may have been saved
// again since: what is chosen holds for the version that is told here, or is asked
// again.
func (s *server) markdownClash(r *request, d *postgres.Draft, f *fault.Error) (reply, error) {
	v := page.MarkdownConflict{
		Text: whoTyped(r, f.Clashes[0]), SaveURL: route.Draft(d.Slug, "markdown"), Typed: r.form.Get("markdown"),
		Hidden: []component.Hidden{{Name: "version", Value: r.form.Get("version")}, {Name: "against", Value: strconv.Itoa(d.Version)}},
		Cancel: component.Link{Text: "Keep theirs and go back", URL: route.Draft(d.Slug, "markdown")},
		Page:   s.layout(r, draftTitle(d)+": choose what to keep", component.Playbooks),
	}
	for _, c := range f.Clashes {
		v.Parts = append(v.Parts, conflictPart(c))
	}
	return reply{status: http.StatusConflict, body: page.MarkdownClash(v)}, nil
}

// whoTyped tells who changed the same, and when.
func whoTyped(r *request, c fault.Clash) string {
	at := timeIn(c.At, zoneOf(r.who))
	return fmt.Sprintf("%s changed the same on %s (%s), while this was open. Choose what to keep; all else that you typed is kept.", whoElse(r, r.visit.People(), c.By), at.Text, at.ZoneLabel)
}

// longestPart is how much of a part is shown, in characters.
const longestPart = 4000

func conflictPart(c fault.Clash) page.ConflictPart {
	p := page.ConflictPart{Name: chosen + c.Name, Label: c.Field, Before: c.Original, Theirs: c.Theirs, Yours: c.Yours}
	if max(len(p.Before), len(p.Theirs), len(p.Yours)) <= longestPart {
		return p
	}
	same := sameStart(p.Theirs, p.Yours)
	from := strings.LastIndexByte(p.Theirs[:same], '\n') + 1
	p.Cut = true
	p.Theirs, p.Yours = brief(p.Theirs[from:], longestPart), brief(p.Yours[from:], longestPart)
	p.Before = brief(p.Before[min(from, len(p.Before)):], longestPart)
	return p
}

// sameStart gives how many bytes two texts begin with in common.
func sameStart(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
