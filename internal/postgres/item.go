package postgres

import "gaptrack/internal/engagement"

var itemTable = table[engagement.Item]{
	name: "item", key: "n",
	columns: []string{"finding", "done_when", "service", "severity", "side", "owner", "due", "ftop", "depends_on",
		"state", "blocked_kind", "blocked_on", "blocked_lifter", "blocked_since", "notes", "added_at", "resolved_at", "resolved_by",
		"reopened_at", "slipped_at"},
	at: func(i *engagement.Item) []any {
		return []any{&i.Finding, &i.DoneWhen, &i.Service, &i.Severity, &i.Side, &i.Owner, &i.Due, orNone(&i.FTOP), &i.DependsOn,
			&i.State, &i.Blocker.Kind, &i.Blocker.On, &i.Blocker.Lifter, &i.Blocker.Since, &i.Notes, moment{&i.AddedAt}, moment{&i.ResolvedAt}, orNone(&i.ResolvedBy),
			moment{&i.ReopenedAt}, moment{&i.SlippedAt}}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.Item { return e.Items },
}
