package engagement

import "gaptrack/internal/day"

// What dates do to waivers, by themselves.
const (
	WaiverWarned Kind = "waiver.warned"
	WaiverLapsed Kind = "waiver.lapsed"
)

// warnings are how many days before its review a waiver is warned of.
var warnings = [...]int{14, 3}

// lastWarning is the one that is given late rather than not at all.
const lastWarning = 3

// For so many days before its review, and after it, a waiver is listed to be
// looked at again.
const (
	ReviewAhead  = endingDays
	ReviewBehind = 30
)

// ToReview reports whether an approved waiver is to be looked at again on a day.
func (w Waiver) ToReview(today day.Date) bool {
	ahead := w.ReviewOn.Sub(today)
	return w.State == Approved && -ReviewBehind <= ahead && ahead <= ReviewAhead
}

// Dates gives the days on which something comes of an approved waiver by itself,
// in order: it is warned of, and in the end it lapses.
func (w Waiver) Dates() []day.Date {
	var all []day.Date
	for _, days := range warnings {
		if on := w.warnOn(days); !on.IsZero() {
			all = append(all, on)
		}
	}
	return append(all, w.ReviewOn)
}

// warnOn gives the day on which the waiver is warned of, so many days before its
// review. None where it was approved too late for it; the last warning comes on the
// day after then.
func (w Waiver) warnOn(days int) day.Date {
	on, next := w.ReviewOn.Add(-days), w.DecidedOn.Add(1)
	switch {
	case !on.Before(next):
		return on
	case days == lastWarning && next.Before(w.ReviewOn):
		return next
	}
	return day.Date{}
}

// owed gives what dates up to today did to the waiver and no event tells yet, and
// since when: nothing, the nearest warning, or its end. Stage is the warning's
// days.
func (w Waiver) owed(today day.Date) (kind Kind, stage int, since day.Date) {
	if w.State != Approved || !w.LapsedOn.IsZero() {
		return "", 0, day.Date{}
	}
	if !today.Before(w.ReviewOn) {
		return WaiverLapsed, w.Warned, w.ReviewOn
	}
	for _, days := range warnings {
		if on := w.warnOn(days); !on.IsZero() && !today.Before(on) && (w.Warned == 0 || w.Warned > days) {
			kind, stage, since = WaiverWarned, days, on
		}
	}
	return kind, stage, since
}

// nextWaiverDate gives the first day on which something comes of a waiver: one to
// come, or one that has come and that no event tells of yet. None for none.
func (e *Engagement) nextWaiverDate(today day.Date) day.Date {
	var first day.Date
	for _, w := range e.Waivers {
		if _, _, since := w.owed(today); !since.IsZero() {
			first = earliest(first, since)
		}
		for _, on := range w.Dates() {
			if w.Live(today) && on.After(today) {
				first = earliest(first, on)
			}
		}
	}
	return first
}

// passWaiverDates tells what dates up to today did to the waivers. A waiver that
// lapses stays approved: what was approved is not rewritten, and after an exit the
// event alone is the flag.
func (d *decision) passWaiverDates() error {
	for _, n := range sortedKeys(d.Waivers) {
		kind, stage, _ := d.Waivers[n].owed(d.today)
		if kind == "" {
			continue
		}
		err := change(d, waiverRecords, n, kind, func(w *Waiver) error {
			w.Warned = stage
			if kind == WaiverLapsed {
				w.LapsedOn = w.ReviewOn
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
