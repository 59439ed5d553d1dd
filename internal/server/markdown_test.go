package server

import "testing"

func TestInlineMarkdown(t *testing.T) {
	t.Parallel()
	tests := []struct{ source, html, plain string }{
		{"Plain words", "Plain words", "Plain words"},
		{"is **done** & `set up`", "is <strong>done</strong> &amp; <code>set up</code>", "is done & set up"},
		{"Go on to [Enable *Services*](enable-enable-services.md) process", "Go on to Enable <em>Services</em> process", "Go on to Enable Services process"},
		{"see [the page](https://example.com/a?b=1&c=2)", `see <a href="https://example.com/a?b=1&amp;c=2">the page</a>`, "see the page"},
		{"[click](javascript:alert(1)) me", "click me", "click me"},
		{"<script>alert(1)</script> x", "<!-- raw HTML omitted -->alert(1)<!-- raw HTML omitted --> x", "alert(1) x"},
		{"![a picture](https://example.com/x.png) here", "a picture here", "a picture here"},
		{"# not a heading", "# not a heading", "# not a heading"},
		{"wrapped\n  over lines", "wrapped over lines", "wrapped over lines"},
		{"", "", ""},
	}
	for _, test := range tests {
		if got := inlineHTML(test.source); got != test.html {
			t.Errorf("%q is drawn as\n%s, want\n%s", test.source, got, test.html)
		}
		if got := plainMarkdown(test.source); got != test.plain {
			t.Errorf("%q reads %q, want %q", test.source, got, test.plain)
		}
	}
}

func TestBlockMarkdown(t *testing.T) {
	t.Parallel()
	got := markdownHTML(markdownBlocks, "One\n\n- a [file](x.md)\n\n<b>raw</b>\n")
	want := "<p>One</p>\n<ul>\n<li>a file</li>\n</ul>\n<p><!-- raw HTML omitted -->raw<!-- raw HTML omitted --></p>\n"
	if got != want {
		t.Errorf("drawn as\n%s, want\n%s", got, want)
	}
}
