package engagement

import (
	"strings"
	"unicode/utf8"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// How long the texts of a record can be, in characters.
const (
	MaxName    = 200    // a customer, a person's name
	MaxNote    = 4_000  // a finding, a reason, a note
	MaxMinutes = 50_000 // a checkpoint's minutes
)

// The most records of one kind that an engagement holds.
const (
	MaxItems       = 1_000
	MaxCheckpoints = 500
	MaxDepends     = 50 // the items for which one item waits
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
	first, last := day.New(firstYear, 1, 1), day.New(lastYear, 12, 31)
	if !d.IsZero() && (d.Before(first) || d.After(last)) {
		problems.Add(name, "Check the year: dates lie between %d and %d.", firstYear, lastYear)
	}
}
