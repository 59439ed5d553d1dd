package postgres

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// meeting is an engagement whose checkpoint 1 is being held.
func (o *office) meeting(t *testing.T) engagement.ID {
	t.Helper()
	id := o.begin(t)
	o.do(t, id, o.engineer, engagement.HoldCheckpoint{})
	return id
}

// types keeps what somebody types into a form of checkpoint 1.
func (o *office) types(t *testing.T, id engagement.ID, by access.Actor, field, value string, at time.Time) {
	t.Helper()
	must(t, o.visit(t, by).KeepMeetingDraft(t.Context(), id, 1, MeetingDraft{field, value, at}))
}

func (o *office) drafts(t *testing.T, id engagement.ID, by access.Actor) []MeetingDraft {
	t.Helper()
	all, err := o.visit(t, by).MeetingDrafts(t.Context(), id, 1)
	must(t, err)
	return all
}

func TestMeetingDrafts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.meeting(t)
	o.types(t, id, o.engineer, "item-3", "The ", now)
	o.types(t, id, o.engineer, "item-3", "The proxy", now.Add(time.Second))
	o.types(t, id, o.engineer, "notes", "All well.", now)
	o.types(t, id, o.manager, "item-3", "Who asks?", now)
	got := o.drafts(t, id, o.engineer)
	if len(got) != 2 || got[1] != (MeetingDraft{"item-3", "The proxy", now.Add(time.Second)}) || got[0].Value != "All well." {
		t.Errorf("kept %+v", got)
	}
	if got := o.drafts(t, id, o.manager); len(got) != 1 || got[0].Value != "Who asks?" {
		t.Errorf("another has %+v", got)
	}
	w := o.watched(t, o.other, id, 1)
	if len(w.Unsaved) != 3 || w.Unsaved[2] != (engagement.Unsaved{Person: engagement.PersonID(o.engineer.ID), At: now.Add(time.Second), What: "item 3"}) {
		t.Errorf("unsaved are %+v", w.Unsaved)
	}
	for range 2 {
		must(t, o.visit(t, o.engineer).DropMeetingDraft(t.Context(), id, 1, "item-3"))
	}
	if got := o.drafts(t, id, o.engineer); len(got) != 1 || got[0].Field != "notes" {
		t.Errorf("after one was sent %+v are kept", got)
	}
	must(t, o.PruneMeetings(t.Context(), now.Add(draftTime)))
	o.wantRows(t, "meeting_draft", 2)
	must(t, o.PruneMeetings(t.Context(), now.Add(draftTime+time.Second)))
	o.wantRows(t, "meeting_draft", 0)
}

func TestMeetingDraftRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.meeting(t)
	keep := func(by access.Actor, n int, d MeetingDraft) error {
		return o.visit(t, by).KeepMeetingDraft(t.Context(), id, n, d)
	}
	good := MeetingDraft{"item-3", "text", now}
	wantKind(t, keep(o.stranger, 1, good), fault.NotFound)
	wantKind(t, keep(o.engineer, 2, good), fault.NotFound)
	for _, field := range []string{"", "Item-3", "item 3", "item--3", "-", "x'--", strings.Repeat("a", 40), "a-b-c-d-e"} {
		wantKind(t, keep(o.engineer, 1, MeetingDraft{field, "text", now}), fault.Invalid)
	}
	wantKind(t, keep(o.engineer, 1, MeetingDraft{"notes", "a\x00b", now}), fault.Invalid)
	wantKind(t, keep(o.engineer, 1, MeetingDraft{"notes", strings.Repeat("a", maxDraft+1), now}), fault.TooLarge)
	must(t, keep(o.engineer, 1, MeetingDraft{"notes", strings.Repeat("a", maxDraft), now}))
	o.run(t, "insert into meeting_draft select engagement_id, 1, person_id, 'item-' || i, '', saved_at from meeting_draft, generate_series(1, 199) i")
	wantKind(t, keep(o.engineer, 1, MeetingDraft{"item-200", "text", now}), fault.TooLarge)
	must(t, keep(o.engineer, 1, good)) // one that is kept already is typed on
	o.do(t, id, o.engineer, engagement.CloseCheckpoint{N: 1})
	wantKind(t, keep(o.manager, 1, good), fault.Conflict)
	_, err := o.visit(t, o.stranger).MeetingDrafts(t.Context(), id, 1)
	wantKind(t, err, fault.NotFound)
}

// A closing is told of what others have not sent, and still can.
func TestUnsavedOfOthers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	known, err := o.known(t.Context(), o.pool)
	must(t, err)
	me, other, gone := engagement.PersonID(o.engineer.ID), engagement.PersonID(o.manager.ID), engagement.PersonID(999)
	got := unsaved([]engagement.Unsaved{{Person: me}, {Person: other, What: "item 3"}, {Person: gone}}, o.engineer, known)
	if len(got) != 1 || got[0].What != "item 3" || got[0].Name != "Per Lindqvist" {
		t.Errorf("unsaved of others is %+v", got)
	}
	id := o.meeting(t)
	o.types(t, id, o.manager, "item-3", "The proxy", now)
	_, err = o.Change(t.Context(), id, engagement.CloseCheckpoint{N: 1}, o.engineer, 0, now)
	if wantKind(t, err, fault.Conflict); !strings.Contains(fmt.Sprintf("%+v", err.(*fault.Error).Fields), "Per Lindqvist, item 3") {
		t.Errorf("closing over it tells %v", err)
	}
	o.types(t, id, o.engineer, "notes", "My own", now)
	_, err = o.Change(t.Context(), id, engagement.CloseCheckpoint{N: 1}, o.manager, 0, now)
	wantKind(t, err, fault.Conflict)
	o.do(t, id, o.engineer, engagement.CloseCheckpoint{N: 1, Despite: true})
	if got := o.drafts(t, id, o.manager); len(got) != 1 {
		t.Errorf("what was not sent is lost: %+v", got)
	}
}

// What was typed goes with who typed it, and with whom it names.
func TestDraftsAreErased(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.meeting(t)
	o.types(t, id, o.manager, "item-1", `[["note","Ask Otto\nEarlier."]]`, now)
	o.types(t, id, o.manager, "item-2", `[["note","Ask somebody."]]`, now)
	o.types(t, id, o.engineer, "item-1", `[["note","Mine."]]`, now)
	d, err := o.PersonData(t.Context(), engagement.PersonID(o.engineer.ID), o.admin, now)
	must(t, err)
	if len(d.Drafts) != 1 || d.Drafts[0].Field != "item-1" {
		t.Errorf("the file has the drafts %+v", d.Drafts)
	}
	must(t, o.EraseContact(t.Context(), "Otto Earlier", o.admin, now))
	o.erased(t)
	o.wantRows(t, "meeting_draft", 2)
	must(t, o.ErasePerson(t.Context(), engagement.PersonID(o.engineer.ID), o.admin, now))
	o.wantRows(t, "meeting_draft", 1)
}
