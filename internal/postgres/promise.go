package postgres

import "gaptrack/internal/engagement"

var promiseTable = table[engagement.Promise]{
	name: "promise", key: "n",
	columns: []string{"checkpoint_n", "on_noun", "on_n", "side", "who", "contact_n", "what", "by_day", "state", "words",
		"made_by", "made_at", "ended_at"},
	at: func(p *engagement.Promise) []any {
		return []any{&p.Checkpoint, &p.Noun, &p.N, &p.Side, &p.Who, &p.Contact, &p.What, &p.By, &p.State, &p.Words,
			orNone(&p.MadeBy), moment{&p.MadeAt}, moment{&p.EndedAt}}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.Promise { return e.Promises },
}
