package engagement_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// edition2 is the month after edition: 4101 is retired and 4200 stands in for it,
// 3998 is gone, 4080 is optional, 4300 is new and mandatory; the key outputs are in
// another order, one is worded otherwise, one is gone and one is new.
func edition2() *engagement.Edition {
	p := gaps()
	assist := &p.Activities[1]
	assist.Tasks = slices.DeleteFunc(assist.Tasks, func(t playbook.Task) bool { return t.ID == 4101 || t.ID == 3998 })
	for i := range assist.Tasks {
		if assist.Tasks[i].ID == 4080 {
			assist.Tasks[i].Mandatory = false
		}
	}
	assist.Tasks = append(assist.Tasks,
		playbook.Task{ID: 4200, Name: "CA Policies", Role: "FastTrack Engineer", Services: []string{"Exchange"}},
		playbook.Task{ID: 4300, Name: "Hybrid mail flow", Mandatory: true, Role: "FastTrack Engineer", Services: []string{"Exchange"}})
	p.Beside.Retired = []playbook.Retired{{
		Task:     playbook.Task{ID: 4101, Name: "Replace Security Default Policies", Role: "FastTrack Engineer", Services: []string{"Exchange"}},
		Activity: assist.Name, ReplacedBy: 4200, Edition: 2,
	}}
	p.KeyOutputs = []string{
		"Pilot users are ready.", "Every identified step is resolved.", "Identity is remediated.", "The tenant's admins are trained.",
	}
	return &engagement.Edition{ID: 22, Slug: "address-technical-gaps", Number: 2, Playbook: p}
}

// edition3 is edition as it was, published again, with one more key input in front.
func edition3() *engagement.Edition {
	p := gaps()
	p.KeyInputs = append([]string{"The kickoff was held."}, p.KeyInputs...)
	return &engagement.Edition{ID: 31, Slug: "address-technical-gaps", Number: 3, Playbook: p}
}

// editions are those of the tests, by ID.
var editions = map[int64]*engagement.Edition{1: edition(), 22: edition2(), 31: edition3()}

// undoOf takes back the newest move, if there is one.
func undoOf(d *desk) engagement.UndoMove {
	for _, ev := range slices.Backward(d.events) {
		if ev.Kind == engagement.Moved {
			return engagement.UndoMove{Seq: ev.Seq, To: editions[ev.MovedFrom()]}
		}
	}
	return engagement.UndoMove{}
}

func TestMoveCarriesWhatWasSaid(t *testing.T) {
	t.Parallel()
	d := ready(t)
	before := d.e.Values()
	events := d.do(engineer, engagement.Move{To: edition2()})
	if d.e.Facts.Edition != 22 || d.e.Edition.Number != 2 || events[0].Kind != engagement.Moved || events[0].Cause != "edition 2" {
		t.Fatalf("moved by %+v", events[0])
	}
	for n, want := range map[int]engagement.Attestation{
		1: {Met: true, Words: "Seen.", By: 1, On: today}, 2: {Words: "Seen."}, 3: {Met: true, Words: "Seen.", By: 1, On: today}, 4: {},
	} {
		if got := *d.e.Outputs[n]; got != want {
			t.Errorf("key output %d: %+v, want %+v", n, got, want)
		}
	}
	if !d.e.Inputs[1].Met || !d.e.Inputs[2].Met {
		t.Error("a key input that reads as it did is not confirmed any more")
	}
	if got := d.e.Tasks[4080]; got.State != engagement.Done || got.DoneBy != 6 {
		t.Errorf("4080: %+v", got)
	}
	d.do(engineer, undoOf(d))
	delete(before, "output 4 on")
	after := d.e.Values()
	delete(after, "output 4 on")
	if !maps.Equal(before, after) {
		t.Errorf("the undo left %v", differing(before, after))
	}
	d.refuses(engineer, undoOf(d), fault.Conflict)
}

func TestKeptWordsStandForTheNew(t *testing.T) {
	t.Parallel()
	d := ready(t)
	output := engagement.Subject{Noun: engagement.NounOutput, N: 1}
	d.do(engineer, engagement.Move{To: edition2(), Choices: map[engagement.Subject]engagement.Choice{output: engagement.Keep}})
	if got := *d.e.Outputs[2]; !got.Met || got.By != 1 {
		t.Errorf("what was kept: %+v", got)
	}
}

