package component

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	nethtml "golang.org/x/net/html"
)

// node is an element of a page, for asking.
type node struct{ *nethtml.Node }

// draw renders a component and reads it as a browser would.
func draw(t testing.TB, c templ.Component) node {
	t.Helper()
	doc, err := nethtml.Parse(strings.NewReader(html(t, c)))
	if err != nil {
		t.Fatal(err)
	}
	return node{doc}
}

// all gives the elements of these names, or every element, in order.
func (n node) all(names ...string) []node {
	var found []node
	for d := range n.Descendants() {
		if d.Type == nethtml.ElementNode && (len(names) == 0 || slices.Contains(names, d.Data)) {
			found = append(found, node{d})
		}
	}
	return found
}

// one gives the only element of a name.
func (n node) one(t testing.TB, name string) node {
	t.Helper()
	found := n.all(name)
	if len(found) != 1 {
		t.Fatalf("%d <%s>, want one", len(found), name)
	}
	return found[0]
}

// attr gives an attribute's value; has reports whether it is there.
func (n node) attr(name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (n node) has(name string) bool {
	return slices.ContainsFunc(n.Attr, func(a nethtml.Attribute) bool { return a.Key == name })
}

// text gives the words in an element, with single blanks between them.
func (n node) text() string { return strings.Join(strings.Fields(n.content()), " ") }

// content gives the text in an element to the letter.
func (n node) content() string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == nethtml.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// ids counts the ids of a page.
func (n node) ids() map[string]int {
	count := map[string]int{}
	for _, e := range n.all() {
		if e.has("id") {
			count[e.attr("id")]++
		}
	}
	return count
}

// eachSpecimen runs a check on every specimen page.
func eachSpecimen(t *testing.T, check func(t *testing.T, page node)) {
	t.Helper()
	for name, c := range specimens(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check(t, draw(t, c))
		})
	}
}

func TestIDsAreUniqueAndResolve(t *testing.T) {
	t.Parallel()
	eachSpecimen(t, func(t *testing.T, page node) {
		ids := page.ids()
		for id, n := range ids {
			if n > 1 || id == "" {
				t.Errorf("the id %q stands %d times", id, n)
			}
		}
		for _, e := range page.all() {
			for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "form"} {
				for _, id := range strings.Fields(e.attr(name)) {
					if ids[id] == 0 {
						t.Errorf("<%s %s=%q> points nowhere", e.Data, name, id)
					}
				}
			}
			if id, local := strings.CutPrefix(e.attr("href"), "#"); local && ids[id] == 0 {
				t.Errorf("the link #%s points nowhere", id)
			}
		}
	})
}

func TestEveryControlHasALabel(t *testing.T) {
	t.Parallel()
	eachSpecimen(t, func(t *testing.T, page node) {
		labelled := map[string]bool{}
		for _, l := range page.all("label") {
			labelled[l.attr("for")] = l.text() != ""
		}
		for _, c := range page.all("input", "select", "textarea") {
			if c.attr("type") != "hidden" && !labelled[c.attr("id")] {
				t.Errorf("<%s name=%q> has no label", c.Data, c.attr("name"))
			}
		}
		for _, b := range page.all("button", "a", "summary", "legend", "caption") {
			if b.text() == "" {
				t.Errorf("a <%s> without words", b.Data)
			}
		}
	})
}

// The content policy forbids inline scripts, handlers and styles; and what
// people type must not become any.
func TestNothingInline(t *testing.T) {
	t.Parallel()
	eachSpecimen(t, func(t *testing.T, page node) {
		for _, e := range page.all() {
			if e.Data == "style" || e.Data == "script" && !strings.HasPrefix(e.attr("src"), "/static/") {
				t.Errorf("<%s> in the page", e.Data)
			}
			for _, a := range e.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(a.Val), "javascript:") {
					t.Errorf("<%s %s=%q>", e.Data, a.Key, a.Val)
				}
			}
		}
	})
}

func TestEveryPageHasOneOfEach(t *testing.T) {
	t.Parallel()
	for name, c := range specimens(t) {
		page := draw(t, c)
		page.one(t, "main")
		page.one(t, "title")
		if h := page.all("h1"); len(h) != 1 && name != "hostile" {
			t.Errorf("%s has %d h1", name, len(h))
		}
	}
}

func TestFormsSayHow(t *testing.T) {
	t.Parallel()
	eachSpecimen(t, func(t *testing.T, page node) {
		for _, f := range page.all("form") {
			if m := f.attr("method"); (m != "get" && m != "post") || f.attr("action") == "" {
				t.Errorf("a form with method %q to %q", m, f.attr("action"))
			}
		}
		for _, b := range page.all("button") {
			if b.attr("type") == "" {
				t.Errorf("the button %q has no type", b.text())
			}
		}
	})
}

func TestWritingFails(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (Badge{Text: "x"}).Render(ctx, &strings.Builder{}); err == nil {
		t.Error("a cancelled page is drawn all the same")
	}
}
