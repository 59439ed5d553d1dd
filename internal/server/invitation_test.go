package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// TestInvitation takes one meeting through a calendar: planned, moved and cancelled,
// it is the same meeting, and each time counts for more.
func TestInvitation(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	by, err := d.store.PersonByDemo(t.Context(), "engineer")
	d.must(err)
	id := d.ids[harbour]
	kept, err := d.store.Engagement(t.Context(), id, access.System)
	d.must(err)
	instance, err := d.store.Instance(t.Context())
	d.must(err)
	on := kept.Today(d.now).Add(20)
	n := 0
	for i, cmd := range []func() engagement.Command{
		func() engagement.Command { return engagement.ScheduleCheckpoint{On: on, At: 605} },
		func() engagement.Command { return engagement.MoveCheckpoint{N: n, On: on.Add(1), At: 605} },
		func() engagement.Command { return engagement.CancelCheckpoint{N: n, Reason: "A holiday."} },
	} {
		changed, err := d.store.Change(t.Context(), id, cmd(), by.Actor, 0, d.now)
		d.must(err)
		n = changed.Events[0].Subject.N
		path := d.path(harbour, fmt.Sprintf("/checkpoints/%d", n))
		w := d.get("engineer", path+"/invitation.ics")
		if kind, name := w.Header().Get("Content-Type"), w.Header().Get("Content-Disposition"); kind != "text/calendar; charset=utf-8" ||
			name != fmt.Sprintf("attachment; filename=checkpoint-%d-of-engagement-%d.ics", n, id) {
			t.Errorf("it comes as %s, %s", kind, name)
		}
		file := strings.ReplaceAll(string(body(t, w)), "\r\n ", "")
		says := []string{
			fmt.Sprintf("UID:checkpoint-%d.engagement-%d@%s", n, id, instance), fmt.Sprintf("SEQUENCE:%d", i), path, "T100500", "T103500",
			[]string{"METHOD:PUBLISH", "METHOD:PUBLISH", "METHOD:CANCEL"}[i],
		}
		for _, want := range says {
			if !strings.Contains(file, want+"\r\n") {
				t.Errorf("%s is not in\n%s", want, file)
			}
		}
		if page := string(body(t, d.get("engineer", path))); !strings.Contains(page, `href="`+path+`/invitation.ics"`) {
			t.Error("the page does not lead to the file")
		}
	}
	if w := d.answer(d.ask("engineer", http.MethodGet, d.path(harbour, "/checkpoints/999/invitation.ics"))); w.Code != http.StatusNotFound {
		t.Errorf("a meeting that is not there: %d", w.Code)
	}
}