// What is said after a move goes with its text when the move is taken back; what
// nobody touched is as it was.
func TestUndoMoveKeepsWhatWasDoneSince(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, engagement.Move{To: edition2()})
	d.pass(1)
	d.do(engineer2, engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{
		1: {Met: true, Words: "Asked them."}, 2: {Met: true, Words: "Looked."}, 4: {Met: true, Words: "Trained."},
	}})
	d.do(engineer2, engagement.ChangeTask{FTOP: 4300, State: new(engagement.InProgress), Notes: new("Half.")})
	d.do(engineer, undoOf(d))
	for n, want := range map[int]engagement.Attestation{
		1: {Words: "Looked."}, 2: {Met: true, Words: "Seen.", By: 1, On: today},
		3: {Met: true, Words: "Seen.", By: 1, On: today}, 4: {Met: true, Words: "Asked them.", By: 2, On: today.Add(1)},
	} {
		if got := *d.e.Outputs[n]; got != want {
			t.Errorf("key output %d: %+v, want %+v", n, got, want)
		}
	}
	s := d.scoped(4300)
	if got := d.e.Task(4300); got.State != engagement.InProgress || s.In || s.Retired == nil || !strings.Contains(s.Why(), "kept") {
		t.Errorf("4300: %+v, %+v", got, s)
	}
}

// scoped gives a task of the scope.
func (d *desk) scoped(ftop int) engagement.Scoped {
	d.t.Helper()
	scope := d.e.Scope(d.today())
	i := slices.IndexFunc(scope, func(s engagement.Scoped) bool { return s.ID == ftop })
	if i < 0 {
		d.t.Fatalf("the scope does not tell of task %d", ftop)
	}
	return scope[i]
}

func TestRetiredTasks(t *testing.T) {
	t.Parallel()
	due := today.Add(9)
	begun := func(state engagement.TaskState) *desk {
		d := begin(t)
		d.do(engineer, engagement.ChangeTask{FTOP: 4101, State: &state, Owner: new(engagement.PersonID(6)), Due: &due, BlockedOn: new("Board")})
		return d
	}
	choose := func(c engagement.Choice) engagement.Move {
		return engagement.Move{To: edition2(), Choices: map[engagement.Subject]engagement.Choice{task(4101): c}}
	}
	tests := map[string]struct {
		state  engagement.TaskState
		cmd    engagement.Move
		in     bool // afterwards
		handed bool // to 4200
	}{
		"done":                 {engagement.Done, engagement.Move{To: edition2()}, false, false},
		"not begun":            {engagement.NotStarted, engagement.Move{To: edition2()}, false, false},
		"begun":                {engagement.InProgress, engagement.Move{To: edition2()}, false, true},
		"blocked and let go":   {engagement.Blocked, choose(engagement.LetGo), false, false},
		"begun and kept":       {engagement.InProgress, choose(engagement.Keep), true, false},
		"blocked, handed over": {engagement.Blocked, choose(engagement.HandOver), false, true},
	}
	for name, test := range tests {
		d := begun(test.state)
		was, before := d.e.Task(4101), d.e.Values()
		d.do(engineer, test.cmd)
		s, is, next := d.scoped(4101), d.e.Task(4101), d.e.Task(4200)
		is.PulledIn = ""
		if was != is || s.In != test.in || s.Retired == nil || s.Name == "" || (next.Owner == 6 && next.Due == due) != test.handed {
			t.Errorf("%s: %+v, %+v, then %+v", name, s, is, next)
		}
		if want := "Edition 2 of the playbook retired it; task 4200 stands in for it."; s.Why() != want {
			t.Errorf("%s: %s", name, s.Why())
		}
		d.do(engineer, undoOf(d))
		if after := d.e.Values(); !maps.Equal(before, after) {
			t.Errorf("%s: the undo left %v", name, differing(before, after))
		}
	}
}

// An item that is about a task that is gone can still be worked on.
func TestItemsOfRetiredTasks(t *testing.T) {
	t.Parallel()
	d := begin(t)
	add := finding()
	add.FTOP = 3998
	d.do(engineer, add)
	d.do(engineer, engagement.Move{To: edition2()})
	d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	d.refuses(engineer, add, fault.Invalid, "ftop")
}

