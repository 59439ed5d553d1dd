package postgres

import "gaptrack/internal/engagement"

var pointTable = table[engagement.Point]{
	name: "agenda_point", key: "n",
	columns: []string{"what", "on_noun", "on_n", "state", "words", "checkpoint_n", "added_by", "added_at", "ended_at"},
	at: func(p *engagement.Point) []any {
		return []any{&p.What, &p.Noun, &p.N, &p.State, &p.Words, &p.Checkpoint, orNone(&p.AddedBy), moment{&p.AddedAt},
			moment{&p.EndedAt}}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.Point { return e.Points },
}
