package postgres

import "gaptrack/internal/engagement"

var exitTable = table[engagement.ExitRequest]{
	name: "exit_request", key: "n",
	columns: []string{"state", "requested_by", "requested_on", "note", "decided_by", "decided_on", "words",
		"readiness", "stood_on", "outputs", "remarks", "because", "seq", "key"},
	at: func(x *engagement.ExitRequest) []any {
		return []any{&x.State, orNone(&x.RequestedBy), &x.RequestedOn, &x.Note, orNone(&x.DecidedBy), &x.DecidedOn, &x.Words,
			&x.Readiness, &x.StoodOn, &x.Outputs, &x.Remarks, &x.Because, &x.Seq, &x.Key}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.ExitRequest { return e.Exits },
}
