package playbook

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ruleToken is a piece of a rule: a word in small letters, a name without its
// quote marks, a sign, a bracket or a number.
type ruleToken struct {
	kind   tokenKind
	text   string
	number int
	column int
	width  int
}

type tokenKind int

const (
	ended tokenKind = iota // after the last one
	aWord
	aName
	aSign
	aBracket
	aNumber
	lost // no piece of a rule; its mistake is noted
)

// plainSigns are the signs that are written in more than one way.
var plainSigns = map[string]string{"≥": ">=", "≤": "<=", "≠": "!=", "<>": "!=", "==": "=", "=>": ">=", "=<": "<="}

// The pieces of a rule at the start of a text.
var (
	wordPiece   = regexp.MustCompile(`^[\pL_][\pL\d_-]*`)
	signPiece   = regexp.MustCompile(`^(?:[<>=!]{1,2}|[≥≤≠])`)
	numberPiece = regexp.MustCompile(`^\d[\d.,_'\pL]*`)
	namePiece   = regexp.MustCompile(`^["“”„](?:[^"“”\\]|\\.)*(["“”])?`)
	aCount      = regexp.MustCompile(`^(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})$`)
	afterEscape = regexp.MustCompile(`\\(.)`)
)

// ruleTokens takes a rule's text apart.
func ruleTokens(text string, m *Mistakes) []ruleToken {
	var all []ruleToken
	column := 1
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		if unicode.IsSpace(r) {
			text, column = text[size:], column+1
			continue
		}
		t, length := nextRuleToken(text, column, m)
		t.column, t.width = column, utf8.RuneCountInString(text[:length])
		all = append(all, t)
		text, column = text[length:], column+t.width
	}
	return append(all, ruleToken{kind: ended, column: column})
}

// nextRuleToken reads the piece at the start of a text, and its length in bytes.
func nextRuleToken(text string, column int, m *Mistakes) (ruleToken, int) {
	if text[0] == '(' || text[0] == ')' {
		return ruleToken{kind: aBracket, text: text[:1]}, 1
	}
	if w := wordPiece.FindString(text); w != "" {
		return ruleToken{kind: aWord, text: strings.ToLower(w)}, len(w)
	}
	if n := numberPiece.FindString(text); n != "" {
		return numberToken(strings.TrimRight(n, ",."), column, m), len(n)
	}
	if s := signPiece.FindString(text); s != "" {
		return signToken(s, column, m), len(s)
	}
	if n := namePiece.FindStringSubmatch(text); n != nil {
		return nameToken(n[0], n[1], column, m), len(n[0])
	}
	r, size := utf8.DecodeRuneInString(text)
	m.add(column, 1, "“%c” is no part of a rule.", r)
	return ruleToken{kind: lost}, size
}

func numberToken(text string, column int, m *Mistakes) ruleToken {
	if !aCount.MatchString(text) {
		m.add(column, utf8.RuneCountInString(text), "%s is no number of seats; write 20000 or 20,000, with nine digits at most.", quoted(text))
		return ruleToken{kind: lost}
	}
	n, _ := strconv.Atoi(strings.ReplaceAll(text, ",", "")) // cannot fail: nine digits at most
	return ruleToken{kind: aNumber, number: n, text: text}
}

func signToken(text string, column int, m *Mistakes) ruleToken {
	sign := text
	if plain, ok := plainSigns[text]; ok {
		sign = plain
	}
	if signs[sign] == nil {
		m.add(column, utf8.RuneCountInString(text), "%s is no comparison; these are: >=, >, <=, <, =, !=.", quoted(text))
		return ruleToken{kind: lost}
	}
	return ruleToken{kind: aSign, text: sign}
}

func nameToken(text, closed string, column int, m *Mistakes) ruleToken {
	if closed == "" {
		m.add(column, utf8.RuneCountInString(text), "This quote mark is never closed.")
		return ruleToken{kind: lost}
	}
	_, first := utf8.DecodeRuneInString(text)
	inner := text[first : len(text)-len(closed)]
	if name := strings.Join(strings.Fields(afterEscape.ReplaceAllString(inner, "$1")), " "); name != "" {
		return ruleToken{kind: aName, text: name}
	}
	m.add(column, utf8.RuneCountInString(text), "A name is missing between these quote marks.")
	return ruleToken{kind: lost}
}
