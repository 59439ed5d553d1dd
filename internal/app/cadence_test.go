package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/webtest"
)

var freeSlot = regexp.MustCompile(`checkpoints\?slot=(\d{4}-\d\d-\d\d)#plan`)

// TestCadence plans, moves and skips days of a cadence, as a browser without scripts
// does.
func TestCadence(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	who := engineer(t, site)
	at := who.engagementOf("Nordlys") + "/checkpoints"
	free := func() []string {
		t.Helper()
		var days []string
		for _, m := range freeSlot.FindAllStringSubmatch(who.get(at).body, -1) {
			days = append(days, m[1])
		}
		if len(days) < 3 {
			t.Fatalf("the free days are %v: %.3000s", days, webtest.Text(who.get(at).body))
		}
		return days
	}
	posts := func(path string, want int, form url.Values, says string) {
		t.Helper()
		got := who.post(path, form)
		if want == http.StatusSeeOther && got.status == want {
			if page := webtest.Text(who.get(at).body); !strings.Contains(page, says) {
				t.Errorf("after %v the list does not say %q: %.3000s", form, says, page)
			}
			return
		}
		if got.status != want || !strings.Contains(webtest.Text(got.body), says) {
			t.Errorf("%s with %v: %d, want %d and %q: %.3000s", path, form, got.status, want, says, webtest.Text(got.body))
		}
	}
	days := free()
	first, second, third := days[0], days[1], days[2]
	chosen := webtest.Text(who.get(at + "?slot=" + first).body)
	if !strings.Contains(chosen, "Or skip it") || !strings.Contains(chosen, "The checkpoint of ") {
		t.Errorf("a day that is chosen: %.3000s", chosen)
	}
	posts(at+"/skip", http.StatusUnprocessableEntity, url.Values{"slot": {first}, "reason": {" "}}, "Say why the meeting does not take place.")
	posts(at+"/skip", http.StatusSeeOther, url.Values{"slot": {first}, "reason": {"The customer moves house."}}, "The customer moves house.")
	posts(at, http.StatusUnprocessableEntity, url.Values{"slot": {second}, "on": {second}, "at": {"11:00"}, "until": {"10:00"}}, "before its start at 11:00")
	posts(at, http.StatusSeeOther, url.Values{"slot": {second}, "on": {third}, "at": {"11:00"}, "until": {"12:00"}}, "moved to ")
	posts(at, http.StatusSeeOther, url.Values{"slot": {first}, "on": {first}, "at": {"10:00"}, "which": {"first"}}, "Scheduled")
	posts(at, http.StatusConflict, url.Values{"slot": {first}, "on": {third}, "at": {"15:00"}}, "Move that one.")
	posts(at, http.StatusUnprocessableEntity, url.Values{"on": {"2099-03-29"}, "at": {"02:30"}}, "The customer's clocks go forward on 29 Mar 2099 and never show 02:30")
	posts(at, http.StatusUnprocessableEntity, url.Values{"on": {"2099-10-25"}, "at": {"02:30"}}, "Which of the two")
	posts(at, http.StatusSeeOther, url.Values{"on": {"2099-10-25"}, "at": {"02:30"}, "which": {"second"}}, "25 Oct 2099")
	if overview := webtest.Text(who.get(strings.TrimSuffix(at, "/checkpoints")).body); !strings.Contains(overview, "moved to ") {
		t.Errorf("the overview does not tell of the move: %.3000s", overview)
	}
}
