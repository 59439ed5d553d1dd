package postgres

import "gaptrack/internal/engagement"

var contactTable = table[engagement.Contact]{
	name: "contact", key: "n",
	columns: []string{"name", "side", "title", "email", "wants", "gone"},
	at: func(c *engagement.Contact) []any {
		return []any{&c.Name, &c.Side, &c.Title, &c.Email, &c.Wants, &c.Gone}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.Contact { return e.Contacts },
}
