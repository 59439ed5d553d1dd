package engagement_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"

	"pgregory.net/rapid"
)

// step is one random command, and how the engagement stood before it.
type step struct {
	cmd    engagement.Command
	by     access.Actor
	before map[string]string
	ready  bool
	basis  engagement.Hash // of the exit that waited
	events []engagement.Event
}

// Whatever is asked in whatever order, by whomever and whenever, the rules of
// the record hold.
func TestRandomCommands(t *testing.T) {
	t.Parallel()
	reached := map[engagement.Kind]int{}
	rapid.Check(t, func(t *rapid.T) {
		d := begin(t)
		if rapid.Bool().Draw(t, "ready") {
			d.makeReady()
		}
		for range 60 {
			d.pass(draw(t, 0, 0, 0, 1, 7, 21))
			s := step{cmd: drawCommand(t, d), before: d.e.Values(), ready: d.e.Readiness(d.today()).Met()}
			s.basis = d.e.ExitBasis(d.e.WaitingExit(), d.today()).Digest()
			s.by = draw(t, manager, engineer, manager2, sme, engineer2, admin, access.System)
			seen := draw(t, 0, 0, d.e.Version, d.e.Version-rapid.IntRange(0, 6).Draw(t, "behind"))
			var err error
			if s.events, err = d.try(s.by, s.cmd, seen); err != nil {
				checkFault(t, err)
				if !maps.Equal(s.before, d.e.Values()) {
					t.Fatalf("%T was refused, and changed the record", s.cmd)
				}
				continue
			}
			checkStep(t, d, s)
			checkStanding(t, d)
			for _, ev := range s.events {
				reached[ev.Kind]++
			}
		}
		if got := engagement.Differences(d.replay(), d.e, 5); got != nil {
			t.Fatalf("the replay differs: %v", got)
		}
		checkNet(t, d)
	})
	for _, kind := range []engagement.Kind{
		engagement.PhaseChanged, engagement.Reopened, engagement.ExitWithdrawn, engagement.WaiverApproved, engagement.WaiverEnded,
		engagement.CheckpointClosed, engagement.LineAdded, engagement.ItemResolved, engagement.TaskBlocked,
		engagement.Moved, engagement.MovedBack, engagement.OutputCarried,
	} {
		if reached[kind] == 0 {
			t.Errorf("no sequence came to %s: they prove nothing of it", kind)
		}
	}
}

// checkFault holds every refusal to what a person can read.
func checkFault(t *rapid.T, err error) {
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("%v is no fault", err)
	}
	sentence(t, f.Message)
	for _, field := range f.Fields {
		sentence(t, field.Message)
	}
}

// checkStep holds a command that was accepted to what it may do.
func checkStep(t *rapid.T, d *desk, s step) {
	after := d.e.Values()
	checkMinutes(t, s)
	_, takesOut := s.cmd.(engagement.Anonymize) // it may be of words that the history alone holds
	if (len(s.events) == 0) != maps.Equal(s.before, after) && !takesOut {
		t.Fatalf("%T gave %v, which is not what changed", s.cmd, kinds(s.events))
	}
	for name := range differing(s.before, after) {
		if !mayTouch(s, name) {
			t.Fatalf("%T changed %s from %q to %q", s.cmd, name, s.before[name], after[name])
		}
	}
	if after["facts 0 phase"] != string(engagement.Enable) || s.before["facts 0 phase"] == string(engagement.Enable) {
		return
	}
	x := d.e.Exits[d.e.LastExit()]
	by := engagement.PersonID(s.by.ID)
	if !s.ready || s.by.Role != access.Manager || x.RequestedBy == by || d.e.Tasks[engagement.ReviewTask].DoneBy == by || x.StoodOn == "" {
		t.Fatalf("moved to Enable by %d: ready %v, %+v", s.by.ID, s.ready, x)
	}
	if c := s.cmd.(engagement.DecideExit); c.Basis != (engagement.Hash{}) && c.Basis != s.basis {
		t.Fatal("moved to Enable on something else than what stood")
	}
}

// differing gives the names of the values that are not the same.
func differing(a, b map[string]string) map[string]bool {
	names := map[string]bool{}
	for _, m := range []map[string]string{a, b} {
		for name := range m {
			if a[name] != b[name] {
				names[name] = true
			}
		}
	}
	return names
}

