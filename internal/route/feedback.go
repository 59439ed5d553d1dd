package route

import (
	"fmt"
	"net/url"
	"strconv"

	"gaptrack/internal/feedback"
)

// AskAboutEdition is AskAbout of an edition that is read, which may be an old one.
func AskAboutEdition(slug string, number, task int) string {
	values := url.Values{"edition": {strconv.Itoa(number)}}
	if task != 0 {
		values.Set("task", strconv.Itoa(task))
	}
	return With(Playbook(slug, "feedback"), values)
}

// EditionTask is a task's row in an edition of a playbook.
func EditionTask(slug string, number, task int) string {
	return fmt.Sprintf("%s#task-%d", Edition(slug, number), task)
}

// Question is one's own question, with what came of it.
func Question(id feedback.ID) string { return fmt.Sprintf("%s/%d", Feedback, id) }

// InboxQuestion is a question to who answers it.
func InboxQuestion(id feedback.ID) string { return fmt.Sprintf("%s/%d", FeedbackInbox, id) }
