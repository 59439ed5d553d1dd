package server

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/engagement"
	"gaptrack/web/component"
)

func TestAnswersOfAFormWithBoxes(t *testing.T) {
	t.Parallel()
	f := newForm(url.Values{"met_1": {"yes"}, "words_1": {"Seen."}, "words_2": {""}, "met_4": {"yes"}, "words_9": {"beyond the last"}})
	want := map[int]engagement.Answer{1: {Met: true, Words: "Seen."}, 2: {}}
	if diff := cmp.Diff(want, f.answers(4)); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

func TestAttestationsComeBackFromTheirForm(t *testing.T) {
	t.Parallel()
	c := begun(t)
	said := map[int]engagement.Answer{1: {Met: true, Words: "Task 1699 is closed."}, 2: {Words: "Not named yet."}}
	c.do(rosa, engagement.Attest{Noun: engagement.NounInput, Answers: said})
	if diff := cmp.Diff(said, newForm(attestValues(c.e, engagement.NounInput)).answers(2)); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	v := c.asked(rosa, nil).attestView(c.loaded(), engagement.NounInput, attestValues(c.e, engagement.NounInput), nil)
	one, two := v.Statements[0], v.Statements[1]
	if one.By != "Rosa Osei said so on 2 Mar 2026." || one.State != component.State("Met") || !one.Met.Options[0].Selected {
		t.Errorf("what is confirmed is drawn as %+v", one)
	}
	if two.By != "" || two.State != component.State("Open") || two.Met.Options[0].Selected || two.Words.Value != "Not named yet." {
		t.Errorf("what is open is drawn as %+v", two)
	}
}

func TestAttestFormComesBackAsItWasTyped(t *testing.T) {
	t.Parallel()
	c := begun(t)
	typed := url.Values{"words_3": {"half a"}, "met_3": {"yes"}, "version": {"1"}}
	errs := component.Errors{{Name: "words_3", Message: "Shorten this."}}
	v := c.asked(rosa, nil).attestView(c.loaded(), engagement.NounOutput, typed, errs)
	s := v.Statements[2]
	if len(v.Statements) != 4 || s.Words.Value != "half a" || s.Words.Error != "Shorten this." || !s.Met.Options[0].Selected || v.Form.Hidden[0].Value != "1" {
		t.Errorf("the form came back as %+v", v)
	}
}
