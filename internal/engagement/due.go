package engagement

import "gaptrack/internal/day"

// Overdue gives for how many days something that is open is late: a due date is
// kept until its end. It is 0 for what is in time, or has no due date.
func Overdue(due, today day.Date) int {
	if due.IsZero() {
		return 0
	}
	return max(0, today.Sub(due))
}

// compareDue orders due dates, no date last.
func compareDue(a, b day.Date) int {
	if a.IsZero() != b.IsZero() {
		return -a.Compare(b)
	}
	return a.Compare(b)
}
