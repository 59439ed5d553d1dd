package server

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/page"
)

// The fields of a draft that a meeting's page keeps, and of the form that it was for.
const (
	draftValue  = "value"
	draftPerson = "person" // who typed it: another may have signed in since, in another window
	draftSent   = "draft"  // of a form: the draft that is sent by it
)

// savedDraft is a draft as the page's script reads it.
type savedDraft struct {
	Field string `json:"field"`
	Value string `json:"value,omitempty"`
	Saved string `json:"saved,omitempty"` // names this state of it; a moment
}

func savedAt(t time.Time) string { return t.UTC().Truncate(time.Microsecond).Format(time.RFC3339Nano) }

// meetingDrafts gives what one has not sent of a meeting.
func (s *server) meetingDrafts(r *request) (reply, error) {
	_, _, all, err := r.drafts()
	if err != nil {
		return reply{}, err
	}
	drafts := []savedDraft{}
	for _, d := range all {
		drafts = append(drafts, savedDraft{d.Field, d.Value, savedAt(d.Saved)})
	}
	return giveJSON(drafts)
}

// drafts reads what one has not sent of the meeting that the path names.
func (r *request) drafts() (id engagement.ID, n int, all []postgres.MeetingDraft, err error) {
	if id, n, err = r.meeting(); err != nil {
		return id, n, nil, err
	}
	all, err = r.visit.MeetingDrafts(r.Context(), id, n)
	r.met()
	return id, n, all, err
}

// keepMeetingDraft keeps what was typed into one of a meeting's forms.
func (s *server) keepMeetingDraft(r *request) (reply, error) {
	id, n, err := r.meeting()
	if err == nil {
		err = s.sameTyper(r)
	}
	if err == nil {
		err = r.form.err()
	}
	if err != nil {
		return reply{}, err
	}
	d := postgres.MeetingDraft{Field: chi.URLParam(r.Request, "field"), Value: r.form.Get(draftValue), Saved: r.now}
	if err := r.visit.KeepMeetingDraft(r.Context(), id, n, d); err != nil {
		return reply{}, err
	}
	return giveJSON(savedDraft{Field: d.Field, Saved: savedAt(d.Saved)})
}

// dropMeetingDraft forgets a draft that was sent or discarded.
func (s *server) dropMeetingDraft(r *request) (reply, error) {
	id, n, err := r.meeting()
	if err == nil {
		err = s.sameTyper(r)
	}
	if err == nil {
		err = r.visit.DropMeetingDraft(r.Context(), id, n, chi.URLParam(r.Request, "field"))
	}
	if err != nil {
		return reply{}, err
	}
	return giveJSON(savedDraft{Field: chi.URLParam(r.Request, "field")})
}

// sameTyper refuses what was typed by somebody else than who is signed in now.
func (s *server) sameTyper(r *request) error {
	if err := s.prove(r); err != nil {
		return err
	}
	typer := r.form.Get(draftPerson)
	if typer == "" {
		typer = r.URL.Query().Get(draftPerson)
	}
	if typer != strconv.FormatInt(r.who.ID, 10) {
		return nobody()
	}
	return nil
}

// sent forgets the draft of a form that was taken. That it cannot is no failure of the
// form: the page forgets it once more.
func (r *request) sent(id engagement.ID, n int) {
	if field := r.form.Get(draftSent); field != "" {
		if err := r.visit.DropMeetingDraft(r.Context(), id, n, field); err != nil {
			noteError(r, err)
		}
	}
}

// meeting reads from the path which meeting is asked for.
func (r *request) meeting() (engagement.ID, int, error) {
	id, err := r.engagementID()
	if err != nil {
		return 0, 0, err
	}
	n, err := r.number("n")
	return id, n, err
}

// liveBar makes the bar of a meeting's page that speaks of something, or of nothing.
func liveBar(e *postgres.Loaded, n int, on engagement.Subject) page.LiveBar {
	b := page.LiveBar{
		Stream: route.Live(e.ID, n), Page: route.Checkpoint(e.ID, n), Here: route.MeetingHere(e.ID, n), Drafts: route.MeetingDrafts(e.ID, n),
		Version: e.Version,
	}
	if on.Noun != "" {
		b.Page = speakingOf(e.ID, n, written(on))
	}
	return b
}

// meetingHere draws who has a meeting open, and what they have not sent.
func (s *server) meetingHere(r *request) (reply, error) {
	id, n, err := r.meeting()
	if err != nil {
		return reply{}, err
	}
	w, err := r.visit.Watch(r.Context(), id, n)
	r.met()
	if err != nil {
		return reply{}, err
	}
	return show(page.MeetingHere(r.hereView(id, n, w)))
}

// topicDrafted finds what a meeting speaks of in the name of the form that is for it.
var topicDrafted = regexp.MustCompile(`^(item|task|promise|point)-[0-9]+`)

func (r *request) hereView(id engagement.ID, n int, w postgres.Watched) page.HereView {
	var v page.HereView
	people := r.visit.People()
	for _, p := range w.Here {
		name := people.Name(p)
		if int64(p) == r.who.ID {
			name = "you"
		}
		v.People = append(v.People, name)
	}
	for _, u := range w.Unsaved {
		form := strings.ReplaceAll(u.What, " ", "-")
		row := page.UnsavedRow{Who: people.Name(u.Person), What: u.What, Form: form, Mine: int64(u.Person) == r.who.ID}
		if on := topicDrafted.FindString(form); row.Mine && on != "" {
			row.URL = speakingOf(id, n, on)
		}
		v.Unsaved = append(v.Unsaved, row)
	}
	return v
}

// giveJSON answers with data for the page's script.
func giveJSON(v any) (reply, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return reply{}, fault.Wrap(err, fault.Internal, "The answer cannot be written.")
	}
	return give(file{kind: "application/json", body: body})
}
