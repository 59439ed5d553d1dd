package postgres

import (
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
)

// where gives the query's filters but for the service, visibility first.
func (q PortfolioQuery) where(by look) *where {
	w := by.where()
	if q.Mine {
		w.mine(engagement.PersonID(by.ID)) // all of it is visible
	} else {
		w.visible(by)
	}
	switch q.Phase {
	case PhaseExited:
		w.and("e.phase = %s", w.arg(engagement.Enable))
	case PhaseAll:
	default:
		w.and("e.phase <> %s", w.arg(engagement.Enable))
	}
	if q.Blocked {
		w.and("e.blockers > 0")
	}
	if q.Pressing {
		w.and("e.attention_rank < %s", w.arg(rankQuiet))
	}
	if words := strings.Join(strings.Fields(storable(q.Search)), " "); words != "" {
		w.and("strpos(lower(e.customer), lower(%s)) > 0", w.arg(words))
	}
	q.match(w)
	return w
}

// where gives the filters of the reading's query, a service by any of its names.
func (r *portfolioReading) where(by look) *where {
	w := r.q.where(by)
	if r.q.Service != "" {
		w.and("e.services && %s::text[]", w.arg(playbook.Spellings(r.services, storable(r.q.Service))))
	}
	return w
}

// match adds the filters that ask for one value.
func (q PortfolioQuery) match(w *where) {
	if q.Motion != "" {
		w.and("e.motion = %s", w.arg(storable(q.Motion)))
	}
	if q.Manager != 0 {
		w.and("e.manager_id = %s", w.arg(q.Manager))
	}
	if q.Exit != "" {
		w.and("e.exit_state = %s", w.arg(storable(string(q.Exit))))
	}
	if q.Attention != "" {
		w.and("e.attention @> %s::jsonb", w.arg([]map[string]string{{"Kind": storable(string(q.Attention))}}))
	}
}
