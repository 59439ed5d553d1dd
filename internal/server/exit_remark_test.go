package server

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func TestRemarksOfAForm(t *testing.T) {
	t.Parallel()
	f := newForm(url.Values{
		"remark_task_3190": {"By whom?"}, "remark_item_12": {"No."}, "remark_item_3": {" Still there. "}, "remark_item_4": {" \n"},
		"remark_item_x": {"x"}, "remark_item": {"x"}, "remark_item_99999999999": {"x"}, "words": {"x"}, "remark_": {"x"},
	})
	want := []engagement.Remark{
		{Noun: "item", N: 3, Words: " Still there. "}, {Noun: "item", N: 12, Words: "No."}, {Noun: "task", N: 3190, Words: "By whom?"},
	}
	if d := cmp.Diff(want, f.remarks()); d != "" {
		t.Error(d)
	}
}

// A remark that cannot be taken comes back opened, in the list that it stands in.
func TestRemarksComeBackAsTheyWereTyped(t *testing.T) {
	t.Parallel()
	c := rested(t)
	typed := url.Values{"remark_item_2": {"Who owns it?"}}
	v := c.exitView(per, typed, fault.Field{Name: "remark_item_2", Message: "Shorten this."})
	items := v.Basis[3]
	if r := items.Rows[1].Remark; !items.Open || !r.Open || r.Field.Value != "Who owns it?" || r.Field.Error != "Shorten this." {
		t.Errorf("the checklist is open: %v; %+v", items.Open, r)
	}
	if v.Basis[2].Open || items.Rows[0].Remark.Open {
		t.Error("what nothing is typed in is open")
	}
}

// A returned exit tells of its remarks on its page, and on the page of all that they
// are about.
func TestRemarksAreShownWhereTheyAreMended(t *testing.T) {
	t.Parallel()
	c := rested(t)
	c.do(per, engagement.DecideExit{N: 1, Remarks: []engagement.Remark{
		{Noun: "item", N: 1, Words: "Still there."}, {Noun: "task", N: 3190, Words: "By whom?"}, {Noun: "output", N: 4, Words: "Nobody is named."},
	}})
	text := words(drawn(t, page.Exit(c.exitView(rosa, nil))))
	for _, want := range []string{"Still there.", "By whom?", "Nobody is named.", "Its key outputs, as it carried them"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page of the exit lacks %q", want)
		}
	}
	r := c.asked(rosa, nil)
	task, err := r.taskView(c.loaded(), 3190, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	outputs := r.attestView(c.loaded(), engagement.NounOutput, url.Values{}, nil)
	for want, got := range map[string]*component.Notice{
		"Still there.": r.itemView(c.loaded(), 1, nil, nil).Remark, "By whom?": task.Remark, "Nobody is named.": outputs.Statements[3].Remark,
	} {
		if got == nil || got.Text != want || got.Title != "Per Lind returned exit request 1 with this remark" {
			t.Errorf("%q: %+v", want, got)
		}
	}
	if got := r.itemView(c.loaded(), 2, nil, nil).Remark; got != nil || outputs.Statements[0].Remark != nil {
		t.Errorf("a remark that nobody made: %+v", got)
	}
	c.do(rosa, engagement.RequestExit{})
	if got := r.itemView(c.loaded(), 1, nil, nil).Remark; got != nil {
		t.Errorf("the remark outlives the next request: %+v", got)
	}
}
