package server

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func pasted(lines, service string) paste {
	return pasteOf(newForm(url.Values{"lines": {lines}, "paste_service": {service}, "paste_severity": {"High"}, "paste_side": {"customer"}}))
}

func TestPasteTakesALineForAFinding(t *testing.T) {
	t.Parallel()
	c := begun(t)
	tooLong := strings.Repeat("x", engagement.MaxNote+1)
	for _, test := range []struct {
		name          string
		paste         paste
		good, bad     []string
		problem, says string
	}{
		{"blank lines and line ends", pasted("one\r\n\r\n  two \n", "Exchange"), []string{"one", "two"}, nil, "", ""},
		{"nothing", pasted(" \n", "Exchange"), nil, nil, "lines", "Paste one finding a line."},
		{"one that cannot be taken", pasted("one\n"+tooLong, "Exchange"), []string{"one"}, []string{tooLong}, "lines", "Line 2: Shorten"},
		{"all alike", pasted("one\ntwo", ""), nil, []string{"one", "two"}, "paste_service", "Choose"},
	} {
		got := test.paste.check(c.asked(rosa, nil), c.loaded())
		var good []string
		for _, i := range got.good {
			good = append(good, i.Finding)
		}
		if !slices.Equal(good, test.good) || !slices.Equal(got.bad, test.bad) {
			t.Errorf("%s: takes %.20q, leaves %.20q", test.name, good, got.bad)
		}
		told := slices.ContainsFunc(got.problems, func(f fault.Field) bool { return f.Name == test.problem && strings.HasPrefix(f.Message, test.says) })
		if len(got.problems) > 1 || told != (test.problem != "") {
			t.Errorf("%s: tells %.80v", test.name, got.problems)
		}
	}
}

func TestPasteIsBounded(t *testing.T) {
	t.Parallel()
	c := begun(t)
	got := pasted(strings.Repeat("x\n", maxPaste+1), "Exchange").check(c.asked(rosa, nil), c.loaded())
	if got.good != nil || len(got.bad) != maxPaste+1 || len(got.problems) != 1 {
		t.Errorf("takes %d, leaves %d, tells %v", len(got.good), len(got.bad), got.problems)
	}
}
