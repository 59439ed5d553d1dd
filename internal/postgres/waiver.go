package postgres

import "gaptrack/internal/engagement"

var waiverTable = table[engagement.Waiver]{
	name: "waiver", key: "n",
	columns: []string{"on_noun", "on_n", "reason", "compensating", "review_on", "proposed_by", "proposed_on",
		"state", "decided_by", "decided_on", "words", "warned", "lapsed_on"},
	at: func(w *engagement.Waiver) []any {
		return []any{&w.Noun, &w.N, &w.Reason, &w.Compensating, &w.ReviewOn, orNone(&w.ProposedBy), &w.ProposedOn,
			&w.State, orNone(&w.DecidedBy), &w.DecidedOn, &w.Words, &w.Warned, &w.LapsedOn}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.Waiver { return e.Waivers },
}
