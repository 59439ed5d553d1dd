package engagement_test

import (
	"slices"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func remark(on engagement.Subject, words string) engagement.Remark {
	return engagement.Remark{Noun: on.Noun, N: on.N, Words: words}
}

func output(n int) engagement.Subject { return engagement.Subject{Noun: engagement.NounOutput, N: n} }

func TestReturnedWithRemarks(t *testing.T) {
	t.Parallel()
	d := asked(t)
	all := []engagement.Remark{remark(item(1), " Still there. "), remark(output(4), "Nobody from the workshops."), remark(task(3190), "By whom?")}
	wantKinds(t, d.do(manager, engagement.DecideExit{N: 1, Remarks: all}), engagement.ExitReturned)
	if all[0].Words != " Still there. " {
		t.Error("the command's own remarks were changed")
	}
	all[0].Words = "Still there."
	got, err := d.e.Exits[1].RemarksOn()
	if err != nil || !slices.Equal(got, all) {
		t.Errorf("remarks %v, %v", got, err)
	}
	for _, r := range all {
		if n, words := d.e.RemarkOn(r.On()); n != 1 || words != r.Words {
			t.Errorf("%s: %q of request %d", r.On(), words, n)
		}
	}
	if n, words := d.e.RemarkOn(item(2)); n != 0 || words != "" {
		t.Errorf("a remark that nobody made: %q", words)
	}
	d.do(engineer, engagement.RequestExit{})
	if n, _ := d.e.RemarkOn(item(1)); n != 0 {
		t.Error("the remark outlives the next request")
	}
}

func TestWhatCanBeRemarked(t *testing.T) {
	t.Parallel()
	many := make([]engagement.Remark, engagement.MaxRemarks+1)
	for i := range many {
		many[i] = remark(item(1), "x")
	}
	tests := map[string]struct {
		cmd    engagement.DecideExit
		fields []string
	}{
		"nothing at all":    {engagement.DecideExit{}, []string{"words"}},
		"no words":          {engagement.DecideExit{Words: "See below.", Remarks: []engagement.Remark{remark(item(1), "\n")}}, []string{"remark_item_1"}},
		"what is no text":   {engagement.DecideExit{Words: "\x00", Remarks: []engagement.Remark{remark(output(1), "\xff")}}, []string{"remark_output_1", "words"}},
		"no item":           {engagement.DecideExit{Remarks: []engagement.Remark{remark(item(9), "x")}}, nil},
		"out of scope":      {engagement.DecideExit{Remarks: []engagement.Remark{remark(task(3208), "x")}}, nil},
		"the exit itself":   {engagement.DecideExit{Remarks: []engagement.Remark{remark(task(1700), "x")}}, nil},
		"no output":         {engagement.DecideExit{Remarks: []engagement.Remark{remark(output(5), "x")}}, nil},
		"no such thing":     {engagement.DecideExit{Remarks: []engagement.Remark{remark(engagement.Subject{Noun: "moon", N: 1}, "x")}}, nil},
		"twice the same":    {engagement.DecideExit{Remarks: []engagement.Remark{remark(item(1), "x"), remark(item(1), "y")}}, nil},
		"too many":          {engagement.DecideExit{Remarks: many}, nil},
		"with an approval":  {engagement.DecideExit{Approve: true, Remarks: []engagement.Remark{remark(item(1), "x")}}, nil},
		"an approval's own": {engagement.DecideExit{Approve: true, Words: "\x00"}, []string{"words"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := asked(t)
			test.cmd.N = 1
			d.refuses(manager, test.cmd, fault.Invalid, test.fields...)
		})
	}
}
