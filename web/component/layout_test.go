package component

import (
	"slices"
	"testing"

	"gaptrack/web/static"
)

func TestNavigationByPerson(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		who  *Person
		want []string
	}{
		{engineer, []string{"My work", "Engagements", "Playbooks"}},
		{manager, []string{"My work", "Engagements", "Approvals 2 waiting", "Playbooks"}},
	} {
		page := draw(t, Layout(page("X", Engagements, c.who)))
		var got []string
		for _, a := range page.one(t, "nav").all("a") {
			got = append(got, a.text())
			if a.has("aria-current") != (a.text() == "Engagements") {
				t.Errorf("%s marks %q", c.who.Name, a.text())
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s may go to %q, want %q", c.who.Name, got, c.want)
		}
	}
}

func TestSignedOutHasNoWaysIn(t *testing.T) {
	t.Parallel()
	page := draw(t, SignedOut(Page{Title: "Sign in"}))
	if n := len(page.all("nav", "form", "details")); n != 0 {
		t.Errorf("%d parts for who is signed in", n)
	}
	if got := page.one(t, "title").text(); got != "Sign in – GapTrack" {
		t.Errorf("the title is %q", got)
	}
}

func TestDocumentLoadsWhatIsThere(t *testing.T) {
	t.Parallel()
	if n := len(draw(t, Layout(page("X", MyWork, engineer))).all("script")); n != 1 {
		t.Errorf("a page of which no part is drawn anew loads %d scripts", n)
	}
	scripts := draw(t, Layout(Live(page("X", MyWork, engineer)))).all("script")
	if got, want := len(scripts), 1+len(static.Vendored()); got != want {
		t.Errorf("%d scripts, want %d", got, want)
	}
	if last := scripts[len(scripts)-1]; last.attr("src") != static.URL("app.js") || last.attr("type") != "module" {
		t.Errorf("the last script is %v", last.Attr)
	}
}

func TestFlashCanBeUndone(t *testing.T) {
	t.Parallel()
	f := Flash{Text: "Waived.", Undo: &Undo{URL: "/undo", Hidden: []Hidden{{"event", "4"}}}}
	page := draw(t, f)
	form := page.one(t, "form")
	if form.attr("action") != "/undo" || form.one(t, "input").attr("value") != "4" || form.one(t, "button").text() != "Undo" {
		t.Errorf("the form is %v", form.Attr)
	}
	if draw(t, Layout(Page{Person: engineer})).ids()["flash"] != 1 {
		t.Error("a page without a flash has no region for one")
	}
}

func TestInitials(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Rosie Osei": "RO", "Maria da Conceição": "MC", "élodie": "É", "": "?", "  ": "?"} {
		if got := initials(name); got != want {
			t.Errorf("initials(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestEngagementHeaderMarksWhereItIs(t *testing.T) {
	t.Parallel()
	page := draw(t, tamarack("Tasks"))
	if got := page.one(t, "h1").text(); got != "Tamarack Credit Union" {
		t.Errorf("the h1 is %q", got)
	}
	marked := map[string]string{}
	for _, e := range page.all("a", "li") {
		if e.has("aria-current") {
			marked[e.attr("aria-current")] += e.text()
		}
	}
	if marked["page"] != "Tasks 4" || marked["step"] != "Remediate" || len(marked) != 2 {
		t.Errorf("marked are %v", marked)
	}
}
