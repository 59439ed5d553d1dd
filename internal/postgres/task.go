package postgres

import "gaptrack/internal/engagement"

var taskTable = table[engagement.Task]{
	name: "task", key: "ftop",
	columns: []string{"state", "owner_id", "due", "notes", "blocked_kind", "blocked_on", "blocked_lifter", "blocked_since",
		"done_by", "done_on", "confirmed_by", "confirmed_on", "pulled_in", "started_at"},
	at: func(t *engagement.Task) []any {
		return []any{&t.State, orNone(&t.Owner), &t.Due, &t.Notes, &t.Blocker.Kind, &t.Blocker.On, &t.Blocker.Lifter, &t.Blocker.Since,
			orNone(&t.DoneBy), &t.DoneOn, &t.ConfirmedBy, &t.ConfirmedOn, &t.PulledIn, moment{&t.StartedAt}}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.Task { return e.Tasks },
}
