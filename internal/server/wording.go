package server

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
)

// capital begins a word or sentence with a capital letter.
func capital[S ~string](s S) string {
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(string(s))
	return string(unicode.ToUpper(first)) + string(s[size:])
}

// counted gives "1 item", "3 items".
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return engagement.Thousands(n) + " " + what + "s"
}

// blankZero gives a number, and nothing for none.
func blankZero[N ~int | ~int64](n N) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(int64(n), 10)
}

// nameOf gives the name of a person; what nobody did, the program did.
func nameOf(e *postgres.Loaded, id engagement.PersonID) string {
	if p, ok := e.People.Person(id); ok {
		return p.Name
	}
	if id == 0 {
		return "GapTrack"
	}
	return fmt.Sprintf("Person %d", id)
}

// byOn gives "R. Osei, 23 Nov 2026".
func byOn(e *postgres.Loaded, by engagement.PersonID, on day.Date) string {
	return nameOf(e, by) + ", " + dayOf(on).Text
}

// since gives a past day and how long ago it was: "3 Nov 2026 (20 days)".
func since(d, today day.Date) string {
	if n := today.Sub(d); n > 0 {
		return fmt.Sprintf("%s (%s)", dayOf(d).Text, counted(n, "day"))
	}
	return dayOf(d).Text
}

// joined gives numbers as people type them: "3, 7".
func joined(numbers []int) string {
	var parts []string
	for _, n := range numbers {
		parts = append(parts, strconv.Itoa(n))
	}
	return strings.Join(parts, ", ")
}

// optionsOf makes the choices of a closed set of words.
func optionsOf[S ~string](set []S, chosen string) []component.Option {
	var options []component.Option
	for _, s := range set {
		options = append(options, component.Option{Value: string(s), Label: capital(s), Selected: string(s) == chosen})
	}
	return options
}

// brief cuts a text to a number of characters, at a blank where it can.
func brief(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	cut := string(runes[:limit])
	if i := strings.LastIndexAny(cut, " \n"); i > limit/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.;:\n") + " …"
}
