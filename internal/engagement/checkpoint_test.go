package engagement_test

import (
	"strings"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestScheduleCheckpoint(t *testing.T) {
	t.Parallel()
	d := begin(t)
	at := engagement.ScheduleCheckpoint{On: today.Add(7), At: 600}
	wantKinds(t, d.do(engineer, at), engagement.CheckpointScheduled)
	d.refuses(engineer, at, fault.Invalid, "on") // two at once
	d.refuses(engineer, engagement.ScheduleCheckpoint{On: today.Add(-1)}, fault.Invalid, "on")
	d.refuses(engineer, engagement.ScheduleCheckpoint{At: -1}, fault.Invalid, "on", "at")
	d.refuses(engineer, engagement.ScheduleCheckpoint{On: day.New(2101, 1, 1), At: 1440}, fault.Invalid, "on", "at")
	d.do(engineer, engagement.ScheduleCheckpoint{On: today, At: 600})
	if got := d.e.NextScheduled(); got != 2 {
		t.Errorf("next is checkpoint %d", got)
	}

	d.refuses(engineer, engagement.MoveCheckpoint{N: 2, On: at.On, At: at.At}, fault.Invalid, "on")
	d.refuses(engineer, engagement.MoveCheckpoint{N: 3, On: at.On}, fault.NotFound)
	wantKinds(t, d.do(engineer, engagement.MoveCheckpoint{N: 2, On: at.On.Add(1), At: 600}), engagement.CheckpointMoved)
	wantKinds(t, d.do(engineer, engagement.MoveCheckpoint{N: 1, On: at.On, At: at.At})) // where it was

	d.refuses(engineer, engagement.CancelCheckpoint{N: 2}, fault.Invalid, "reason")
	d.refuses(engineer, engagement.CancelCheckpoint{N: 2, Reason: "\xff"}, fault.Invalid, "reason")
	wantKinds(t, d.do(engineer, engagement.CancelCheckpoint{N: 2, Reason: "Holiday."}), engagement.CheckpointCancelled)
	d.refuses(engineer, engagement.HoldCheckpoint{N: 2}, fault.Conflict)
	d.refuses(engineer, engagement.MoveCheckpoint{N: 2, On: at.On.Add(2)}, fault.Conflict)
	if one, two := d.e.Checkpoints[1].Sequence, d.e.Checkpoints[2].Sequence; one != 0 || two != 2 {
		t.Errorf("moved and cancelled %d and %d times", one, two)
	}
	d.do(engineer, engagement.ScheduleCheckpoint{On: at.On.Add(1), At: 600}) // the time of one that was cancelled
}

func TestCheckpointsAreLimited(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for n := range engagement.MaxCheckpoints {
		d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(n), At: 600})
	}
	d.refuses(engineer, engagement.ScheduleCheckpoint{On: today.Add(-1)}, fault.Invalid)
	d.refuses(engineer, engagement.HoldCheckpoint{}, fault.Invalid)
	d.do(engineer, engagement.MoveCheckpoint{N: 1, On: today, At: 660})
}

func TestHoldAndClose(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(1), At: 600})
	d.refuses(engineer, engagement.NoteCheckpoint{N: 1}, fault.Conflict) // not being held yet
	d.refuses(engineer, engagement.CloseCheckpoint{N: 1}, fault.Conflict)
	d.refuses(engineer, engagement.HoldCheckpoint{N: -1}, fault.NotFound)
	d.pass(1)
	d.do(engineer, engagement.HoldCheckpoint{N: 1})
	d.refuses(engineer2, engagement.HoldCheckpoint{}, fault.Conflict)
	d.refuses(engineer, engagement.NoteCheckpoint{N: 1, Attended: new("\x00"), Minutes: new(strings.Repeat("x", engagement.MaxMinutes+1))},
		fault.Invalid, "attended", "minutes")
	d.do(engineer, engagement.NoteCheckpoint{N: 1, Attended: new("Ana, Ben")})

	wantKinds(t, d.do(engineer, engagement.LogProgress{Checkpoint: 1, On: item(1), State: "resolved", Note: "Done on Friday."}),
		engagement.ItemResolved, engagement.LineAdded)
	next := engagement.ScheduleCheckpoint{On: d.e.Proposed(today.Add(1), d.today()), At: 600}
	wantKinds(t, d.do(engineer, engagement.CloseCheckpoint{N: 1, Minutes: new(" All well. "), Next: next}),
		engagement.CheckpointNoted, engagement.CheckpointClosed, engagement.CheckpointScheduled)
	if c := d.e.Checkpoints[1]; c.Minutes != "All well." || c.Attended != "Ana, Ben" || c.HeldBy != 1 || c.State != engagement.Closed {
		t.Errorf("closed: %+v", c)
	}
	if c := d.e.Checkpoints[2]; c.On != today.Add(8) || d.e.LastHeld() != today.Add(1) || d.e.CadenceDue() != today.Add(8) {
		t.Errorf("next: %+v; last held %s, due %s", c, d.e.LastHeld(), d.e.CadenceDue())
	}
}

