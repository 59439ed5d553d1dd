package server

import (
	"strings"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/page"
)

// rested is an engagement whose exit waits, and rests on something of every kind.
func rested(t *testing.T) *scene {
	t.Helper()
	c := begun(t)
	c.makeReady()
	c.finding(func(i *engagement.Item) {
		i.Finding, i.DoneWhen, i.Owner = "Proxy\nblocks   *all*", "The tool is <green>.", "K. Nordmann"
	})
	c.finding(func(i *engagement.Item) { i.Finding, i.Side = strings.Repeat("A long one. ", 30), "partner" })
	c.do(rosa, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	for n, on := range []engagement.Subject{{Noun: engagement.NounItem, N: 2}, {Noun: engagement.NounTask, N: 4080}} {
		if on.Noun == engagement.NounTask {
			c.do(jan, engagement.ChangeTask{FTOP: 4080, State: new(engagement.InProgress)})
		}
		c.do(rosa, engagement.ProposeWaiver{On: on, Reason: "Old laptops.", Compensating: "The browser.", ReviewOn: c.today().Add(30 + n)})
		c.do(per, engagement.DecideWaiver{N: n + 1, Approve: true, Words: "Until then."})
	}
	c.do(rosa, engagement.RequestExit{Note: "All verified.", Outputs: map[int]engagement.Answer{4: {Met: true, Words: "Read\ntogether, & signed."}}})
	return c
}

// What a manager signs is what is shown: every text of the basis stands on the page.
func TestEverythingThatIsSignedIsShown(t *testing.T) {
	t.Parallel()
	c := rested(t)
	text := plain(words(drawn(t, page.Exit(c.exitView(per, nil)))))
	e, told := c.loaded(), 0
	for _, s := range c.e.ExitBasis(1, c.today()) {
		for _, v := range s.Values {
			for _, want := range shownAs(t, e, v) {
				told++
				if !strings.Contains(text, plain(want)) {
					t.Errorf("%s %s is signed and not shown: %q", s.Name, v.Name, want)
				}
			}
		}
	}
	if told < 100 {
		t.Errorf("only %d texts are signed", told)
	}
}

// plain makes texts comparable that differ in blanks and capitals alone.
func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// shownAs words a value of the basis as the page does.
func shownAs(t *testing.T, e *postgres.Loaded, v engagement.Value) []string {
	t.Helper()
	switch {
	case v.Who:
		return []string{personWords(e, v.Text)}
	case v.Name == "outputs":
		all, err := engagement.ExitRequest{Outputs: v.Text}.Carried()
		if err != nil || len(all) != 4 {
			t.Fatalf("the request carries %v, %v", all, err)
		}
		var want []string
		for _, o := range all {
			want = append(want, plainMarkdown(o.Text), o.Words, byOn(e, o.By, o.On))
		}
		return want
	case v.Name == "text":
		return []string{plainMarkdown(v.Text)}
	case v.Name == "met":
		return []string{map[string]string{"yes": "met", "no": "not met"}[v.Text]}
	case v.Name == "services":
		return []string{listWords(v.Text)}
	case v.Name == "seats":
		return []string{seatWords(v.Text)}
	case v.Name == "resolved_at":
		shown, _, _ := strings.Cut(momentWords(e, v.Text), " UTC")
		return []string{shown}
	}
	return []string{dayWords(v.Text)}
}

// Remarks are offered to who can return the request, on all that it rests on.
func TestRemarksAreOfferedToWhoReturns(t *testing.T) {
	t.Parallel()
	c := rested(t)
	counts := map[string]int{"outputs": 4, "inputs": 2, "mandatory": 2, "checklist": 2}
	for _, g := range c.exitView(per, nil).Basis {
		if len(g.Rows) != counts[g.ID] || g.Fold != (g.ID != "outputs") || g.Open {
			t.Errorf("%s: %d rows, folded %v, open %v", g.ID, len(g.Rows), g.Fold, g.Open)
		}
		for _, r := range g.Rows {
			if r.Remark == nil || r.Remark.Open || r.Remark.Field.Attrs["form"] != decideForm {
				t.Errorf("%s: %+v", r.On.Text, r.Remark)
			}
		}
	}
	for _, g := range c.exitView(rosa, nil).Basis {
		if g.Rows[0].Remark != nil {
			t.Errorf("who asked is offered remarks on %s", g.ID)
		}
	}
	c.do(per, engagement.DecideExit{N: 1, Approve: true})
	v := c.exitView(per, nil)
	if len(v.Basis) != 4 || v.Basis[3].Rows[0].Remark != nil || len(v.Facts) != 7 {
		t.Errorf("approved: %+v", v.Basis)
	}
}
