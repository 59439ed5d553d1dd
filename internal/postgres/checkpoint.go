package postgres

import "gaptrack/internal/engagement"

var checkpointTable = table[engagement.Checkpoint]{
	name: "checkpoint", key: "n",
	columns: []string{"on_day", "at_clock", "later", "until_clock", "slot", "state", "held_at", "held_by", "closed_at", "people", "contacts", "attended",
		"minutes", "words", "open_items", "sequence"},
	at: func(c *engagement.Checkpoint) []any {
		return []any{&c.On, &c.At, &c.Later, &c.Until, &c.Slot, &c.State, moment{&c.HeldAt}, orNone(&c.HeldBy), moment{&c.ClosedAt}, &c.People, &c.Contacts,
			&c.Attended, &c.Minutes, &c.Words, &c.Open, &c.Sequence}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.Checkpoint { return e.Checkpoints },
}
