package engagement_test

import (
	"strings"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestAttest(t *testing.T) {
	t.Parallel()
	d := begin(t)
	wantKinds(t, d.do(engineer, engagement.Attest{Noun: engagement.NounInput, Answers: yes(2)}),
		engagement.InputConfirmed, engagement.InputConfirmed)
	if got := *d.e.Inputs[2]; !got.Met || got.Words != "Seen." || got.By != 1 || got.On != today {
		t.Errorf("confirmed: %+v", got)
	}
	wantKinds(t, d.do(engineer2, engagement.Attest{Noun: engagement.NounInput, Answers: yes(2)})) // nothing new
	wantKinds(t, d.do(engineer2, engagement.Attest{
		Noun: engagement.NounInput, Answers: map[int]engagement.Answer{2: {Words: "Partner left."}},
	}), engagement.InputOpened)
	if got := *d.e.Inputs[2]; got.Met || got.By != 0 || !got.On.IsZero() {
		t.Errorf("opened: %+v", got)
	}
	wantKinds(t, d.do(sme, engagement.Attest{Noun: engagement.NounOutput, Answers: yes(1)}), engagement.OutputAttested)
}

func TestAttestIsChecked(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for _, noun := range []engagement.Noun{"", "moon", engagement.NounTask} {
		d.refuses(engineer, engagement.Attest{Noun: noun, Answers: yes(1)}, fault.Invalid)
	}
	for _, n := range []int{-1, 0, 3, 1 << 40} {
		d.refuses(engineer, engagement.Attest{
			Noun: engagement.NounInput, Answers: map[int]engagement.Answer{n: {Met: true}},
		}, fault.NotFound)
	}
	d.refuses(engineer, engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{
		1: {Met: true, Words: "\xff"}, 2: {Met: true}, 4: {Words: strings.Repeat("x", engagement.MaxNote+1)},
	}}, fault.Invalid, "words_1", "words_4")
}
