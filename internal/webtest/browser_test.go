package webtest

import (
	"strings"
	"testing"
)

// browser gives a Chromium of the test's own.
func browser(t *testing.T) *Browser {
	t.Helper()
	b, err := StartBrowser(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// TestAccessibility holds every page against axe-core, in both schemes and at
// both widths: no violation.
func TestAccessibility(t *testing.T) {
	t.Parallel()
	source, err := AxeSource("../..")
	if err != nil {
		t.Fatal(err)
	}
	tab := browser(t).Open(site(t).Base)
	pages, err := Pages(tab)
	if err != nil {
		t.Fatal(err)
	}
	as := "admin"
	for _, p := range pages {
		if p.As != as {
			if err := tab.SignIn(p.As); err != nil {
				t.Fatal(err)
			}
			as = p.As
		}
		for _, look := range []struct {
			width  int64
			scheme string
		}{{1280, "light"}, {390, "dark"}} {
			if err := tab.View(look.width, 900, look.scheme); err != nil {
				t.Fatal(err)
			}
			check(t, tab, p, look.width, source)
		}
	}
}

// check opens a page, and looks for violations and for what is wider than the
// window.
func check(t *testing.T, tab *Tab, p Page, width int64, source string) {
	t.Helper()
	if err := tab.Visit(p); err != nil {
		t.Fatal(err)
	}
	violations, err := tab.Axe(source)
	if err != nil {
		t.Fatal(err)
	}
	if len(violations) > 0 {
		t.Errorf("%s (%s) at %d:\n%s", p.Name, p.Path, width, strings.Join(violations, "\n"))
	}
	wide, err := Eval[int64](tab, "document.documentElement.scrollWidth")
	if err != nil {
		t.Fatal(err)
	}
	if wide > width {
		t.Errorf("%s (%s) is %d wide in a window of %d", p.Name, p.Path, wide, width)
	}
}
