package postgres

import (
	"slices"

	"github.com/jackc/pgx/v5/pgtype"

	"gaptrack/internal/engagement"
)

// The ranks of an engagement that no reason calls attention to.
const (
	rankQuiet  = 99
	rankExited = 100
)

// summary is an engagement's summary as its row keeps it. Some columns only
// sort; they follow from the others and are written, never read back.
type summary struct {
	engagement.Summary
	critical, high, medium, low int
}

// summaryColumns are what is read; sortColumns follow from them.
var (
	summaryColumns = []string{"mandatory_done", "mandatory_total", "open_critical", "open_high", "open_medium", "open_low",
		"items_total", "items_closed", "blockers", "blocked_since", "overdue", "overdue_since", "last_held",
		"next_n", "next_on", "next_at", "unmet", "exit_state", "exit_on", "attention", "stale_at"}

	sortColumns = []string{"attention_rank", "attention_since"}
)

// at gives the places of the summary's values, in the order of summaryColumns.
func (s *summary) at() []any {
	return []any{&s.MandatoryDone, &s.MandatoryTotal, &s.critical, &s.high, &s.medium, &s.low,
		&s.ItemsTotal, &s.ItemsClosed, &s.Blockers, &s.BlockedSince, &s.Overdue, &s.OverdueSince, &s.LastHeld,
		&s.NextN, &s.NextOn, moment{&s.NextAt}, &s.Unmet, &s.Exit, &s.ExitOn, &s.Attention, moment{&s.StaleAt}}
}

// summaryOf takes a summary apart for its row.
func summaryOf(s engagement.Summary) *summary {
	if s.Attention == nil {
		s.Attention = []engagement.Attention{} // the column holds a list, never null
	}
	return &summary{
		Summary:  s,
		critical: s.Open[engagement.Critical], high: s.Open[engagement.High],
		medium: s.Open[engagement.Medium], low: s.Open[engagement.Low],
	}
}

// whole gives the summary as it was read, of an engagement in a phase.
func (s *summary) whole(phase engagement.Phase) engagement.Summary {
	s.Exited = phase == engagement.Enable
	s.Open = map[engagement.Severity]int{}
	for severity, n := range map[engagement.Severity]int{
		engagement.Critical: s.critical, engagement.High: s.high, engagement.Medium: s.medium, engagement.Low: s.low,
	} {
		if n != 0 {
			s.Open[severity] = n
		}
	}
	return s.Summary
}

// order gives the values of sortColumns: the most pressing reason's place among
// all reasons, and since when it holds.
func (s *summary) order() []any {
	if len(s.Attention) == 0 {
		rank := rankQuiet
		if s.Exited {
			rank = rankExited
		}
		return []any{rank, pgtype.Date{InfinityModifier: pgtype.Infinity, Valid: true}}
	}
	first := s.Attention[0]
	return []any{slices.Index(engagement.AttentionKinds, first.Kind) + 1, first.Since}
}
