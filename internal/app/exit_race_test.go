package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/webtest"
)

var (
	quillonExit = regexp.MustCompile(`(/engagements/\d+)/exit[^>]*>[^<]*Quillon|(/engagements/\d+)"[^>]*>[^<]*Quillon`)
	basisField  = regexp.MustCompile(`name="basis" value="(\w+)"`)
)

// as is a visitor who is signed in as one of the demo's people.
func as(t *testing.T, site *webtest.Site, who string) *visitor {
	t.Helper()
	v := visit(t, site)
	if got := v.post("/login/demo", url.Values{"as": {who}}); got.status != http.StatusSeeOther {
		t.Fatalf("signing in as %s answers %d", who, got.status)
	}
	return v
}

// waitingExit gives the path of the demo's exit that waits, of the small customer.
func waitingExit(v *visitor) string {
	v.t.Helper()
	found := quillonExit.FindStringSubmatch(v.get("/engagements?view=all&q=Quillon").body)
	if found == nil {
		v.t.Fatal("the demo has no exit that waits")
	}
	return found[1] + found[2] + "/exit"
}

// approval is the form with which a person approves what their page shows now.
func (v *visitor) approval(exit string) url.Values {
	v.t.Helper()
	found := basisField.FindStringSubmatch(v.get(exit).body)
	if found == nil {
		v.t.Fatalf("%s has no form to approve it", exit)
	}
	return url.Values{"decision": {"approve"}, "basis": {found[1]}, "words": {"Well done."}}
}

// Two managers press the button fifty times each, at once: one answer says that it
// is approved, and every other one who did it before.
func TestHundredPressTheButtonAtOnce(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	managers := []*visitor{as(t, site, "manager"), as(t, site, "manager2")}
	exit := waitingExit(managers[0])
	form := managers[0].approval(exit)
	answers := make([]answer, 100)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = managers[i%2].post(exit+"/1/decide", form) })
	}
	all.Wait()
	won := 0
	for _, a := range answers {
		switch {
		case a.status == http.StatusSeeOther:
			won++
		case a.status != http.StatusConflict || !strings.Contains(a.body, "approved already"):
			t.Errorf("who came too late gets %d: %s", a.status, a.body)
		}
	}
	if won != 1 {
		t.Errorf("%d of 100 were told that it is approved", won)
	}
}

// A form that is sent again approves nothing but what it showed.
func TestReplayedApprovals(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	manager, engineer := as(t, site, "manager"), engineer(t, site)
	exit := waitingExit(manager)
	shown := manager.approval(exit)
	press := func(who *visitor, n string, form url.Values) int { return who.post(exit+"/"+n+"/decide", form).status }
	if got := press(engineer, "1", shown); got != http.StatusForbidden {
		t.Errorf("who asked gets %d", got)
	}
	if got := press(as(t, site, "admin"), "1", shown); got != http.StatusForbidden {
		t.Errorf("an administrator gets %d", got)
	}
	without := url.Values{"decision": {"approve"}, "version": {"0"}}
	if got := press(manager, "1", without); got != http.StatusUnprocessableEntity {
		t.Errorf("a form that says nothing of what it showed gets %d", got)
	}
	if got := engineer.post(exit+"/1/withdraw", nil); got.status != http.StatusSeeOther {
		t.Fatalf("taking it back answers %d", got.status)
	}
	if got := engineer.post(exit, url.Values{"note": {"Again."}}); got.status != http.StatusSeeOther {
		t.Fatalf("asking again answers %d: %s", got.status, got.body)
	}
	for _, n := range []string{"1", "2"} {
		if got := press(manager, n, shown); got != http.StatusConflict {
			t.Errorf("the old form, sent to request %s, gets %d", n, got)
		}
	}
	fresh := manager.approval(exit)
	if got := press(manager, "2", fresh); got != http.StatusSeeOther {
		t.Errorf("the new form gets %d", got)
	}
	if got := press(manager, "2", fresh); got != http.StatusConflict {
		t.Errorf("the new form, sent again, gets %d", got)
	}
}
