package engagement_test

import (
	"strings"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// Every free text, by the name of its field, in a command that is in order but
// for it.
func texts(s string, d *desk) map[string][]engagement.Command {
	add := func(edit func(*engagement.Item)) engagement.Command {
		c := finding()
		edit(&c.Item)
		return c
	}
	later := d.today().Add(30)
	return map[string][]engagement.Command{
		"finding":      {add(func(i *engagement.Item) { i.Finding = s }), engagement.ChangeItem{N: 1, Finding: &s}},
		"done_when":    {add(func(i *engagement.Item) { i.DoneWhen = s }), engagement.ChangeItem{N: 1, DoneWhen: &s}},
		"owner":        {add(func(i *engagement.Item) { i.Owner = s }), engagement.ChangeItem{N: 1, Owner: &s}},
		"notes":        {add(func(i *engagement.Item) { i.Notes = s }), engagement.ChangeItem{N: 1, Notes: &s}, engagement.ChangeTask{FTOP: 4080, Notes: &s}},
		"blocked_on":   {add(func(i *engagement.Item) { i.Blocker.On = s }), engagement.ChangeItem{N: 1, BlockedOn: &s}, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Blocked), BlockedOn: &s}},
		"confirmed_by": {reviewed(s, d.today())},
		"reason": {
			engagement.PullIn{FTOP: 3998, Reason: s}, engagement.CancelCheckpoint{N: 2, Reason: s}, engagement.AskException{Reason: s},
			engagement.ProposeWaiver{On: task(4080), Reason: s, Compensating: "x", ReviewOn: later},
		},
		"compensating": {engagement.ProposeWaiver{On: task(4080), Reason: "x", Compensating: s, ReviewOn: later}},
		"words":        {engagement.DecideWaiver{N: 1, Words: s}, engagement.DecideWaiver{N: 1, Words: s, Approve: true}},
		"words_2":      {engagement.Attest{Noun: engagement.NounInput, Answers: map[int]engagement.Answer{2: {Words: s}}}},
		"note":         {engagement.LogProgress{Checkpoint: 1, On: item(1), Note: s}},
		"attended":     {engagement.NoteCheckpoint{N: 1, Attended: &s}},
		"minutes":      {engagement.NoteCheckpoint{N: 1, Minutes: &s}, engagement.CloseCheckpoint{N: 1, Minutes: &s}},
	}
}

func TestTextsThatCannotBeStored(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]string{
		"too long": strings.Repeat("é", engagement.MaxMinutes+1), "NUL": "a\x00b", "not UTF-8": "a\xffb", "half a rune": "a\xe2\x82",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := begin(t)
			d.do(engineer, finding())
			d.do(engineer, engagement.HoldCheckpoint{})
			d.do(engineer, engagement.ScheduleCheckpoint{On: today, At: 600})
			d.do(engineer, waive(item(1), today.Add(9)))
			for field, commands := range texts(s, d) {
				for _, cmd := range commands {
					d.refuses(manager, cmd, fault.Invalid, field)
				}
			}
		})
	}
}

func TestTextsUpToTheirLimitAreTaken(t *testing.T) {
	t.Parallel()
	d := begin(t)
	long := strings.Repeat("é", engagement.MaxNote)
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new(" " + strings.Repeat("\r\n", 9) + long)})
	if got := d.e.Tasks[4080].Notes; got != long {
		t.Errorf("%d bytes kept of %d", len(got), len(long))
	}
}

func TestHostileNumbersAreNoPanic(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, finding())
	for _, n := range []int{-1 << 63, -1, 0, 7, 1 << 31, 1<<63 - 1} {
		for _, cmd := range []engagement.Command{
			engagement.ChangeTask{FTOP: n}, engagement.PullIn{FTOP: n, Reason: "x"}, engagement.ChangeItem{N: n},
			waive(item(n), today.Add(3)), waive(task(n), today.Add(3)), engagement.DecideWaiver{N: n, Approve: true},
			engagement.WithdrawWaiver{N: n}, engagement.DecideException{N: n, Approve: true}, engagement.EndException{N: n},
			engagement.MoveCheckpoint{N: n, On: today}, engagement.CancelCheckpoint{N: n, Reason: "x"},
			engagement.NoteCheckpoint{N: n}, engagement.CloseCheckpoint{N: n}, engagement.CorrectMinutes{N: n, Note: "x"},
			engagement.TakeBackExit{N: n}, engagement.DecideExit{N: n, Approve: true},
		} {
			d.refuses(manager, cmd, fault.NotFound)
		}
		d.refuses(manager, engagement.ChangeItem{N: 1, DependsOn: &[]int{n}}, fault.Invalid, "depends_on")
		if n != 0 {
			d.refuses(manager, engagement.ChangeItem{N: 1, FTOP: &n}, fault.Invalid, "ftop")
			d.refuses(manager, engagement.HoldCheckpoint{N: n}, fault.NotFound)
		}
	}
}
