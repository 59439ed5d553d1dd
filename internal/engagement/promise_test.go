package engagement_test

import (
	"slices"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestPromises(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, engagement.AddContact{Contact: ruiz})
	ticket := engagement.MakePromise{Checkpoint: 1, On: item(1), Contact: 1, Who: "Somebody", Side: "SME", What: "Opens the ticket.", By: today.Add(4)}
	d.refuses(engineer, ticket, fault.NotFound) // no checkpoint yet
	d.do(engineer, engagement.HoldCheckpoint{})
	wantKinds(t, d.do(engineer, ticket), engagement.PromiseMade, engagement.LineAdded)
	p := d.e.Promises[1]
	if p.Who != "Ana Ruiz" || p.Side != "customer" || p.On() != item(1) || p.MadeBy != 1 || p.Checkpoint != 1 {
		t.Errorf("kept as %+v", p)
	}
	d.do(engineer, engagement.MakePromise{Checkpoint: 1, Who: "R. Osei", Side: "engineer", What: "Sends the script.", By: today})
	if got := d.e.OpenPromises(); !slices.Equal(got, []int{2, 1}) {
		t.Errorf("open: %v", got)
	}
	for on, want := range map[day.Date]int{today.Add(4): 0, today.Add(5): 1, today.Add(14): 10} {
		if got := p.Late(on); got != want {
			t.Errorf("on %s it is %d days late, want %d", on, got, want)
		}
	}

	wantKinds(t, d.do(engineer, engagement.MovePromise{N: 1, By: today.Add(9)}), engagement.PromiseMoved, engagement.LineAdded)
	wantKinds(t, d.do(engineer, engagement.MovePromise{N: 1, By: today.Add(9)}))
	d.refuses(engineer, engagement.MovePromise{N: 1, By: today.Add(-1)}, fault.Invalid, "by")
	d.refuses(engineer, engagement.MovePromise{N: 1}, fault.Invalid, "by")
	d.refuses(engineer, engagement.DropPromise{N: 2, Reason: " "}, fault.Invalid, "reason")
	wantKinds(t, d.do(engineer, engagement.KeepPromise{N: 1}), engagement.PromiseKept, engagement.LineAdded)
	wantKinds(t, d.do(engineer, engagement.DropPromise{N: 2, Reason: "No longer needed."}), engagement.PromiseDropped, engagement.LineAdded)
	if d.e.Promises[1].Late(today.Add(99)) != 0 || len(d.e.OpenPromises()) != 0 {
		t.Error("a promise that was kept is late, or open")
	}
	d.refuses(engineer, engagement.KeepPromise{N: 2}, fault.Conflict)
	d.refuses(engineer, engagement.MovePromise{N: 1, By: today.Add(9)}, fault.Conflict)
	wantKinds(t, d.do(engineer, engagement.ReopenPromise{N: 2}), engagement.PromiseReopened, engagement.LineAdded)
	if p := d.e.Promises[2]; p.State != engagement.Promised || p.Words != "" || !p.EndedAt.IsZero() {
		t.Errorf("reopened: %+v", p)
	}
	d.refuses(engineer, engagement.ReopenPromise{N: 2}, fault.Conflict)
	for _, cmd := range []engagement.Command{engagement.KeepPromise{N: 9}, engagement.DropPromise{N: 9}, engagement.ReopenPromise{N: 9}, engagement.MovePromise{N: 9}} {
		d.refuses(engineer, cmd, fault.NotFound)
	}
}

// Who has the name of a contact that is asked is that contact.
func TestPromiseOfAContactByName(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.AddContact{Contact: ruiz})
	d.do(engineer, engagement.HoldCheckpoint{})
	promise := func(who string) *engagement.Promise {
		d.do(engineer, engagement.MakePromise{Checkpoint: 1, Who: who, Side: "SME", What: "Opens the ticket.", By: today})
		return d.e.Promises[len(d.e.Promises)]
	}
	if p := promise(" Ana  Ruiz "); p.Contact != 1 || p.Who != "Ana Ruiz" || p.Side != "customer" {
		t.Errorf("by name: %+v", p)
	}
	if p := promise("Ana"); p.Contact != 0 || p.Side != "SME" {
		t.Errorf("by another name: %+v", p)
	}
	d.do(engineer, engagement.ChangeContact{N: 1, Gone: new(true)})
	if p := promise("Ana Ruiz"); p.Contact != 0 || p.Side != "SME" {
		t.Errorf("of one who is asked no more: %+v", p)
	}
}

func TestPromisesAreChecked(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.HoldCheckpoint{})
	d.refuses(engineer, engagement.MakePromise{Checkpoint: 1}, fault.Invalid, "who", "side", "what", "by")
	d.refuses(engineer, engagement.MakePromise{Checkpoint: 1, Contact: 3, Who: "A", Side: "SME", What: "B", By: today.Add(-1)}, fault.Invalid, "contact", "by")
	d.refuses(engineer, engagement.MakePromise{Checkpoint: 1, On: item(1), Who: "A", Side: "SME", What: "B", By: today}, fault.NotFound)
	d.refuses(engineer, engagement.MakePromise{Checkpoint: 1, On: engagement.Subject{N: 1}, Who: "A", Side: "SME", What: "B", By: today}, fault.Invalid)
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	d.refuses(engineer, engagement.MakePromise{Checkpoint: 1, Who: "A", Side: "SME", What: "B", By: today}, fault.Conflict)
}
