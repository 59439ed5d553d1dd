package postgres

import "gaptrack/internal/engagement"

var exceptionTable = table[engagement.Exception]{
	name: "seat_exception", key: "n",
	columns: []string{"reason", "ends_on", "asked_by", "asked_on", "state", "decided_by", "decided_on", "words"},
	at: func(x *engagement.Exception) []any {
		return []any{&x.Reason, &x.EndsOn, orNone(&x.AskedBy), &x.AskedOn, &x.State,
			orNone(&x.DecidedBy), &x.DecidedOn, &x.Words}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.Exception { return e.Exceptions },
}
