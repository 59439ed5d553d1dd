package sample

import (
	"context"
	"fmt"
	"time"

	"gaptrack/internal/fault"
	"gaptrack/internal/feedback"
	"gaptrack/internal/postgres"
)

// remark is a question about the playbook, and what came of it.
type remark struct {
	by    string // a player
	days  int    // before now when it was asked
	ask   feedback.Ask
	comes []feedback.Command // done by the administrator, a day after each other
}

// remarks are what the demo's people ask about the playbook: one in each state, and
// one more that waits.
var remarks = []remark{
	{"sme", 30, feedback.Ask{Words: "The objective on core onboarding could say who attests it."}, []feedback.Command{
		feedback.Answer{Words: "Whoever leads the engagement, among the key outputs. Is that enough for you?"},
		feedback.Settle{Words: "Nothing has to change: the third key output says it."},
	}},
	{"engineer", 12, feedback.Ask{Task: 4080, Words: "Which addresses does the proxy have to let through? I only find last year's list."}, []feedback.Command{
		feedback.Answer{Words: "Take the list on the vendor's page for network requirements. The next edition will link it in the activity's text."},
	}},
	{"engineer2", 3, feedback.Ask{Task: 4101, Words: "It says “for Migrations”. Is it meant for customers who migrate no mail, too?"}, nil},
	{"architect", 1, feedback.Ask{Task: 3358, Words: "How long does the workshop take, and who invites the customer's partner to it?"}, nil},
}

// askAll has the players ask. What is asked already stays as it is.
func askAll(ctx context.Context, store *postgres.Store, c cast, now time.Time) (asked []feedback.ID, err error) {
	books, err := store.Playbooks(ctx)
	if err != nil || len(books) == 0 {
		return nil, err
	}
	for _, r := range remarks {
		id, err := store.Ask(ctx, books[0].Slug, 0, r.ask, c[r.by], now.AddDate(0, 0, -r.days))
		if err != nil && fault.KindOf(err) != fault.Conflict && fault.KindOf(err) != fault.Invalid { // Invalid: another playbook, without the task
			return nil, fmt.Errorf("ask about the playbook in the demo: %w", err)
		}
		asked = append(asked, id)
	}
	return asked, nil
}

// answerAll has the administrator answer what was asked.
func answerAll(ctx context.Context, store *postgres.Store, c cast, asked []feedback.ID, now time.Time) error {
	for i, id := range asked {
		for n, command := range remarks[i].comes {
			if id == 0 {
				continue
			}
			at := now.AddDate(0, 0, 1+n-remarks[i].days)
			if _, err := store.ChangeFeedback(ctx, id, command, 0, c[closer.key], at); err != nil {
				return fmt.Errorf("answer a question in the demo: %w", err)
			}
		}
	}
	return nil
}
