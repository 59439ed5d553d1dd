package playbook

import "unicode/utf8"

// The limits of a rule.
const (
	MaxRule  = 1000 // characters
	maxDepth = 20   // brackets and nots within each other
)

// ParseRule reads a rule in a closed language: seats compared with a number,
// exception, motion is "…" and service "…", joined by or, and, not and brackets.
// And binds more closely than or. Case is no difference. The error is Mistakes.
// Whether a playbook knows the motions and services that are named is
// Catalog.Check's to say.
func ParseRule(text string) (*Expr, error) {
	x, m := readRule(text)
	if err := m.err(); err != nil {
		return nil, err
	}
	return x, nil
}

// readRule reads a rule, and gives what is wrong with it. Where only words were
// misspelt there is a rule all the same: the one that was meant.
func readRule(text string) (*Expr, Mistakes) {
	var m Mistakes
	if n := characters(text); n > MaxRule || !utf8.ValidString(text) {
		m.add(1, min(n, MaxRule), "A rule is text of %d characters at most; this has %d.", MaxRule, n)
		return nil, m
	}
	p := &ruleParser{}
	if p.tokens = ruleTokens(text, &p.mistakes); len(p.tokens) == 1 {
		p.mistakes.add(1, 0, "The rule is empty; it says something like: seats >= 20000 or exception.")
	}
	if len(p.mistakes) > 0 {
		return nil, p.mistakes
	}
	x := p.joined(RuleOr)
	if t := p.next(); x != nil && t.kind != ended {
		x = p.leftOver(t)
	}
	return x, p.mistakes
}

// ruleParser reads tokens from left to right. A word that is nearly a known one
// is noted and read as that, so that what is wrong after it is told too; other
// mistakes end the reading, and give nil.
type ruleParser struct {
	tokens   []ruleToken
	at       int
	depth    int
	mistakes Mistakes
}

func (p *ruleParser) next() ruleToken { return p.tokens[p.at] }

// take gives the next ruleToken, and goes past it. It stays at the end.
func (p *ruleParser) take() ruleToken {
	t := p.tokens[p.at]
	if t.kind != ended {
		p.at++
	}
	return t
}

func (p *ruleParser) wrong(t ruleToken, format string, args ...any) *Expr {
	p.mistakes.add(t.column, t.width, format, args...)
	return nil
}

// joined reads what or, and within it and, join. What is joined in brackets by the
// same word is joined alike without them.
func (p *ruleParser) joined(op RuleOp) *Expr {
	x := &Expr{Op: op}
	for {
		part := p.part(op)
		if part == nil {
			return nil
		}
		if part.Op == op {
			x.Of = append(x.Of, part.Of...)
		} else {
			x.Of = append(x.Of, part)
		}
		if t := p.next(); t.kind != aWord || t.text != string(op) {
			break
		}
		x.Column = p.take().column
	}
	if len(x.Of) == 1 {
		return x.Of[0]
	}
	return x
}

func (p *ruleParser) part(op RuleOp) *Expr {
	if op == RuleOr {
		return p.joined(RuleAnd)
	}
	return p.operand()
}

// ruleWords are the words that can begin what a rule asks for.
var ruleWords = []string{string(RuleSeats), string(RuleException), string(RuleMotion), string(RuleService), string(RuleNot)}

// operand reads one thing that is asked for.
func (p *ruleParser) operand() *Expr {
	t := p.take()
	switch {
	case t.kind == ended:
		return p.wrong(t, "Something is missing here: seats, exception, motion or service.")
	case t.kind == aBracket && t.text == "(":
		return p.deeper(t, p.bracket)
	case t.kind != aWord || t.text == string(RuleOr) || t.text == string(RuleAnd):
		return p.wrong(t, "Before %s something is missing: seats, exception, motion or service.", t.said())
	}
	word := t.text
	if !isRuleWord(word) {
		word = nearest(word, ruleWords)
		p.wrong(t, "%s is no word of a rule%s", t.said(), perhaps(t.text, ruleWords))
	}
	return p.stated(RuleOp(word), t)
}

// stated reads what follows the word that an operand begins with.
func (p *ruleParser) stated(op RuleOp, t ruleToken) *Expr {
	switch op {
	case RuleNot:
		return p.deeper(t, p.not)
	case RuleSeats:
		return p.seats()
	case RuleException:
		return &Expr{Op: RuleException, Column: t.column}
	case RuleMotion:
		if is := p.take(); is.kind != aWord || is.text != "is" {
			return p.wrong(is, "Name the motion like this: motion is \"RFA\".")
		}
		return p.named(RuleMotion, "motion is \"RFA\"")
	case RuleService:
		return p.named(RuleService, "service \"Exchange\"")
	}
	return nil // an unknown word, noted already
}

// deeper reads what stands inside of something, unless that is too deep.
func (p *ruleParser) deeper(t ruleToken, read func(ruleToken) *Expr) *Expr {
	if p.depth++; p.depth > maxDepth {
		return p.wrong(t, "Brackets and nots stand %d deep here; that is the most.", maxDepth)
	}
	defer func() { p.depth-- }()
	return read(t)
}

func (p *ruleParser) not(t ruleToken) *Expr {
	x := p.operand()
	if x == nil {
		return nil
	}
	return &Expr{Op: RuleNot, Of: []*Expr{x}, Column: t.column}
}

func (p *ruleParser) bracket(t ruleToken) *Expr {
	x := p.joined(RuleOr)
	if x == nil {
		return nil
	}
	switch end := p.take(); {
	case end.kind == aBracket && end.text == ")":
		return x
	case end.kind == ended:
		return p.wrong(t, "This bracket is never closed.")
	default:
		return p.leftOver(end)
	}
}

func (p *ruleParser) seats() *Expr {
	sign := p.take()
	if sign.kind != aSign {
		return p.wrong(sign, "Compare the seats with a number, like this: seats >= 20000.")
	}
	number := p.take()
	if number.kind != aNumber {
		return p.wrong(number, "A number of seats is missing here, such as 20000.")
	}
	return &Expr{Op: RuleSeats, Sign: sign.text, Number: number.number, Column: number.column}
}

func (p *ruleParser) named(op RuleOp, example string) *Expr {
	name := p.take()
	if name.kind != aName {
		return p.wrong(name, "Name the %s between quote marks: %s.", op, example)
	}
	return &Expr{Op: op, Name: name.text, Column: name.column}
}

// leftOver notes what does not go on from what stands before it.
func (p *ruleParser) leftOver(t ruleToken) *Expr {
	switch {
	case t.kind == aBracket && t.text == ")":
		return p.wrong(t, "This bracket closes none.")
	case t.kind == aWord && !isRuleWord(t.text):
		joins := []string{string(RuleOr), string(RuleAnd)}
		return p.wrong(t, "%s is no word of a rule%s", t.said(), perhaps(t.text, joins))
	}
	return p.wrong(t, "Before %s an “or” or an “and” is missing.", t.said())
}

func isRuleWord(word string) bool {
	for _, known := range ruleWords {
		if word == known {
			return true
		}
	}
	return false
}

// said gives a ruleToken as a sentence names it.
func (t ruleToken) said() string {
	if t.kind == ended {
		return "the end"
	}
	return "“" + t.text + "”"
}
