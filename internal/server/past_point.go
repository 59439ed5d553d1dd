package server

import (
	"strconv"
	"strings"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
)

// pointNow is how an address calls the engagement as it stands.
const pointNow = "now"

// checkpointPoint is how an address calls the closing of a checkpoint, before its
// number.
const checkpointPoint = "checkpoint-"

// parsePoint reads a place in a history as addresses have it; see route.Compare.
// What names none is NotFound.
func parsePoint(s string) (postgres.Point, error) {
	if s == pointNow {
		return postgres.Point{}, nil
	}
	if n, is := strings.CutPrefix(s, checkpointPoint); is {
		n, err := pointNumber(n)
		return postgres.Point{Checkpoint: n}, err
	}
	number, at, looked := strings.Cut(s, "@")
	if looked {
		n, err := pointNumber(number)
		if err != nil {
			return postgres.Point{}, err
		}
		t, err := pointMoment(at)
		return postgres.Point{Seq: n, At: t}, err
	}
	if strings.Contains(s, ":") {
		t, err := pointMoment(s)
		return postgres.Point{At: t}, err
	}
	n, err := pointNumber(s)
	return postgres.Point{Seq: n}, err
}

func pointNumber(s string) (int, error) {
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil || n < 1 {
		return 0, noPoint()
	}
	return int(n), nil
}

func pointMoment(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}, noPoint()
	}
	return t.UTC(), nil
}

func noPoint() error {
	return fault.New(fault.NotFound, "This names no change, no checkpoint and no moment. Choose one on the history page.")
}

// dayPoint reads a day and a time of the customer's clock, empty for the end of the
// day, as the last moment at which the clock shows it: what happened in that minute
// belongs to it.
func (f form) dayPoint(e *engagement.Engagement, on, at string) (time.Time, error) {
	d := f.date(on)
	if d.IsZero() || f.err() != nil {
		return time.Time{}, fault.New(fault.Invalid, "Give a checkpoint, or a day like 2026-11-23.")
	}
	zone, end := e.Facts.Location(), time.Time{}
	if strings.TrimSpace(f.Get(at)) == "" {
		end = d.Add(1).At(0, zone)
	} else {
		end = d.LastAt(f.clock(at), zone).Add(time.Minute)
	}
	if f.err() != nil {
		return time.Time{}, fault.New(fault.Invalid, "Give a time of day like 10:30, or none for the end of the day.")
	}
	return end.Add(-time.Microsecond).UTC(), nil
}