// mayTouch reports whether a command is allowed to change a value: progress
// changes its own subject, its waivers and the exit that waits; the minutes
// of a closed checkpoint stay. Whatever is asked, an exit that waits is withdrawn
// where a date has passed that its conditions needed.
func mayTouch(s step, name string) bool {
	var n int
	if _, takesOut := s.cmd.(engagement.Anonymize); takesOut {
		_, err := fmt.Sscanf(name, "exit %d ", &n)
		waited := err == nil && s.before[fmt.Sprintf("exit %d state", n)] == string(engagement.Waiting)
		return waited || s.before[name] != ""
	}
	if strings.HasPrefix(name, "line ") && s.before[name] != "" {
		return false // what was said is said; a correction is a line of its own
	}
	if _, err := fmt.Sscanf(name, "checkpoint %d ", &n); err == nil && s.before[fmt.Sprintf("checkpoint %d state", n)] == string(engagement.Closed) {
		return false
	}
	subject := ""
	switch cmd := s.cmd.(type) {
	case engagement.ChangeTask:
		subject = task(cmd.FTOP).String() + " "
	case engagement.ChangeItem:
		subject = item(cmd.N).String() + " "
	default:
		return true
	}
	return strings.HasPrefix(name, subject) || strings.HasPrefix(name, "waiver ") || strings.HasPrefix(name, "exit ") || strings.HasPrefix(name, "line ")
}

// checkStanding holds the engagement to what must be so after any command.
func checkStanding(t *rapid.T, d *desk) {
	today := d.today()
	if d.e.WaitingExit() != 0 && !d.e.Readiness(today).Met() {
		t.Fatal("an exit waits whose conditions do not hold")
	}
	checkRequest(t, d)
	held, live, slots := 0, map[engagement.Subject]int{}, map[day.Date]bool{}
	for n, c := range d.e.Checkpoints {
		if c.State == engagement.Held {
			held++
		}
		if c.State == engagement.Cancelled || c.Slot.IsZero() {
			continue
		}
		if slots[c.Slot] {
			t.Fatalf("checkpoint %d and another stand for %s", n, c.Slot)
		}
		slots[c.Slot] = true
	}
	for _, w := range d.e.Waivers {
		if w.Live(today) {
			live[w.On()]++
		}
	}
	for on, n := range live {
		if n > 1 {
			t.Fatalf("%d waivers of %s hold", n, on)
		}
	}
	checkAttendance(t, d)
	if held > 1 {
		t.Fatalf("%d checkpoints are being held", held)
	}
	checkSummary(t, d)
	checkSnapshot(t, d)
}

// checkAttendance holds checkpoints to people who are, each once and in order.
func checkAttendance(t *rapid.T, d *desk) {
	for n, c := range d.e.Checkpoints {
		for _, list := range [][]int{c.People, c.Contacts} {
			if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) || slices.Contains(list, 0) {
				t.Fatalf("checkpoint %d was attended by %v", n, list)
			}
		}
		for _, contact := range c.Contacts {
			if d.e.Contacts[contact] == nil {
				t.Fatalf("checkpoint %d was attended by contact %d, who is not there", n, contact)
			}
		}
	}
}

// checkRequest holds the newest exit request to what stands: one that waits carries
// every key output as it reads, and one that was withdrawn says by what.
func checkRequest(t *rapid.T, d *desk) {
	x := d.e.Exits[d.e.LastExit()]
	if x == nil {
		return
	}
	if (x.Because == "") != (x.State != engagement.Withdrawn || x.Words == "Taken back.") {
		t.Fatalf("%s with %q because of %q", x.State, x.Words, x.Because)
	}
	if x.State != engagement.Waiting {
		return
	}
	all := carried(&desk{t: t, e: d.e})
	for _, c := range all {
		if o := d.e.Outputs[c.N]; !o.Met || o.Words == "" || o.Words != c.Words || o.By != c.By || o.On != c.On {
			t.Fatalf("the request carries %+v, what stands is %+v", c, o)
		}
	}
	if len(all) != len(d.e.Edition.Playbook.KeyOutputs) {
		t.Fatalf("the request carries %d key outputs", len(all))
	}
}

// The same commands give the same events, whatever order a map is walked in.
func TestDecisionsAreTheSameEveryTime(t *testing.T) {
	t.Parallel()
	first := exited(t)
	for range 20 {
		if again := exited(t); again.e.Head != first.e.Head {
			t.Fatal("the same commands gave other events")
		}
	}
}
