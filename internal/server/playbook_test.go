package server

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/playbooks"
	"gaptrack/web/page"
)

func publishedEdition(t *testing.T) *postgres.Edition {
	t.Helper()
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		t.Fatal(err)
	}
	book, err := playbook.Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	e := &postgres.Edition{Edition: &engagement.Edition{Slug: "gaps", Number: 3, Playbook: book}, Catalog: playbook.Catalog{Includes: map[string]string{}}}
	for _, i := range book.Includes {
		text, err := playbooks.FS.ReadFile(i.File())
		if err != nil {
			t.Fatal(err)
		}
		e.Includes[i.File()] = string(text)
	}
	return e
}

// read is an edition that an engineer reads, the newest of its playbook.
func read(e *postgres.Edition) reading {
	return reading{e, e.Number, postgres.NewDirectory(postgres.Person{Actor: access.Actor{ID: 3, Name: "D. Novak"}}), osei}
}

// drawn gives the page as the nodes of its document.
func drawn(t *testing.T, c templ.Component) *html.Node {
	t.Helper()
	var out strings.Builder
	if err := c.Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// elements gives the elements of a name, in the order of the document.
func elements(n *html.Node, name string) []*html.Node {
	var found []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			found = append(found, d)
		}
	}
	return found
}

// words gives the text below a node.
func words(n *html.Node) string {
	var text strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			text.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(text.String()), " ")
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestPlaybookPage(t *testing.T) {
	t.Parallel()
	doc := drawn(t, page.Playbook(playbookView(read(publishedEdition(t)))))
	text := words(doc)
	for _, want := range []string{
		"4080 MDATP - Proxy Configuration including URL Whitelisting Mandatory SME MDATP",
		"Exchange, OneDrive for Business, SharePoint", "20,000 seats or more, or with an exception",
		"Go on to the Enable Services process", "31 Jan 2020 Rosie Arrieta Task 4096 added", "Maria Conceição",
		"Is a step unclear, out of date or missing?", "stays with the people who do it", "Audience Internal", "3 of 3", "with the program", "As a rule: seats >= 20000 or exception",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if rows := len(elements(doc, "tr")) - len(elements(doc, "thead")); rows != 13+9 {
		t.Errorf("%d rows, want 13 tasks and 9 refreshes", rows)
	}
	for _, a := range elements(doc, "a") {
		if strings.Contains(attribute(a, "href"), "enable-enable-services") {
			t.Error("a playbook that is not here is linked")
		}
	}
}

func TestPlaybookContentsLeadSomewhere(t *testing.T) {
	t.Parallel()
	doc := drawn(t, page.Playbook(playbookView(read(publishedEdition(t)))))
	ids := map[string]bool{}
	for d := range doc.Descendants() {
		ids["#"+attribute(d, "id")] = true
	}
	links := 0
	for _, nav := range elements(doc, "nav") {
		if attribute(nav, "aria-label") != "Contents" {
			continue
		}
		for _, a := range elements(nav, "a") {
			links++
			if !ids[attribute(a, "href")] {
				t.Errorf("%s leads nowhere", attribute(a, "href"))
			}
		}
	}
	if links != 7+4 { // what stands beside the document is listed where there is any
		t.Errorf("%d lines of contents, want 7 parts and 4 activities", links)
	}
}

func TestIncludeText(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"> **A**\r\n>\r\n> b\n": "**A**\n\nb",
		"Plain\n\n> quoted":     "Plain\n\n> quoted",
	} {
		if got := includeText(source); got != want {
			t.Errorf("%q became %q, want %q", source, got, want)
		}
	}
}

func TestPlaybookList(t *testing.T) {
	t.Parallel()
	v := playbookListView([]postgres.Playbook{{Slug: "a", Title: "A", Number: 2, PublishedAt: time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)}})
	want := page.PlaybookRow{Title: "A", URL: "/playbooks/a", Note: "Edition 2, published on 2 Nov 2026"}
	if len(v.Rows) != 1 || v.Rows[0] != want {
		t.Errorf("rows are %+v", v.Rows)
	}
}

// TestOlderEdition: who reads one that is not the newest is told, and asks about it;
// what stands beside the document is shown beside it.
func TestOlderEdition(t *testing.T) {
	t.Parallel()
	e := publishedEdition(t)
	e.PublishedBy, e.PublishedAt, e.Summary = 3, time.Date(2026, 11, 2, 23, 30, 0, 0, time.UTC), "Task 3001 went"
	e.Playbook.Beside = playbook.Beside{
		Retired: []playbook.Retired{
			{Task: playbook.Task{ID: 3001, Name: "Old proxy"}, Activity: "Assist with Remediation Steps", ReplacedBy: 4080, Edition: 3},
			{Task: playbook.Task{ID: 3002, Name: "Older proxy"}, Activity: "Assist as One Can", Edition: 2},
		},
		Services: []playbook.Term{{Name: "Entra ID", Aliases: []string{"Azure AD", "AAD"}}, {Name: "Exchange"}},
		Examples: []string{"12,000 seats, Exchange, RFA → 4101, 3190, 1700"},
	}
	r := read(e)
	r.newest = 5
	doc := drawn(t, page.Playbook(playbookView(r)))
	text := words(doc)
	for _, want := range []string{
		"A newer edition is out", "This is edition 3, published on 3 Nov 2026, by D. Novak. Edition 5 is the newest.", "3 of 5", "Task 3001 went",
		"1 retired task", "3001 Old proxy Edition 3 Task 4080", "1 retired task of activities that are no more", "3002 Older proxy Assist as One Can Edition 2 Nothing",
		"Entra ID also Azure AD, AAD", "12,000 seats, Exchange, RFA → 4101, 3190, 1700", "What differs from edition 2",
	} {
		if !strings.Contains(strings.ReplaceAll(text, "Task Retired in Replaced by ", ""), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	links := map[string]bool{}
	for _, a := range elements(doc, "a") {
		links[attribute(a, "href")] = true
	}
	for _, want := range []string{"#task-4080", "/playbooks/gaps/feedback?edition=3&task=4080", "/playbooks/gaps", "/playbooks/gaps/editions", "#scope-examples"} {
		if !links[want] {
			t.Errorf("nothing leads to %s", want)
		}
	}
	if links["/playbooks/gaps/draft"] {
		t.Error("an engineer is led to the editor")
	}
}

// TestPlaybookEditorIsOffered to who may edit.
func TestPlaybookEditorIsOffered(t *testing.T) {
	t.Parallel()
	r := read(publishedEdition(t))
	r.who = access.Actor{ID: 1, Role: access.Admin}
	if acts, ok := playbookView(r).Header.Action.(page.PlaybookActs); !ok || acts.Edit == nil || acts.Edit.URL != "/playbooks/gaps/draft" {
		t.Errorf("an administrator is offered %+v", acts)
	}
}
