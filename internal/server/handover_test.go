package server

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"golang.org/x/net/html"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/web/page"
)

func (c *scene) handover(by access.Actor) page.HandoverView {
	c.t.Helper()
	v, err := c.asked(by, nil).handoverView(c.loaded())
	if err != nil {
		c.t.Fatal(err)
	}
	return v
}

// handedPart gives a part of the document by its ID.
func handedPart(v page.HandoverView, id string) *page.HandoverPart {
	if i := slices.IndexFunc(v.Parts, func(p page.HandoverPart) bool { return p.ID == id }); i >= 0 {
		return &v.Parts[i]
	}
	return nil
}

// handing is an engagement with something of all that is handed over, in words
// that Markdown would take for its own.
func (c *scene) handing(words string) {
	c.t.Helper()
	c.finding(func(i *engagement.Item) { i.Finding, i.Owner = words, words })
	n := c.finding(nil)
	c.do(rosa, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	c.do(rosa, engagement.ProposeWaiver{On: engagement.Subject{Noun: engagement.NounItem, N: n}, Reason: words, Compensating: words, ReviewOn: c.today().Add(30)})
	c.do(per, engagement.DecideWaiver{N: 1, Approve: true})
	c.makeReady()
	c.do(rosa, engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{4: {Met: true, Words: words}}})
	c.do(rosa, engagement.RequestExit{Note: words})
}

func TestHandoverBeforeTheExitShowsToday(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.finding(nil)
	v := c.handover(jan)
	if v.Standing.Text != "The exit is not approved. This shows how things stand today, 2 Mar 2026." {
		t.Errorf("it says %q", v.Standing.Text)
	}
	open := handedPart(v, "open")
	if open == nil || !slices.ContainsFunc(open.Entries, func(x page.HandoverEntry) bool { return x.Name.Text == "Item 1: Proxy blocks the service" }) {
		t.Errorf("what is open: %+v", open)
	}
	if handedPart(v, "proof") != nil {
		t.Error("there is a proof of no approval")
	}
	if v := c.exitView(jan, nil); v.Handover.Text != "Hand-over, as things stand today" || v.Header.Notice != nil {
		t.Errorf("the exit page leads there by %+v", v.Handover)
	}
}

func TestHandoverOfAnExit(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.handing("Ask Ana.")
	c.do(pia, engagement.DecideExit{N: 1, Approve: true, Words: "Well done."})
	c.pass(400)
	v := c.handover(rosa)
	if v.Standing.Text != "The exit was approved by Person 4, 2 Mar 2026. This shows what stood then." || handedPart(v, "open") != nil {
		t.Errorf("it says %q", v.Standing.Text)
	}
	text := words(drawn(t, page.Handover(v)))
	for _, want := range []string{
		"12,000", "Exchange, MDATP", "Mandatory, done by Jan Novak, 2 Mar 2026", "1 resolved, 1 accepted as a risk", "1 resolved item",
		"High, MDATP, resolved by Rosa Osei, 2 Mar 2026", "until 1 Apr 2026, approved by Per Lind, 2 Mar 2026", "The review date has passed",
		"Instead: Ask Ana.", "The exit closed them as not pursued.", "Pilot users and groups are identified and made ready. attested by Rosa Osei, 2 Mar 2026 Ask Ana.",
		"Ana Ruiz, on 2 Mar 2026", "Ask Ana. (1 item)", "Prepare the pilot users and groups.", "Go on to the Enable Services process",
		c.e.Exits[1].StoodOn, "Well done.", "Key inputs confirmed Met. 2 of 2 confirmed.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
	if a := c.exitView(rosa, nil).Header.Notice.Action; a == nil || a.URL != "/engagements/11/handover" {
		t.Errorf("the header leads to %+v", a)
	}
	c.do(pia, engagement.Reopen{Reason: "The risk came true."})
	if v := c.handover(rosa); !strings.Contains(v.Standing.Text, "today, 6 Apr 2027") || !strings.Contains(words(drawn(t, page.Handover(v))), "The risk came true.") {
		t.Errorf("reopened: %+v", v.Standing)
	}
}

// asMarkdown gives the words of the document and of its file, drawn, without the
// blanks and the dots that only one of the two has.
func asMarkdown(t *testing.T, v page.HandoverView) (onPage, inFile string) {
	t.Helper()
	var out bytes.Buffer
	if err := goldmark.Convert(handoverMarkdown(v), &out); err != nil {
		t.Fatal(err)
	}
	file, err := html.Parse(&out)
	if err != nil {
		t.Fatal(err)
	}
	bare := strings.NewReplacer(" ", "", ":", "")
	return bare.Replace(words(elements(drawn(t, page.Handover(v)), "article")[0])), bare.Replace(words(file))
}

func TestHandoverFileSaysWhatThePageSays(t *testing.T) {
	t.Parallel()
	for _, words := range []string{
		"Plain.", "# Not a heading", "- not a list", "+ nor this", "1. nor this", "12) nor this", "a\n===\nb", "a\n---\nb", "> quoted", "```\ncode", "~~~\ncode",
		"    indented", "a | b\n--|--\n1 | 2", "<b>bold</b>", "<!-- gone -->", "**bold** _it_ `code`", "[link](https://example.com)", "![image](x)", "&amp; &lt;", `\back\`,
		"a  \nb\\\nc", "$x$", ": defined", "[^1]: note", "<https://example.com>", "tab\there", "# ", "*", "_", "ends with *", "first\n\n\nsecond", "a\rb", "café — ünï 漢字 🚀",
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			c := begun(t)
			c.handing(words)
			c.do(pia, engagement.DecideExit{N: 1, Approve: true, Words: words})
			v := c.handover(rosa)
			if onPage, inFile := asMarkdown(t, v); onPage != inFile {
				t.Errorf("the page says\n%s\nthe file says\n%s\nof\n%s", onPage, inFile, handoverMarkdown(v))
			}
		})
	}
}

func TestNextStepsAsMarkdown(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"Go on to the [Enable](enable.md) process.":         "Go on to the Enable process.",
		"See [the *docs*](https://example.com/a_b?c=1&d=2)": "See [the docs](<https://example.com/a_b?c=1&d=2>)",
		"[x](javascript:alert) & <b>y</b>":                  `x \& y`,
		"1\\. first":                                        `1\. first`,
	} {
		if got := lineAsMarkdown(source); got != want {
			t.Errorf("%s is written as %s, want %s", source, got, want)
		}
	}
}
