package engagement_test

import (
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestChangesOfOtherFieldsMerge(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	seen := d.e.Version
	d.do(engineer2, engagement.ChangeItem{N: 1, Owner: new("Ana Ruiz"), Severity: new(engagement.Low)})
	// The form posts every field as it was drawn, and a new due date.
	was := finding().Item
	d.doSeen(engineer, engagement.ChangeItem{
		N: 1, Finding: new(was.Finding), Severity: new(was.Severity), Owner: new(was.Owner), Due: new(today.Add(9)),
	}, seen)
	if got := d.e.Items[1]; got.Owner != "Ana Ruiz" || got.Severity != engagement.Low || got.Due != today.Add(9) {
		t.Errorf("merged: %+v", got)
	}
}

func TestChangesOfTheSameFieldClash(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("One.")})
	seen := d.e.Version
	d.do(engineer2, engagement.ChangeTask{FTOP: 4080, Notes: new("Two.")})
	d.do(engineer2, engagement.ChangeTask{FTOP: 4080, Notes: new("Three.")})
	mine := engagement.ChangeTask{FTOP: 4080, Notes: new("Mine."), Due: new(today)}
	f := d.refusesSeen(engineer, mine, seen, fault.Conflict)
	want := fault.Clash{Name: "notes", Noun: "task", Field: "notes", By: engineer2.ID, At: d.now.UTC(), Original: "One.", Theirs: "Three.", Yours: "Mine."}
	if len(f.Clashes) != 1 || f.Clashes[0] != want {
		t.Errorf("clashes %+v, want %+v", f.Clashes, want)
	}
	d.refusesSeen(engineer2, mine, seen, fault.Conflict) // one's own newer words are not lost either
	wantKinds(t, d.doSeen(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Three.")}, seen))
	d.doSeen(engineer, mine, d.e.Version)
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Newest.")}) // who names no version overwrites
}

func TestNothingSinceIsNoClash(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("One.")})
	d.do(engineer2, engagement.ChangeTask{FTOP: 4101, Notes: new("Elsewhere.")})
	d.doSeen(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Two.")}, d.e.Version-1)
	d.refusesSeen(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Three.")}, d.e.Version+1, fault.Invalid)
	d.doSeen(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Four.")}, -1)
	if got := d.e.Tasks[4080].Notes; got != "Four." {
		t.Errorf("notes %q", got)
	}
}

func TestFactsMergeAndClash(t *testing.T) {
	t.Parallel()
	d := begin(t)
	seen, drawn := d.e.Version, d.e.Facts
	theirs := drawn
	theirs.Seats, theirs.Manager = 25_000, engagement.PersonID(manager2.ID)
	d.do(engineer2, engagement.ChangeFacts{Facts: theirs})
	yours := drawn
	yours.Services = []string{"AIP"}
	d.doSeen(engineer, engagement.ChangeFacts{Facts: yours}, seen)
	if got := d.e.Facts; got.Seats != 25_000 || got.Manager != 4 || got.Services[0] != "AIP" {
		t.Errorf("merged: %+v", got)
	}
	yours.Seats, yours.Services = 9, []string{"Edge"}
	f := d.refusesSeen(manager, engagement.ChangeFacts{Facts: yours}, seen, fault.Conflict)
	if len(f.Clashes) != 2 || f.Clashes[0].Theirs != "25000" || f.Clashes[1].Theirs != `["AIP"]` {
		t.Errorf("clashes %+v", f.Clashes)
	}
}

func TestOtherRecordsMerge(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(7), At: 600})
	d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(8), At: 660})
	d.do(engineer, engagement.HoldCheckpoint{})
	seen := d.e.Version
	d.do(engineer2, engagement.MoveCheckpoint{N: 1, On: today.Add(7), At: 660})
	d.do(engineer2, engagement.NoteCheckpoint{N: 3, Minutes: new("Theirs.")})
	d.do(engineer2, engagement.Attest{Noun: engagement.NounInput, Answers: yes(1)})
	d.do(engineer2, engagement.PullIn{FTOP: 3208, Reason: "Theirs."})

	// Only together do the two moves meet checkpoint 2.
	d.refusesSeen(engineer, engagement.MoveCheckpoint{N: 1, On: today.Add(8), At: 600}, seen, fault.Invalid, "on")
	d.doSeen(engineer, engagement.MoveCheckpoint{N: 1, On: today.Add(9), At: 600}, seen)
	if got := d.e.Checkpoints[1]; got.On != today.Add(9) || got.At != 660 {
		t.Errorf("moved twice: %+v", got)
	}
	d.doSeen(engineer, engagement.NoteCheckpoint{N: 3, Attended: new("Ana"), Minutes: new("")}, seen)
	if got := d.e.Checkpoints[3]; got.Attended != "Ana" || got.Minutes != "Theirs." {
		t.Errorf("minutes: %+v", got)
	}
	d.refusesSeen(engineer, engagement.CloseCheckpoint{N: 3, Minutes: new("Yours.")}, seen, fault.Conflict)
	d.refusesSeen(engineer, engagement.PullIn{FTOP: 3208, Reason: "Yours."}, seen, fault.Conflict)
	d.refusesSeen(engineer, engagement.Attest{
		Noun: engagement.NounInput, Answers: map[int]engagement.Answer{1: {Words: "Yours."}},
	}, seen, fault.Conflict)
	wantKinds(t, d.doSeen(engineer, engagement.Attest{
		Noun: engagement.NounInput, Answers: map[int]engagement.Answer{1: {}, 2: {Met: true}},
	}, seen), engagement.InputConfirmed)
}

// Who settles a conflict must not take back what others changed beside it.
func TestConflictTellsWhatWasKept(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("One."), Due: new(today)})
	seen := d.e.Version
	d.do(engineer2, engagement.ChangeTask{FTOP: 4080, Notes: new("Theirs."), Due: new(today.Add(7))})
	f := d.refusesSeen(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Mine."), Due: new(today)}, seen, fault.Conflict)
	if len(f.Clashes) != 1 || f.Clashes[0].Name != "notes" {
		t.Errorf("clashes %+v", f.Clashes)
	}
	if len(f.Kept) != 1 || f.Kept[0].Name != "due" || f.Kept[0].Theirs != today.Add(7).String() {
		t.Errorf("kept %+v", f.Kept)
	}
}

// All key outputs are on one form: every clash on it is told at once, under the
// name that the form has for it.
func TestAttestationsClashTogether(t *testing.T) {
	t.Parallel()
	d := begin(t)
	attest := func(words ...string) engagement.Attest {
		a := engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{}}
		for i, w := range words {
			a.Answers[i+1] = engagement.Answer{Met: true, Words: w}
		}
		return a
	}
	d.do(engineer, attest("a", "b", "c"))
	seen := d.e.Version
	d.do(engineer2, attest("theirs", "theirs", "theirs"))
	f := d.refusesSeen(engineer, attest("mine", "mine", "c"), seen, fault.Conflict)
	if len(f.Clashes) != 2 || f.Clashes[0].Name != "words_1" || f.Clashes[1].Name != "words_2" {
		t.Errorf("clashes %+v", f.Clashes)
	}
	if len(f.Kept) != 1 || f.Kept[0].Name != "words_3" || f.Kept[0].Theirs != "theirs" {
		t.Errorf("kept %+v", f.Kept)
	}
}
