package engagement_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/engagement"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// checkMinutes holds what was done while a checkpoint is being held to its minutes:
// each task, item, promise and point that an event is about has one line, and no line
// is of anything else.
func checkMinutes(t *rapid.T, s step) {
	held := 0
	for name, value := range s.before {
		if value == string(engagement.Held) {
			_, _ = fmt.Sscanf(name, "checkpoint %d state", &held)
		}
	}
	switch s.cmd.(type) {
	case engagement.DecideExit, engagement.Move, engagement.UndoMove, engagement.Anonymize, engagement.CorrectMinutes:
		return
	}
	lines := map[engagement.Subject]int{}
	about := map[engagement.Subject]bool{}
	for _, ev := range s.events {
		switch ev.Subject.Noun {
		case engagement.NounLine:
			noun, _ := ev.Became("noun")
			n, _ := ev.Became("n")
			var on engagement.Subject
			_, _ = fmt.Sscan(n, &on.N)
			on.Noun = engagement.Noun(noun)
			lines[on]++
		case engagement.NounItem, engagement.NounTask, engagement.NounPromise, engagement.NounPoint:
			about[ev.Subject] = true
		}
	}
	if held == 0 && len(lines) > 0 {
		t.Fatalf("%T wrote minutes, and no checkpoint is being held: %v", s.cmd, lines)
	}
	for on := range about {
		if held != 0 && lines[on] != 1 {
			t.Fatalf("%T has %d lines of %s: %v", s.cmd, lines[on], on, kinds(s.events))
		}
	}
}

// Whatever is done while a checkpoint is being held, through whichever command, is a
// line of its minutes, in words that need nothing else to be read.
func TestTheMeetingWritesItsMinutes(t *testing.T) {
	t.Parallel()
	d := listed(t)
	d.do(engineer, engagement.HoldCheckpoint{})
	due := d.today().Add(4)
	for _, test := range []struct {
		cmd         engagement.Command
		on          engagement.Subject
		state, did  string
		note, title string
	}{
		{cmd: engagement.ChangeItem{N: 1, State: new(engagement.Resolved)}, on: item(1), state: "resolved"},
		{cmd: engagement.ChangeItem{N: 1, State: new(engagement.ItemOpen), Due: &due}, on: item(1), state: "open", did: "Due 11 Mar 2026"},
		{cmd: engagement.ChangeItem{N: 1, Due: new(due.Add(1)), Notes: new("x"), Owner: new("Ana Ruiz")}, on: item(1),
			did: "Owner changed. Due 12 Mar 2026, was 11 Mar 2026. Changed: notes"},
		{cmd: engagement.ChangeItem{N: 1, BlockedOn: new("The board.")}, on: item(1), did: "Blocked (Other): The board"},
		{cmd: engagement.LogProgress{Checkpoint: 1, On: item(1), Note: "It met.", BlockedOn: new("")}, on: item(1), did: "No longer blocked", note: "It met."},
		{cmd: engagement.LogProgress{Checkpoint: 1, On: task(4080), Note: "No news."}, on: task(4080), note: "No news."},
		{cmd: engagement.ChangeTask{FTOP: 4101, State: new(engagement.InProgress)}, on: task(4101), state: "in progress"},
		{cmd: engagement.ProposeWaiver{On: task(4080), Reason: "No proxy", Compensating: "None", ReviewOn: due}, on: task(4080), did: "Waiver proposed until 11 Mar 2026"},
		{cmd: engagement.MakePromise{Checkpoint: 1, On: item(1), Side: "SME", Who: "Ana Ruiz", What: "Opens the ticket", By: due},
			on: engagement.Subject{Noun: engagement.NounPromise, N: 1}, did: "Promised by 11 Mar 2026", title: "Opens the ticket"},
		{cmd: engagement.DropPromise{N: 1, Reason: "Moved on"}, on: engagement.Subject{Noun: engagement.NounPromise, N: 1}, did: "Given up: Moved on", title: "Opens the ticket"},
		{cmd: engagement.AddPoint{What: "Freeze"}, on: engagement.Subject{Noun: engagement.NounPoint, N: 1}, did: "New on the agenda", title: "Freeze"},
		{cmd: engagement.SettlePoint{N: 1, State: engagement.PointIsParked, Words: "Next week"}, on: engagement.Subject{Noun: engagement.NounPoint, N: 1},
			did: "Parked for a later checkpoint: Next week", title: "Freeze"},
		{cmd: finding(), on: item(5), did: "New on the checklist"},
	} {
		events := d.do(engineer, test.cmd)
		last := len(d.e.Lines)
		got := *d.e.Lines[last]
		title := test.title
		switch test.on.Noun {
		case engagement.NounItem:
			title = d.e.Items[test.on.N].Finding
		case engagement.NounTask:
			book, _, _ := d.e.PlaybookTask(test.on.N)
			title = book.Name
		}
		want := engagement.Line{Checkpoint: 1, Noun: test.on.Noun, N: test.on.N, Title: title, State: test.state, Did: test.did, Note: test.note, By: 1, At: got.At}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%T: %s", test.cmd, diff)
		}
		if strings.Contains(got.Did, "Ruiz") {
			t.Errorf("%T names a contact: %s", test.cmd, got.Did)
		}
		for _, ev := range events {
			if ev.Cause != "checkpoint 1" {
				t.Errorf("%T: %s because of %q", test.cmd, ev.Kind, ev.Cause)
			}
		}
	}
}

// What is taken back stays in the minutes, and that it was is there too.
func TestTakingBackIsALineToo(t *testing.T) {
	t.Parallel()
	d := listed(t)
	d.do(engineer, engagement.HoldCheckpoint{})
	done := d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	d.do(engineer, engagement.Undo{Seq: done[0].Seq})
	var did []string
	for _, n := range slices.Backward(d.e.LinesAt(1)) {
		did = append(did, d.e.Lines[n].State+"/"+d.e.Lines[n].Did)
	}
	if diff := cmp.Diff([]string{"resolved/", "open/Taken back"}, did); diff != "" {
		t.Error(diff)
	}
}

// Outside a meeting nothing is written, and what a date does is no meeting's.
func TestNoMinutesWithoutAMeeting(t *testing.T) {
	t.Parallel()
	d := listed(t)
	d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	d.do(engineer, engagement.HoldCheckpoint{})
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	events := d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.ItemOpen)})
	if len(d.e.Lines) > 0 || events[0].Cause != "" {
		t.Errorf("%d lines, because of %q", len(d.e.Lines), events[0].Cause)
	}
}
