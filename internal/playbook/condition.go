package playbook

import (
	"regexp"
	"strconv"
	"strings"
)

// Condition limits whom an activity is for. The zero Condition is none. What its
// words say is read from the document; a rule beside it says it for them.
type Condition struct {
	Text       string // as written, on one line, without emphasis or quote marks
	MinSeats   int    // the fewest seats; 0 when no threshold was read
	Exception  bool   // an exception opens the activity too
	Understood bool   // the threshold was read; else a person has to judge
	Rule       *Expr  // what stands beside the document; nil for none: the words count
}

// IsZero reports whether there is no condition.
func (c Condition) IsZero() bool { return c.Text == "" && c.Rule == nil }

// Expr gives what the condition asks for: its rule, else what was read from its
// words. It is nil for no condition, and where a person has to judge it.
func (c Condition) Expr() *Expr {
	if c.Rule != nil || !c.Understood || c.MinSeats <= 0 {
		return c.Rule
	}
	seats := &Expr{Op: RuleSeats, Sign: ">=", Number: c.MinSeats}
	if !c.Exception {
		return seats
	}
	return &Expr{Op: RuleOr, Of: []*Expr{seats, {Op: RuleException}}}
}

// condition finds an activity's condition: its key line, else the sentence of
// its prose that limits it, else what stands in brackets in its heading.
func (p *parser) condition(h heading, keys map[string]keyLine, prose []line) Condition {
	key, ok := keys["Condition"]
	if ok && key.value == "" {
		p.problems.add(key.first, "The line “Condition:” is left empty; fill it in or remove it.")
		return Condition{}
	}
	if strings.EqualFold(key.value, "none") {
		return Condition{}
	}
	found := sentence{key.value, key.first}
	if !ok {
		found = limiting(append(sentences(prose), inBrackets(h)...))
	}
	c := readCondition(found.text)
	if !c.IsZero() && !c.Understood {
		p.warnings.add(found.num, "No number of seats could be read from the condition %s; a person has to judge it.", quoted(c.Text))
	}
	return c
}

// limiting gives the sentence that states a condition: the first with a
// threshold, else the first of all, else none.
func limiting(all []sentence) (found sentence) {
	for _, s := range all {
		if !limitWord.MatchString(s.text) || !limits(s.text) {
			continue
		}
		if _, ok := threshold(s.text); ok {
			return s
		}
		if found.text == "" {
			found = s
		}
	}
	return found
}

// The wordings by which a sentence limits whom an activity is for: with a
// threshold almost any will do; with an exception a plain "only", or the words
// "with an exception"; else "only" has to stand beside the customers that it means.
var (
	limitWord     = regexp.MustCompile(`(?i)\b(only|limited|restricted|reserved|requires?|must|applies|applicable|eligible|approved)\b`)
	onlyWord      = regexp.MustCompile(`(?i)\b(only|limited|restricted|reserved)\b`)
	seatWord      = regexp.MustCompile(`(?i)\b(seats?|licen[cs]es?)\b`)
	onlyCustomers = regexp.MustCompile(`(?i)\bonly (available |open |applies |applicable |intended )?(for|to) .*\bcustomers\b|\bonly (approved|eligible|enterprise)\b.*\bcustomers\b|\bcustomers only\b`)
	withException = regexp.MustCompile(`(?i)\bwith an? (approved |granted )?exception\b`)
	exceptionWord = regexp.MustCompile(`(?i)\bexceptions?\b`)
	noException   = regexp.MustCompile(`(?i)\b(no|without|without any) exceptions?\b`)
)

// limits reports whether a sentence with a limiting word states a condition.
func limits(s string) bool {
	if _, ok := threshold(s); ok {
		return true
	}
	about := seatWord.MatchString(s) || excepts(s)
	return about && onlyWord.MatchString(s) || onlyCustomers.MatchString(s) || withException.MatchString(s)
}

func excepts(s string) bool { return exceptionWord.MatchString(noException.ReplaceAllString(s, "")) }

// readCondition reads the threshold and the exception from a condition's text.
func readCondition(text string) Condition {
	if text == "" {
		return Condition{}
	}
	seats, ok := threshold(text)
	return Condition{Text: text, MinSeats: seats, Exception: excepts(text), Understood: ok}
}

// The ways to write a number of seats, and those of saying that it is the
// fewest: "at least 20,000 seats", "20 000 seats or more", "20K+ seats".
const (
	number = `(\d{1,3}(?:[,.' \x{00A0}\x{202F}]\d{3})+|\d+)[ ]?(k)?`
	seats  = `(?:[a-z-]+ ){0,2}(?:seats?|licen[cs]es?)`
	upward = `(?:or|and) (?:more|above|over|up|greater|higher)`
)

var (
	atLeast  = regexp.MustCompile(`(?i)(?:at least|minimum of|no fewer than|no less than|>=|≥) ?` + number + `\b[ +]*` + seats)
	orMore   = regexp.MustCompile(`(?i)\b` + number + `(?:\+| or more| and more| and above| or above| and up| or over) ?` + seats)
	andUp    = regexp.MustCompile(`(?i)\b` + number + `[ ]` + seats + `(?:,? ` + upward + `|\+| minimum)`)
	moreThan = regexp.MustCompile(`(?i)(?:more than|over|above|>) ?` + number + `\b ` + seats)
	seatsOf  = regexp.MustCompile(`(?i)\bseats?(?: count)? ?(?:>=|≥|of at least|: ?at least) ?` + number + `\b`)
)

// threshold reads the fewest seats that a text asks for.
func threshold(text string) (int, bool) {
	for _, form := range []*regexp.Regexp{atLeast, orMore, andUp, seatsOf} {
		if m := form.FindStringSubmatch(text); m != nil {
			return count(m[1], m[2])
		}
	}
	if m := moreThan.FindStringSubmatch(text); m != nil {
		n, ok := count(m[1], m[2])
		return n + 1, ok
	}
	return 0, false
}

// count reads a number with or without separators; k multiplies by 1,000. It
// gives false for 0 and for more than nine digits.
func count(number, k string) (int, bool) {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	if k != "" {
		digits += "000"
	}
	if len(digits) > 9 {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n > 0
}
