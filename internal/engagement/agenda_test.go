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
