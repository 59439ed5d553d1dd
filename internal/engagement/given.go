package engagement

import (
	"slices"
	"strings"
)

// set puts a value where one was given.
func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// setText puts a text where one was given, with line ends and outer blanks as
// they are kept.
func setText(to, from *string) {
	if from != nil {
		*to = clean(*from)
	}
}

// clean gives a typed text as it is kept: without outer blanks, its lines ended
// as Unix does.
func clean(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }

// named gives the people behind optional fields.
func named(people ...*PersonID) []PersonID {
	var all []PersonID
	for _, p := range people {
		if p != nil && *p != 0 {
			all = append(all, *p)
		}
	}
	return slices.Compact(all)
}

// oneLine gives a typed text as it is kept of what has one line, such as a name.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
