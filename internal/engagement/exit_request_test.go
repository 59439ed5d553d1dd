package engagement_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// carried gives what the newest request carries.
func carried(d *desk) []engagement.Carried {
	d.t.Helper()
	all, err := d.e.Exits[d.e.LastExit()].Carried()
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return all
}

func TestRequestCarriesTheKeyOutputs(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.pass(1)
	events := d.do(engineer2, engagement.RequestExit{Outputs: map[int]engagement.Answer{3: {Met: true, Words: " Sync runs. "}}})
	wantKinds(t, events, engagement.OutputAttested, engagement.ExitRequested)
	var want []engagement.Carried
	for i, text := range d.e.Edition.Playbook.KeyOutputs {
		want = append(want, engagement.Carried{N: i + 1, Text: text, Words: "Seen.", By: 1, On: today})
	}
	want[2].Words, want[2].By, want[2].On = "Sync runs.", 2, today.Add(1)
	if diff := cmp.Diff(want, carried(d), cmp.Comparer(func(a, b day.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	if x := d.e.Exits[1]; x.Seq != d.e.Version || x.RequestedBy != 2 {
		t.Errorf("requested by event %d of %d", x.Seq, d.e.Version)
	}
	if all, err := (engagement.ExitRequest{}).Carried(); all != nil || err != nil {
		t.Errorf("a request from before carries %v, %v", all, err)
	}
	if _, err := (engagement.ExitRequest{Outputs: "{"}).Carried(); err == nil {
		t.Error("what is broken was read")
	}
}

// Whoever requests stands for every key output in words, whether they come with the
// request or from before.
func TestRequestNeedsWordsForEveryKeyOutput(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{2: {Met: true}, 4: {Met: true}}})
	d.refuses(engineer, engagement.RequestExit{}, fault.Invalid, "words_2", "words_4")
	words := func(second string) map[int]engagement.Answer {
		return map[int]engagement.Answer{2: {Met: true, Words: second}, 4: {Met: true, Words: "Named."}}
	}
	d.refuses(engineer, engagement.RequestExit{Outputs: words(" \n")}, fault.Invalid, "words_2")
	d.refuses(engineer, engagement.RequestExit{Outputs: words("\x00"), Note: "\x00"}, fault.Invalid, "note", "words_2")
	d.refuses(engineer, engagement.RequestExit{Outputs: map[int]engagement.Answer{5: {Met: true, Words: "x"}}}, fault.NotFound)
	d.refuses(engineer, engagement.RequestExit{Outputs: map[int]engagement.Answer{1: {}}}, fault.Conflict)
	d.do(engineer, engagement.RequestExit{Outputs: words("Measured.")})
}

// A request can bring the attestation that it lacked.
func TestRequestMayAttestWhatWasOpen(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{1: {}}})
	d.refuses(engineer, engagement.RequestExit{}, fault.Conflict)
	d.do(engineer, engagement.RequestExit{Outputs: yes(1)})
}

// What others said of an output meanwhile is not overwritten by a request.
func TestRequestMergesWhatItSays(t *testing.T) {
	t.Parallel()
	d := ready(t)
	seen := d.e.Version
	d.do(engineer2, engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{1: {Met: true, Words: "Read twice."}}})
	f := d.refusesSeen(engineer, engagement.RequestExit{Outputs: map[int]engagement.Answer{1: {Met: true, Words: "Read once."}}}, seen, fault.Conflict)
	if len(f.Clashes) != 1 || f.Clashes[0].Name != "words_1" {
		t.Errorf("clashes: %+v", f.Clashes)
	}
	d.doSeen(engineer, engagement.RequestExit{Outputs: yes(4)}, seen)
	if got := carried(d)[0]; got.Words != "Read twice." || got.By != 2 {
		t.Errorf("carried: %+v", got)
	}
}

// A request is what it says: when an output reads otherwise, it is withdrawn.
func TestOtherWordsOfAnOutputWithdrawTheRequest(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, engagement.RequestExit{})
	wantKinds(t, d.do(engineer, engagement.Attest{Noun: engagement.NounOutput, Answers: yes(4)})) // as it was
	d.do(engineer2, engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{2: {Met: true, Words: "Other."}}})
	x := d.e.Exits[1]
	if want := "No longer as it was requested: key output 2."; x.State != engagement.Withdrawn || x.Words != want {
		t.Errorf("%s: %q, want %q", x.State, x.Words, want)
	}
	if want := fmt.Sprintf("change %d", d.e.Version-1); x.Because != want {
		t.Errorf("because of %q, want %q", x.Because, want)
	}
}

// Anybody takes back their own request, whatever has become of their role.
func TestTakingBackNeedsNoRightToRequest(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, engagement.RequestExit{})
	demoted := engineer
	demoted.Role = access.SME
	d.refuses(sme, engagement.TakeBackExit{N: 1}, fault.Forbidden)
	wantKinds(t, d.do(demoted, engagement.TakeBackExit{N: 1}), engagement.ExitWithdrawn)
	f := d.refuses(manager, engagement.DecideExit{N: 1, Words: "Late."}, fault.Conflict)
	if want := "This was withdrawn meanwhile, so there is nothing left to decide."; f.Message != want {
		t.Errorf("told %q, want %q", f.Message, want)
	}
}
