package postgres

import "gaptrack/internal/engagement"

var memberTable = table[engagement.Member]{
	name: "member", key: "person_id",
	columns: []string{"present"},
	at:      func(m *engagement.Member) []any { return []any{&m.Present} },
	of:      func(e *engagement.Engagement) map[int]*engagement.Member { return e.Members },
}
