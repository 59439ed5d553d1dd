// Package day holds calendar dates: days that people write down and mean as
// written, wherever they read them. A due date, a review date or an edition's
// date is a Date; a moment is a time.Time.
package day

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// layout is the one written form, ISO 8601's calendar date.
const layout = "2006-01-02"

const secondsADay = 24 * 60 * 60

// Date is a calendar date with no time zone. The zero Date means "no date".
// Dates compare with ==, sort with Compare, and read and write as YYYY-MM-DD.
type Date struct{ t time.Time }

// New gives the date of a year, month and day, normalised as time.Date does.
func New(year int, month time.Month, d int) Date {
	return Date{time.Date(year, month, d, 0, 0, 0, 0, time.UTC)}
}

// Of gives the date on the wall of zone at the moment t.
func Of(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return New(y, m, d)
}

// Parse reads YYYY-MM-DD; the empty string is the zero Date.
func Parse(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	if len(s) == len(layout) && s[4] == '-' && s[7] == '-' {
		year, month, d := digits(s[:4]), digits(s[5:7]), digits(s[8:])
		date := New(year, time.Month(month), d)
		if y, m, day := date.t.Date(); year >= 0 && y == year && int(m) == month && day == d { // none was normalised
			return date, nil
		}
	}
	return Date{}, fmt.Errorf("%q is not a date like 2026-11-23", s)
}

// digits reads a few digits; anything else gives a negative number.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// String gives YYYY-MM-DD, and the empty string for the zero Date.
func (d Date) String() string { return d.Format(layout) }

// Format writes the date in a time.Format layout, and the zero Date as "".
func (d Date) Format(layout string) string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(layout)
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.t.IsZero() }

// Compare orders dates, the zero Date first.
func (d Date) Compare(other Date) int { return d.t.Compare(other.t) }

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.t.Before(other.t) }

// After reports whether d is a later day than other.
func (d Date) After(other Date) bool { return d.t.After(other.t) }

// Add gives the date n days later, or earlier for a negative n.
func (d Date) Add(n int) Date {
	if d.IsZero() {
		return d
	}
	return Date{d.t.AddDate(0, 0, n)}
}

// Sub gives the number of days from other to d.
func (d Date) Sub(other Date) int { return int((d.t.Unix() - other.t.Unix()) / secondsADay) }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.t.Weekday() }

// Month gives the year and the month.
func (d Date) Month() (int, time.Month) { return d.t.Year(), d.t.Month() }

// Day gives the day of the month.
func (d Date) Day() int { return d.t.Day() }

// At gives the moment at which zone's clocks show clock on this day. Where
// they never do (clocks go forward), it is as much later as they skip; where
// they do twice, it is the first of the two.
func (d Date) At(clock Clock, zone *time.Location) time.Time {
	wall := d.t.Add(time.Duration(clock) * time.Minute) // as if the zone were UTC
	_, before := wall.Add(-24 * time.Hour).In(zone).Zone()
	_, after := wall.Add(24 * time.Hour).In(zone).Zone()
	first := wall.Add(-time.Duration(before) * time.Second).In(zone)
	second := wall.Add(-time.Duration(after) * time.Second).In(zone)
	if !shows(first, wall) && shows(second, wall) {
		return second
	}
	return first
}

// LastAt is At, but where zone's clocks show clock twice it is the second of the
// two.
func (d Date) LastAt(clock Clock, zone *time.Location) time.Time {
	wall := d.t.Add(time.Duration(clock) * time.Minute) // as if the zone were UTC
	_, after := wall.Add(24 * time.Hour).In(zone).Zone()
	second := wall.Add(-time.Duration(after) * time.Second).In(zone)
	if first := d.At(clock, zone); second.Before(first) || !shows(second, wall) {
		return first
	}
	return second
}

// shows reports whether a zone's clocks read at the moment t what wall reads.
func shows(t, wall time.Time) bool {
	const layout = "2006-01-02 15:04"
	return t.Format(layout) == wall.Format(layout)
}

// MarshalText writes YYYY-MM-DD.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD or nothing.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = Parse(string(b))
	return err
}

// Value gives the date to a database; the zero Date is NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.t, nil
}

// Scan takes a date from a database; NULL is the zero Date.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case time.Time:
		*d = Of(v, time.UTC)
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	}
	return fmt.Errorf("day: cannot read a date from %T", src)
}
