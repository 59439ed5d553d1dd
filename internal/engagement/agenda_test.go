package engagement_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/engagement"
)

func TestAgendaBeforeAnyCheckpoint(t *testing.T) {
	t.Parallel()
	d := listed(t)
	want := []engagement.AgendaPart{
		{Title: "Critical or blocked", Subjects: []engagement.Subject{item(2), item(4)}},
		{Title: "Also open", Subjects: []engagement.Subject{task(4080), task(4101), task(3190), item(1)}},
	}
	if diff := cmp.Diff(want, d.e.Agenda(d.today())); diff != "" {
		t.Error(diff)
	}
}

func TestAgendaAfterACheckpoint(t *testing.T) {
	t.Parallel()
	d := listed(t)
	d.do(engineer, engagement.HoldCheckpoint{})
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	d.pass(1)
	d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	d.do(engineer, engagement.ChangeTask{FTOP: 4101, State: new(engagement.InProgress)})
	d.do(engineer, engagement.ChangeItem{N: 4, BlockedOn: new("")})
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Blocked), BlockedOn: new("firewall")})
	want := []engagement.AgendaPart{
		{Title: "Critical or blocked", Subjects: []engagement.Subject{task(4080), item(2)}},
		{Title: "Changed since the last checkpoint", Subjects: []engagement.Subject{task(4101), item(1)}},
		{Title: "Due before the next checkpoint", Subjects: []engagement.Subject{item(4)}},
		{Title: "Also open", Subjects: []engagement.Subject{task(3190)}},
	}
	if diff := cmp.Diff(want, d.e.Agenda(d.today())); diff != "" {
		t.Error(diff)
	}
}

// The whole agenda, each reason in its part, and what was spoken of at the end.
func TestAgendaIsComposed(t *testing.T) {
	t.Parallel()
	d := listed(t)
	d.do(engineer, engagement.HoldCheckpoint{})
	promise := func(what string, in int) {
		d.do(engineer, engagement.MakePromise{Checkpoint: d.e.BeingHeld(), Side: "customer", Who: "Ana", What: what, By: d.today().Add(in)})
	}
	promise("Later", 9)
	promise("Late", 1)
	d.do(sme, engagement.AddPoint{What: "Parked"})
	d.do(sme, engagement.SettlePoint{N: 1, State: engagement.PointIsParked})
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	d.pass(3)
	d.do(sme, engagement.AddPoint{What: "Freeze"})
	add := finding()
	add.Severity = engagement.High
	d.do(engineer, add)
	d.do(engineer, engagement.ProposeWaiver{On: item(1), Reason: "r", Compensating: "c", ReviewOn: d.today().Add(8)})
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})

	promised := func(n int) engagement.Subject { return engagement.Subject{Noun: engagement.NounPromise, N: n} }
	point := func(n int) engagement.Subject { return engagement.Subject{Noun: engagement.NounPoint, N: n} }
	want := []engagement.AgendaPart{
		{Title: "Promises of last time", Subjects: []engagement.Subject{promised(2), promised(1)}},
		{Title: "Critical or blocked", Subjects: []engagement.Subject{item(2), item(4)}},
		{Title: "New findings", Subjects: []engagement.Subject{item(5)}},
		{Title: "Waivers about to end", Subjects: []engagement.Subject{item(1)}},
		{Title: "Parked points", Subjects: []engagement.Subject{point(1)}},
		{Title: "Points", Subjects: []engagement.Subject{point(2)}},
		{Title: "Also open", Subjects: []engagement.Subject{task(4080), task(4101), task(3190)}},
	}
	if diff := cmp.Diff(want, d.e.Agenda(d.today())); diff != "" {
		t.Error(diff)
	}

	d.do(engineer, engagement.HoldCheckpoint{})
	promise("Of this time", 3)
	d.do(engineer, engagement.KeepPromise{N: 2})
	d.do(engineer, engagement.ChangeItem{N: 2, State: new(engagement.Resolved)})
	d.do(sme, engagement.AddPoint{What: "Of this time"})
	d.do(sme, engagement.SettlePoint{N: 2, State: engagement.PointIsSettled})
	want[0].Subjects, want[1].Subjects, want[5].Subjects = want[0].Subjects[1:], want[1].Subjects[1:], []engagement.Subject{point(3)}
	want = append(want, engagement.AgendaPart{Title: "Spoken of", Subjects: []engagement.Subject{promised(2), item(2), point(2)}})
	if diff := cmp.Diff(want, d.e.Agenda(d.today())); diff != "" {
		t.Error(diff)
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	d := listed(t)
	d.do(engineer, engagement.HoldCheckpoint{})
	for _, on := range []engagement.Subject{item(1), task(4080), item(1)} {
		d.do(engineer, engagement.LogProgress{Checkpoint: 1, On: on, Note: "said"})
	}
	if diff := cmp.Diff([]int{3, 1}, d.e.LinesOf(item(1))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{3, 2, 1}, d.e.LinesAt(1)); diff != "" {
		t.Error(diff)
	}
	if got := d.e.LinesAt(2); len(got) > 0 {
		t.Errorf("lines of a meeting that was not: %v", got)
	}
}
