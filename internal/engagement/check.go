package engagement

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// dayWords is how sentences write a day: 23 Nov 2026.
const dayWords = "2 Jan 2006"

// checkText notes a text that is too long or not text at all.
func checkText(problems *fault.Fields, name, s string, limit int) {
	if n := utf8.RuneCountInString(s); n > limit {
		problems.Add(name, "Shorten this to %s characters; it has %s.", Thousands(limit), Thousands(n))
	}
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		problems.Add(name, "This holds characters that cannot be stored. Type it again.")
	}
}

// need notes a text that is missing or too long.
func need(problems *fault.Fields, name, s string, limit int, missing string) {
	if strings.TrimSpace(s) == "" {
		problems.Add(name, "%s", missing)
		return
	}
	checkText(problems, name, s, limit)
}

// The years in which a date can lie: before 2000 or after 2100 it was mistyped.
const (
	firstYear = 2000
	lastYear  = 2100
)

// checkDate notes a date that cannot be meant. No date is in order.
func checkDate(problems *fault.Fields, name string, d day.Date) {
	if !d.IsZero() && !datable(d) {
		problems.Add(name, "Check the year: dates lie between %d and %d.", firstYear, lastYear)
	}
}

// datable reports whether a day lies in the years that dates can be of.
func datable(d day.Date) bool {
	return !d.Before(day.New(firstYear, 1, 1)) && !d.After(day.New(lastYear, 12, 31))
}

// checkClock notes what is no time of day.
func checkClock(problems *fault.Fields, name string, c day.Clock) {
	if !c.Valid() {
		problems.Add(name, "Give a time of day like 10:30.")
	}
}

// choice notes a value that is none of those that can be chosen.
func choice[T ~string](problems *fault.Fields, name string, value T, from []T) {
	if !slices.Contains(from, value) {
		problems.Add(name, "Choose the %s from the list.", strings.ReplaceAll(name, "_", " "))
	}
}

// worker refuses an owner who does not see the engagement.
func (d *decision) worker(name string, p PersonID) error {
	if err := d.known(name, p); err != nil {
		return err
	}
	if p != 0 && !d.SeenBy(d.People[p]) {
		return fault.Fields{{Name: name, Message: "Choose a person who works on this engagement, or add them to its team first."}}.Err()
	}
	return nil
}

// known refuses a person who is not there, or no longer active.
func (d *decision) known(name string, p PersonID) error {
	if _, ok := d.People[p]; p == 0 || ok {
		return nil
	}
	return fault.Fields{{Name: name, Message: "Choose a person from the list."}}.Err()
}
