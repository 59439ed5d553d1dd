package server

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// meetingLeft draws what one typed in a meeting and had not sent when it was closed.
func (s *server) meetingLeft(r *request) (reply, error) {
	id, n, all, err := r.drafts()
	if err != nil {
		return reply{}, err
	}
	var left []page.LeftDraft
	for _, d := range all {
		left = append(left, page.LeftDraft{
			What: capital(strings.ReplaceAll(d.Field, "-", " ")), Texts: textsOf(d),
			Discard: component.Form{Action: route.MeetingDraft(id, n, d.Field), Confirm: "Discard what you typed?"},
		})
	}
	return show(page.MeetingLeft(left))
}

// discardMeetingDraft forgets what was left, and goes back to the minutes.
func (s *server) discardMeetingDraft(r *request) (reply, error) {
	id, n, err := r.meeting()
	if err == nil {
		err = r.visit.DropMeetingDraft(r.Context(), id, n, chi.URLParam(r.Request, "field"))
	}
	r.met()
	if err != nil {
		return reply{}, err
	}
	return done(route.Checkpoint(id, n), "What you had typed is discarded.")
}

// chosenFields are those that no words are typed into.
var chosenFields = []string{"version", "state", "blocked_kind", "side", "by", "review_on", "on", "at", "people", "contacts", "plan_next", "despite"}

// textsOf gives the words that were typed into a form, of the fields as the page's
// script wrote them: pairs of a name and a value. What is none of that is given as it is.
func textsOf(d postgres.MeetingDraft) []string {
	var fields [][2]string
	if json.Unmarshal([]byte(d.Value), &fields) != nil {
		return []string{d.Value}
	}
	var texts []string
	for _, f := range fields {
		ticked := strings.HasSuffix(f[1], "=true") || strings.HasSuffix(f[1], "=false")
		if text := strings.TrimSpace(f[1]); text != "" && !ticked && !slices.Contains(chosenFields, f[0]) {
			texts = append(texts, text)
		}
	}
	return texts
}
