package engagement_test

import (
	"fmt"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"

	"github.com/google/go-cmp/cmp"
)

// asked gives an engagement with an exit request that waits, which rests on a
// resolved item, an accepted risk and a waived task.
func asked(t teller) *desk {
	t.Helper()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, finding())
	d.makeReady()
	d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	d.do(engineer, waive(item(2), today.Add(20)))
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	d.do(engineer, engagement.RequestExit{Note: "All but one."})
	return d
}

func TestApprovalIsOfWhatWasShown(t *testing.T) {
	t.Parallel()
	d := asked(t)
	shown := engagement.DecideExit{N: 1, Approve: true}.ShownBy(d.e, d.today())
	d.do(engineer, engagement.ChangeTask{FTOP: 4101, Notes: new("By the way.")})
	refusesAsIs(d, shown, fault.Conflict)
	refusesAsIs(d, engagement.DecideExit{N: 1, Approve: true}, fault.Invalid)
	d.do(manager, shown.ShownBy(d.e, d.today()))
}

// refusesAsIs has a manager's decision refused, with the basis that it has.
func refusesAsIs(d *desk, c engagement.DecideExit, kind fault.Kind) {
	d.t.Helper()
	if _, err := d.tryAsIs(manager, c, 0); err == nil || fault.KindOf(err) != kind {
		d.t.Fatalf("got %v, want a fault of kind %d", err, kind)
	}
}

// What only a date changes is no event, and another basis all the same; a midnight
// that changes nothing is none.
func TestBasisFollowsTheDay(t *testing.T) {
	t.Parallel()
	d := asked(t)
	digest := func() engagement.Hash { return d.e.ExitBasis(1, d.today()).Digest() }
	before := digest()
	d.pass(5)
	if digest() != before {
		t.Error("five days that change nothing make another basis")
	}
	d.pass(15)
	if digest() == before {
		t.Error("the waiver's review is of no matter to the basis")
	}
}

// Every value that is stated makes the basis another one, and so does every event.
func TestBasisIsOfEveryValue(t *testing.T) {
	t.Parallel()
	d := asked(t)
	b := d.e.ExitBasis(1, d.today())
	before, stated := b.Digest(), map[string]bool{}
	for i := range b {
		if stated[b[i].Name] {
			t.Errorf("%s is stated twice", b[i].Name)
		}
		stated[b[i].Name] = true
		for j := range b[i].Values {
			v := &b[i].Values[j]
			v.Text += "."
			if b.Digest() == before {
				t.Errorf("%s %s is of no matter", b[i].Name, v.Name)
			}
			v.Text = v.Text[:len(v.Text)-1]
		}
	}
	for _, name := range []string{"facts", "edition", "exit 1", "condition tasks", "input 2", "output 4", "task 3190", "item 1", "item 2", "waiver 1", "event"} {
		if !stated[name] {
			t.Errorf("%s is not stated, only %v", name, stated)
		}
	}
	d.do(access.System, engagement.Lapse{})
	if d.e.ExitBasis(1, d.today()).Digest() != before {
		t.Error("a lapse that does nothing makes another basis")
	}
	d.do(engineer, engagement.ChangeTask{FTOP: 4101, Notes: new("By the way.")})
	if d.e.ExitBasis(1, d.today()).Digest() == before {
		t.Error("an event makes no other basis")
	}
	if d.e.ExitBasis(7, d.today()) != nil {
		t.Error("a request that is not rests on something")
	}
}

// The list of what an approval is of is a form that proofs are held to for good; see
// Basis.
func TestBasisKeepsItsForm(t *testing.T) {
	t.Parallel()
	d := asked(t)
	var got strings.Builder
	for _, s := range d.e.ExitBasis(1, d.today()) {
		fmt.Fprintf(&got, "%s:", s.Name)
		for _, v := range s.Values {
			fmt.Fprintf(&got, " %s", v.Name)
		}
		got.WriteString("\n")
	}
	const want = `facts: customer seats motion services manager time_zone
edition: playbook number title
exit 1: requested_by requested_on note outputs
condition inputs: title met why
condition tasks: title met why
condition checklist: title met why
condition review: title met why
condition outputs: title met why
input 1: text met words by on
input 2: text met words by on
output 1: text met words by on
output 2: text met words by on
output 3: text met words by on
output 4: text met words by on
task 4080: name state done_by done_on
task 4101: name state
task 3190: name state done_by done_on confirmed_by confirmed_on
item 1: finding done_when service severity side state resolved_at resolved_by
item 2: finding done_when service severity side state
waiver 1: noun n reason compensating review_on proposed_by proposed_on decided_by decided_on
event: seq hash
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}

// Who decides on an exit that was approved meanwhile is told that.
func TestSecondApprovalIsTold(t *testing.T) {
	t.Parallel()
	d := asked(t)
	shown := engagement.DecideExit{N: 1, Approve: true}.ShownBy(d.e, d.today())
	d.do(manager, shown)
	f := d.refuses(manager2, shown, fault.Conflict)
	if want := "This exit was approved already, on 2 Mar 2026. Nothing more was done."; f.Message != want {
		t.Errorf("told %q, want %q", f.Message, want)
	}
}

// A waiver is approved of the item that was shown.
func TestWaiverApprovalIsOfTheItemThatWasShown(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, waive(item(1), today.Add(20)))
	seen := d.e.Version
	d.do(engineer, engagement.ChangeItem{N: 1, Severity: new(engagement.Critical)})
	d.refusesSeen(manager, engagement.DecideWaiver{N: 1, Approve: true}, seen, fault.Conflict)
	d.doSeen(manager, engagement.DecideWaiver{N: 1, Approve: true}, d.e.Version)
}
