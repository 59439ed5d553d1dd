package server

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// editorOf draws a draft that equals an edition, with a form open.
func editorOf(t *testing.T, open string) *structureEditor {
	t.Helper()
	e := publishedEdition(t)
	d := &postgres.Draft{Slug: "gaps", Version: 7, Edition: e, Catalog: e.Catalog}
	return newStructureEditor(d, e.Playbook, open)
}

// TestStructureForms opens every form of the page: each says what it does, carries
// the version, and all its fields have a name of their own.
func TestStructureForms(t *testing.T) {
	t.Parallel()
	for open, do := range map[string]string{
		"task-4080": "change-task", "new-task-1": "add-task", "retire-4080": "retire-task", "activity-3": "change-activity",
		"new-activity": "add-activity", "objectives-2": "change-bullet", "new-next-steps": "add-bullet",
	} {
		doc := drawn(t, page.Structure(editorOf(t, open).view()))
		var forms, named int
		for _, form := range elements(doc, "form") {
			carries := map[string]string{}
			for _, field := range elements(form, "input") {
				carries[attribute(field, "name")] = attribute(field, "value")
			}
			if attribute(form, "action") == "/playbooks/gaps/draft" && carries["version"] != "7" {
				t.Errorf("%s: a form carries no version: %v", open, carries)
			}
			if forms++; carries["do"] == do {
				named++
			}
			if carries["do"] != "" && structureActs[carries["do"]] == nil {
				t.Errorf("%s: nothing does %q", open, carries["do"])
			}
		}
		if named == 0 {
			t.Errorf("%s: no form of %d does %s", open, forms, do)
		}
	}
}

// TestStructureWhereMarkdownHasProblems shows the draft, and lets nothing be edited.
func TestStructureWhereMarkdownHasProblems(t *testing.T) {
	t.Parallel()
	e := editorOf(t, "task-4080")
	e.draft.Typed = new("# Half a")
	v := e.view()
	doc := drawn(t, page.Structure(v))
	if v.Notice == nil || !strings.Contains(words(doc), "MDATP - Proxy Configuration") {
		t.Error("the page does not tell why, or shows no task")
	}
	for _, a := range elements(doc, "a") {
		if strings.Contains(attribute(a, "href"), "edit=") {
			t.Errorf("%s opens a form", attribute(a, "href"))
		}
	}
}

// TestRefusedStructureComesBackAsTyped keeps everything that was typed.
func TestRefusedStructureComesBackAsTyped(t *testing.T) {
	t.Parallel()
	e := editorOf(t, "new-task-1")
	e.typed = url.Values{"do": {"add-task"}, "id": {"x1"}, "name": {"A <b>"}, "mandatory": {"mandatory"}, "role": {"Coach"}, "services": {"Teams", "Edge"}}
	e.errs = component.Errors{{Name: "id", Message: "Give the FTOP ID as a whole number."}}
	doc := drawn(t, page.Structure(e.view()))
	values, ticked := map[string]string{}, ""
	for _, input := range elements(doc, "input") {
		checked := false
		for _, a := range input.Attr {
			checked = checked || a.Key == "checked"
		}
		if kind := attribute(input, "type"); kind != "radio" && kind != "checkbox" {
			values[attribute(input, "name")] = attribute(input, "value")
		} else if checked {
			ticked += attribute(input, "value") + " "
		}
	}
	if values["id"] != "x1" || values["name"] != "A <b>" || ticked != "mandatory Edge Teams " {
		t.Errorf("typed are %v, ticked are %s", values, ticked)
	}
	if strings.Count(words(doc), "Give the FTOP ID as a whole number.") != 2 {
		t.Error("the error does not stand on top and beside its field")
	}
}

// TestStructureOfMostTasks draws a playbook of as many tasks as there may be: some
// 2 MB, in a fraction of a second.
func TestStructureOfMostTasks(t *testing.T) {
	t.Parallel()
	e := editorOf(t, "retire-100000")
	for i := range playbook.MaxTasks {
		a := &e.book.Activities[1]
		a.Tasks = append(a.Tasks, playbook.Task{ID: 100_000 + i, Name: fmt.Sprintf("Task of many, number %d", i), Role: "SME", Services: []string{"Exchange"}})
	}
	size := &counter{}
	start := time.Now()
	if err := page.Structure(e.view()).Render(context.Background(), size); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes in %v", size.n, time.Since(start))
	if size.n > 8<<20 {
		t.Errorf("the page has %d bytes", size.n)
	}
}

type counter struct{ n int }

func (c *counter) Write(p []byte) (int, error) {
	c.n += len(p)
	return len(p), nil
}

var _ io.Writer = (*counter)(nil)