func TestWaiversAcrossAMove(t *testing.T) {
	t.Parallel()
	for name, approve := range map[string]bool{"waiting": false, "approved": true} {
		for _, choice := range []engagement.Choice{engagement.End, engagement.Keep} {
			d := begin(t)
			d.do(engineer, waive(task(4080), today.Add(40)))
			if approve {
				d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
			}
			was, before := *d.e.Waivers[1], d.e.Values()
			waiver := engagement.Subject{Noun: engagement.NounWaiver, N: 1}
			events := d.do(engineer, engagement.Move{To: edition2(), Choices: map[engagement.Subject]engagement.Choice{waiver: choice}})
			if kept := *d.e.Waivers[1] == was; kept != (choice == engagement.Keep) {
				t.Errorf("%s, %s: %+v", name, choice, d.e.Waivers[1])
			}
			for _, ev := range events {
				if told := d.e.Concern(ev); len(told) > 0 {
					t.Errorf("%s, %s: %s is news to %v", name, choice, ev.Kind, told)
				}
			}
			d.do(engineer, undoOf(d))
			if after := d.e.Values(); !maps.Equal(before, after) {
				t.Errorf("%s, %s: the undo left %v", name, choice, differing(before, after))
			}
		}
	}
}

// An exit that waits is withdrawn by a move that unmeets it, which is news, and waits
// again when that is taken back.
func TestExitAcrossAMove(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, engagement.RequestExit{})
	before := d.e.Values()
	p, err := d.e.Preview(edition2(), d.today())
	if err != nil || p.Level() != engagement.Red || !p.Unreadies() || !strings.Contains(p.Left(), "Exit 1: The exit was requested") {
		t.Errorf("preview: %v, %v, %q", err, p.Level(), p.Left())
	}
	events := d.do(admin, engagement.Move{To: edition2()})
	last := events[len(events)-1]
	if last.Kind != engagement.ExitWithdrawn || !slices.Equal(d.e.Concern(last), peopleOf(engineer)) {
		t.Errorf("%s is news to %v", last.Kind, d.e.Concern(last))
	}
	d.do(admin, undoOf(d))
	if after := d.e.Values(); !maps.Equal(before, after) {
		t.Errorf("the undo left %v", differing(before, after))
	}
	d.do(manager, engagement.DecideExit{N: 1, Approve: true})
	d.refuses(admin, engagement.Move{To: edition3()}, fault.Conflict) // it has exited
}

func TestMovesThatAreRefused(t *testing.T) {
	t.Parallel()
	d := ready(t)
	other := edition2()
	other.Slug = "enable-services"
	for name, test := range map[string]struct {
		by   access.Actor
		cmd  engagement.Command
		kind fault.Kind
	}{
		"to nowhere":                {engineer, engagement.Move{}, fault.Invalid},
		"to another playbook":       {engineer, engagement.Move{To: other}, fault.Invalid},
		"to where it is":            {engineer, engagement.Move{To: edition()}, fault.Conflict},
		"by who may not":            {sme, engagement.Move{To: edition2()}, fault.Forbidden},
		"by who does not see it":    {stranger, engagement.Move{To: edition2()}, fault.NotFound},
		"with a choice of nothing":  {engineer, engagement.Move{To: edition2(), Choices: map[engagement.Subject]engagement.Choice{task(4080): engagement.Keep}}, fault.Conflict},
		"with what is not offered":  {engineer, engagement.Move{To: edition2(), Choices: map[engagement.Subject]engagement.Choice{{Noun: engagement.NounOutput, N: 1}: engagement.End}}, fault.Invalid},
		"taking back what was none": {engineer, engagement.UndoMove{Seq: 2, To: edition()}, fault.Invalid},
	} {
		d.t = t
		if f := d.refuses(test.by, test.cmd, test.kind); f == nil {
			t.Error(name)
		}
	}
	seen := d.e.Version
	d.do(engineer2, engagement.ChangeTask{FTOP: 4101, State: new(engagement.InProgress)})
	d.refusesSeen(engineer, engagement.Move{To: edition2()}, seen, fault.Conflict) // a conflict that was not shown
	d.do(engineer, engagement.Move{To: edition3()})
	d.refuses(engineer, engagement.Move{To: edition2()}, fault.Conflict) // it is older
}
