package postgres

import (
	"fmt"
	"strings"
	"unicode"
)

// namePattern writes a regular expression of PostgreSQL that matches every text that
// engagement.PersonName finds a name in, as it is or within JSON, and some more: it
// chooses what is looked at. Letters are matched in either case by themselves, for
// what else PostgreSQL takes for one depends on the locale.
func namePattern(name string) string {
	var words []string
	for _, word := range strings.Fields(name) {
		var b strings.Builder
		for _, r := range word {
			switch folds := folded(r); {
			case !unicode.IsLetter(r) && !unicode.IsDigit(r):
				b.WriteString(".{1,6}") // JSON writes some of them as six characters
			case len(folds) > 1:
				fmt.Fprintf(&b, "[%s]", folds)
			default:
				b.WriteRune(r)
			}
		}
		words = append(words, b.String())
	}
	return strings.Join(words, ".+")
}

// folded gives a letter in every case.
func folded(r rune) string {
	all := string(r)
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		all += string(f)
	}
	return all
}
