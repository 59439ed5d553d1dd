package route

import (
	"net/url"
	"strconv"

	"gaptrack/internal/engagement"
)

// Live is the stream of an engagement's changes, to whom it is told that they have its
// checkpoint n open, 0 for none.
func Live(id engagement.ID, n int) string {
	if n == 0 {
		return Engagement(id, "live")
	}
	return With(Engagement(id, "live"), url.Values{"checkpoint": {strconv.Itoa(n)}})
}

// MeetingHere is a part of a meeting's page: who has it open.
func MeetingHere(id engagement.ID, n int) string { return Checkpoint(id, n, "here") }

// MeetingDrafts is where one's drafts of a meeting are, each below it by its form's name.
func MeetingDrafts(id engagement.ID, n int) string { return Checkpoint(id, n, "drafts") }

// MeetingDraft is one draft of a meeting, by its form's name.
func MeetingDraft(id engagement.ID, n int, field string) string {
	return Checkpoint(id, n, "drafts", field)
}

// MeetingLeft is a part of the minutes' page: what one had not sent.
func MeetingLeft(id engagement.ID, n int) string { return Checkpoint(id, n, "left") }
