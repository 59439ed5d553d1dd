package server

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/page"
)

// longText is how many characters of a text the history shows before it folds
// the rest away.
const longText = 160

// historyValue shows a field's value, which is as events keep it.
func historyValue(e *postgres.Loaded, noun engagement.Noun, field, value string) page.HistoryValue {
	text := fieldWords(e, noun, field, value)
	if len([]rune(text)) <= longText {
		return page.HistoryValue{Text: text}
	}
	return page.HistoryValue{Text: brief(text, longText), Full: text}
}

// fieldWords words a value by what kind of value the field holds. What cannot
// be read is shown as it is written.
func fieldWords(e *postgres.Loaded, noun engagement.Noun, field, value string) string {
	if value == "" {
		return emptyWords(noun, field)
	}
	if engagement.NamesPerson(noun, field) {
		return personWords(e, value)
	}
	switch field {
	case "services", "depends_on", "open":
		return listWords(value)
	case "edition":
		return editionWords(e, value)
	case "seats":
		return seatWords(value)
	case "warned":
		return value + " days before its review"
	case "cadence":
		return engagement.Cadence(value).String()
	case "people", "contacts":
		return attendedWords(e, field, value)
	case "meets_at", "until":
		return clockWords(value)
	case "at":
		return clockWords(value) // of a checkpoint; a line's moment is told by its event
	case "held_at", "closed_at", "started_at", "added_at", "resolved_at", "reopened_at", "slipped_at":
		return momentWords(e, value)
	case "readiness":
		return conditionWords(value)
	case "outputs":
		return carriedWords(value)
	case "remarks":
		return remarkWords(e, value)
	case "finding", "done_when", "notes", "reason", "words", "note", "minutes", "attended", "compensating", "blocked_on", "blocked_lifter", "did",
		"customer", "confirmed_by", "pulled_in", "reopened", "name", "title", "email", "who", "what":
		return value
	}
	return dayWords(value)
}

// emptyWords words what the empty value says of a field.
func emptyWords(noun engagement.Noun, field string) string {
	switch {
	case field == "met":
		return "no"
	case noun == engagement.NounTask && field == "state":
		return string(engagement.NotStarted)
	}
	return ""
}

func personWords(e *postgres.Loaded, value string) string {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return value
	}
	return nameOf(e, engagement.PersonID(n))
}

// listWords joins a list of words or numbers.
func listWords(value string) string {
	var list []any
	if json.Unmarshal([]byte(value), &list) != nil {
		return value
	}
	var parts []string
	for _, part := range list {
		parts = append(parts, fmt.Sprint(part))
	}
	return strings.Join(parts, ", ")
}

// editionWords names an edition, which the record has by its ID, by its number.
func editionWords(e *postgres.Loaded, value string) string {
	id, err := strconv.ParseInt(value, 10, 64)
	if n := e.EditionNumber(id); err == nil && n != 0 {
		return fmt.Sprintf("edition %d", n)
	}
	return "another edition"
}

// attendedWords names who attended a checkpoint, of the team or of the contacts.
func attendedWords(e *postgres.Loaded, field, value string) string {
	var list []int
	if json.Unmarshal([]byte(value), &list) != nil {
		return value
	}
	var names []string
	for _, n := range list {
		switch contact := e.Contacts[n]; {
		case field == "people":
			names = append(names, nameOf(e, engagement.PersonID(n)))
		case contact == nil:
			names = append(names, fmt.Sprintf("Contact %d", n))
		default:
			names = append(names, contact.Name)
		}
	}
	return strings.Join(names, ", ")
}

func seatWords(value string) string {
	n, err := strconv.Atoi(value)
	if err != nil {
		return value
	}
	return engagement.Thousands(n)
}

// clockWords shows the minutes of a day as a time of day.
func clockWords(value string) string {
	n, err := strconv.Atoi(value)
	if err != nil {
		return value
	}
	return day.Clock(n).String()
}

// momentWords shows a moment in the customer's zone.
func momentWords(e *postgres.Loaded, value string) string {
	t, err := time.Parse(time.RFC3339Nano, value)
	if err != nil {
		return value
	}
	shown := timeOf(t, e.Engagement)
	return shown.Text + " " + shown.ZoneLabel
}

// conditionWords counts the conditions that an approval was given on; the page
// of the exit lists them.
func conditionWords(value string) string {
	conditions, err := engagement.ExitRequest{Readiness: value}.Conditions()
	if err != nil {
		return value
	}
	return fmt.Sprintf("%d conditions, every one met", len(conditions))
}

func dayWords(value string) string {
	d, err := day.Parse(value)
	if err != nil || d.IsZero() {
		return value
	}
	return dayOf(d).Text
}

// carriedWords lists the key outputs that a request carries, each with its words.
func carriedWords(value string) string {
	all, err := engagement.ExitRequest{Outputs: value}.Carried()
	if err != nil {
		return value
	}
	var parts []string
	for _, o := range all {
		parts = append(parts, fmt.Sprintf("%d. %s", o.N, o.Words))
	}
	return strings.Join(parts, "\n")
}

// remarkWords lists the remarks of a return, each with what it is about.
func remarkWords(e *postgres.Loaded, value string) string {
	all, err := engagement.ExitRequest{Remarks: value}.RemarksOn()
	if err != nil {
		return value
	}
	var parts []string
	for _, r := range all {
		parts = append(parts, fmt.Sprintf("%s: %s", capital(e.Name(r.On())), r.Words))
	}
	return strings.Join(parts, "\n")
}
