package sample

import (
	"maps"
	"testing"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/feedback"
	"gaptrack/internal/postgres"
)

// TestRemarks: the demo has questions in each state, once however often it is loaded.
func TestRemarks(t *testing.T) {
	t.Parallel()
	s, now := store(t), moments[0]
	load(t, s, now)
	load(t, s, now)
	admin, err := s.PersonByDemo(t.Context(), closer.key)
	if err != nil {
		t.Fatal(err)
	}
	id, token := engagement.PersonID(admin.ID), []byte("a token")
	if err := s.StartSession(t.Context(), token, id, now, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	inbox, err := s.Visit(postgres.Session{TokenHash: token, Person: id, Now: now, Idle: time.Hour}, 0).FeedbackInbox(t.Context(), postgres.FeedbackQuery{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[feedback.State]int{feedback.Open: 2, feedback.Answered: 1, feedback.Done: 1}
	if !maps.Equal(inbox.Counts, want) || len(inbox.Rows) != 2 || !inbox.Rows[0].AskedAt.Before(now.AddDate(0, 0, -2)) {
		t.Errorf("the inbox holds %v: %+v", inbox.Counts, inbox.Rows)
	}
}
