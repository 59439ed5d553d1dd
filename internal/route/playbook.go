package route

import (
	"net/url"
	"strconv"

	"gaptrack/internal/engagement"
)

// ImportPlaybook takes in the file of a playbook that is not there yet.
const ImportPlaybook = "/playbooks/import"

// The pages of feedback.
const (
	Feedback      = "/feedback"       // one's own questions
	FeedbackInbox = "/admin/feedback" // everybody's
	Privacy       = "/admin/privacy"
)

// Playbook is a playbook as its readers see it; parts lead to what is below it.
func Playbook(slug string, parts ...string) string {
	path := Playbooks + "/" + url.PathEscape(slug)
	for _, p := range parts {
		path += "/" + url.PathEscape(p)
	}
	return path
}

// Editions lists the editions of a playbook.
func Editions(slug string) string { return Playbook(slug, "editions") }

// Edition is one edition of a playbook.
func Edition(slug string, number int) string { return Playbook(slug, "editions", strconv.Itoa(number)) }

// Draft is the editor of a playbook, at its structure; parts lead to its other
// pages: "markdown", "rules", "difference", "impact", "import", "publish".
func Draft(slug string, parts ...string) string {
	return Playbook(slug, append([]string{"draft"}, parts...)...)
}

// AskAbout is the form for a question about a playbook, or about one of its tasks;
// task 0 for none.
func AskAbout(slug string, task int) string {
	path := Playbook(slug, "feedback")
	if task == 0 {
		return path
	}
	return With(path, url.Values{"task": {strconv.Itoa(task)}})
}

// Moves lists the moves of engagements to an edition of a playbook.
func Moves(slug string) string { return Playbook(slug, "moves") }

// Move is one such move.
func Move(slug string, id int64) string { return Playbook(slug, "moves", strconv.FormatInt(id, 10)) }

// MoveEngagement shows what another edition would change for an engagement, and
// moves it.
func MoveEngagement(id engagement.ID) string { return Engagement(id, "edition") }