func TestClosedMinutesNeverChange(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, engagement.HoldCheckpoint{})
	d.refuses(engineer, engagement.CorrectMinutes{N: 1, Note: "Ben was there too."}, fault.Conflict)
	d.do(engineer, engagement.CloseCheckpoint{N: 1, Minutes: new("All well.")})
	for _, cmd := range []engagement.Command{
		engagement.NoteCheckpoint{N: 1, Minutes: new("All bad.")},
		engagement.LogProgress{Checkpoint: 1, On: item(1), Note: "x"},
		engagement.CloseCheckpoint{N: 1, Minutes: new("All bad.")},
		engagement.HoldCheckpoint{N: 1},
		engagement.MoveCheckpoint{N: 1, On: today.Add(3)},
		engagement.CancelCheckpoint{N: 1, Reason: "x"},
	} {
		if f := d.refuses(engineer, cmd, fault.Conflict); f.Message != "Checkpoint 1 is closed, and its minutes never change." {
			t.Errorf("%T: %s", cmd, f.Message)
		}
	}
	d.refuses(engineer, engagement.CorrectMinutes{N: 1, Note: " "}, fault.Invalid, "note")
	d.refuses(engineer, engagement.CorrectMinutes{N: 2, Note: "x"}, fault.NotFound)
	wantKinds(t, d.do(engineer2, engagement.CorrectMinutes{N: 1, Note: "Ben was there too."}), engagement.MinutesCorrected)
	if l := d.e.Lines[1]; l.Checkpoint != 1 || l.Noun != engagement.NounCheckpoint || l.By != 2 || d.e.Checkpoints[1].Minutes != "All well." {
		t.Errorf("corrected by %+v", l)
	}
}

func TestLogProgress(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, engagement.HoldCheckpoint{})
	log := func(on engagement.Subject, state, note string) engagement.LogProgress {
		return engagement.LogProgress{Checkpoint: 1, On: on, State: state, Note: note}
	}
	d.refuses(engineer, log(item(1), "", " "), fault.Invalid, "note")
	d.refuses(engineer, log(item(1), "", "\xff"), fault.Invalid, "note")
	d.refuses(engineer, log(item(2), "", "x"), fault.NotFound)
	d.refuses(engineer, log(item(1), "done", "x"), fault.Invalid, "state")
	d.refuses(engineer, log(task(4080), "blocked", "x"), fault.Invalid, "blocked_on")
	d.refuses(engineer, log(task(1700), "done", "x"), fault.Conflict)
	d.refuses(engineer, log(task(3208), "", "x"), fault.Conflict)
	d.refuses(engineer, log(engagement.Subject{Noun: "moon"}, "", "x"), fault.Invalid)
	d.refuses(engineer, engagement.LogProgress{Checkpoint: 9, On: item(1), Note: "x"}, fault.NotFound)

	events := d.do(engineer, engagement.LogProgress{Checkpoint: 1, On: task(4080), State: "blocked", BlockedOn: new("Change board")})
	wantKinds(t, events, engagement.TaskBlocked, engagement.LineAdded)
	for _, ev := range events {
		if ev.Cause != "checkpoint 1" {
			t.Errorf("%s has the cause %q", ev.Kind, ev.Cause)
		}
	}
	wantKinds(t, d.do(engineer, log(item(1), "open", ""))) // as it was
	wantKinds(t, d.do(engineer, log(item(1), "open", "No news.")), engagement.LineAdded)
	if l := d.e.Lines[2]; l.State != "" || l.Note != "No news." {
		t.Errorf("a line without news: %+v", l)
	}
}
