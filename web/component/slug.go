package component

import (
	"strings"
	"unicode"
)

// slug makes an id out of words: "Request exit" is "request-exit".
func slug(words string) string {
	fields := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return strings.Join(fields, "-")
}
