package postgres

import "gaptrack/internal/engagement"

var lineTable = table[engagement.Line]{
	name: "checkpoint_line", key: "n",
	columns: []string{"checkpoint_n", "on_noun", "on_n", "title", "state", "did", "note", "by_id", "at"},
	at: func(l *engagement.Line) []any {
		return []any{&l.Checkpoint, &l.Noun, &l.N, &l.Title, &l.State, &l.Did, &l.Note, orNone(&l.By), moment{&l.At}}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.Line { return e.Lines },
}
