package engagement

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"gaptrack/internal/fault"
)

// minErased is how many letters a name has at least that is taken out of texts:
// fewer stand in too many words that are no names.
const minErased = 3

// CheckErasable gives what is wrong with a name that is to be taken out of texts.
func CheckErasable(name string) error {
	var problems fault.Fields
	need(&problems, "name", name, MaxName, "Give the person's name as it is written in the texts.")
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	switch {
	case len(problems) > 0:
	case letters < minErased:
		problems.Add("name", "Give at least %d letters: fewer stand in too many other words.", minErased)
	case NewPersonName(name).TakeOut(Anonymous) != Anonymous:
		problems.Add("name", "%s is what stands in place of names that were taken out.", Anonymous)
	}
	return problems.Err()
}

// PersonName finds a person's name in texts: whole words, whatever their case and
// the blanks and line ends between them.
type PersonName struct{ words *regexp.Regexp }

// NewPersonName gives what finds a name; CheckErasable says which can be looked for.
func NewPersonName(name string) *PersonName {
	var parts []string
	for _, word := range strings.Fields(name) {
		parts = append(parts, regexp.QuoteMeta(word))
	}
	return &PersonName{regexp.MustCompile("(?i)" + strings.Join(parts, `[\s\p{Z}]+`))}
}

// TakeOut puts Anonymous in the name's place. Of a text that is JSON, as some fields
// are kept, the strings alone are looked at, and it stays JSON.
func (p *PersonName) TakeOut(text string) string {
	if text != "" && (text[0] == '[' || text[0] == '{') && json.Valid([]byte(text)) {
		return p.takeOutOfStrings(text)
	}
	return p.takeOutOfWords(text)
}

func (p *PersonName) takeOutOfWords(text string) string {
	var b strings.Builder
	done, from := 0, 0
	for from < len(text) {
		at := p.words.FindStringIndex(text[from:])
		if at == nil || at[0] == at[1] {
			break
		}
		begin, end := from+at[0], from+at[1]
		if !wholeWords(text, begin, end) {
			_, size := utf8.DecodeRuneInString(text[begin:])
			from = begin + size
			continue
		}
		b.WriteString(text[done:begin] + Anonymous)
		done, from = end, end
	}
	return b.String() + text[done:]
}

// wholeWords reports whether no word reaches over the ends of a part of a text.
func wholeWords(text string, begin, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:begin])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !inWord(before) && !inWord(after)
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// takeOutOfStrings takes the name out of the strings of a JSON text.
func (p *PersonName) takeOutOfStrings(text string) string {
	var b strings.Builder
	for {
		begin := strings.IndexByte(text, '"')
		if begin < 0 {
			return b.String() + text
		}
		end := begin + 1
		for text[end] != '"' {
			if text[end] == '\\' {
				end++
			}
			end++
		}
		b.WriteString(text[:begin])
		b.WriteString(p.takeOutOfString(text[begin : end+1]))
		text = text[end+1:]
	}
}

// takeOutOfString takes the name out of one JSON string. What does not hold it stays
// as it is written.
func (p *PersonName) takeOutOfString(quoted string) string {
	var words string
	if json.Unmarshal([]byte(quoted), &words) != nil {
		return quoted
	}
	without := p.takeOutOfWords(words)
	if without == words {
		return quoted
	}
	again, err := json.Marshal(without)
	if err != nil {
		return quoted
	}
	return string(again)
}
