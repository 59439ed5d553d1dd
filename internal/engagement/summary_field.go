package engagement

import (
	"time"

	"gaptrack/internal/day"
)

// summaryFields are a summary's values as a snapshot keeps them.
var summaryFields = []field[Summary]{
	number("mandatory_done", func(s *Summary) *int { return &s.MandatoryDone }),
	number("mandatory_total", func(s *Summary) *int { return &s.MandatoryTotal }),
	openField("open_critical", Critical), openField("open_high", High),
	openField("open_medium", Medium), openField("open_low", Low),
	number("items_total", func(s *Summary) *int { return &s.ItemsTotal }),
	number("items_closed", func(s *Summary) *int { return &s.ItemsClosed }),
	number("blockers", func(s *Summary) *int { return &s.Blockers }),
	date("blocked_since", func(s *Summary) *day.Date { return &s.BlockedSince }),
	number("overdue", func(s *Summary) *int { return &s.Overdue }),
	date("overdue_since", func(s *Summary) *day.Date { return &s.OverdueSince }),
	date("last_held", func(s *Summary) *day.Date { return &s.LastHeld }),
	date("next_on", func(s *Summary) *day.Date { return &s.NextOn }),
	moment("next_at", func(s *Summary) *time.Time { return &s.NextAt }),
	number("next_n", func(s *Summary) *int { return &s.NextN }),
	number("unmet", func(s *Summary) *int { return &s.Unmet }),
	word("exit", func(s *Summary) *RequestState { return &s.Exit }),
	date("exit_on", func(s *Summary) *day.Date { return &s.ExitOn }),
	flag("exited", func(s *Summary) *bool { return &s.Exited }),
	list("attention", func(s *Summary) *[]Attention { return &s.Attention }),
	moment("stale_at", func(s *Summary) *time.Time { return &s.StaleAt }),
}

// openField is how many items of a severity stand in the way.
func openField(name string, of Severity) field[Summary] {
	f := number(name, func(n *int) *int { return n })
	return field[Summary]{
		name: name,
		get:  func(s *Summary) string { n := s.Open[of]; return f.get(&n) },
		set: func(s *Summary, text string) error {
			var n int
			err := f.set(&n, text)
			s.Open[of] = n
			return err
		},
	}
}
