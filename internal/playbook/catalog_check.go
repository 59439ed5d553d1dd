package playbook

import (
	"errors"
	"slices"
)

// Part is a part of a catalog.
type Part string

// The parts of a catalog that can be wrong.
const (
	InDocument Part = "document"
	InRules    Part = "rules"
	InServices Part = "services"
	InRoles    Part = "roles"
	InExamples Part = "examples"
)

// Obstacle is what keeps a catalog from being published.
type Obstacle struct {
	Part Part
	N    int // the line of the document; else the place in the part's list, from 0
	Mistake
}

// Check gives all that keeps the catalog from being published, as far as it can be
// told without trying the examples: a document that does not parse, and then that
// alone; rules that do not, or are for no activity; services and roles that the
// document names and the catalog's lists lack; names that two have; examples that
// cannot be read.
func (c Catalog) Check() []Obstacle {
	p, err := c.Parse()
	if err != nil {
		return unparsed(err)
	}
	return p.Check()
}

// unparsed gives the problems of a document as obstacles.
func unparsed(err error) []Obstacle {
	var problems Problems
	if !errors.As(err, &problems) {
		problems.add(1, "The document cannot be read.")
	}
	found := make([]Obstacle, len(problems))
	for i, p := range problems {
		found[i] = Obstacle{InDocument, p.Line, Mistake{Message: p.Message}}
	}
	return found
}

// Check is Catalog.Check for a document that parses.
func (p *Playbook) Check() []Obstacle {
	k := &checker{p: p}
	k.rules()
	k.terms(InServices, p.Beside.Services, p.eachService)
	k.terms(InRoles, p.Beside.Roles, p.eachRole)
	k.examples()
	return k.found
}

// checker collects obstacles.
type checker struct {
	p     *Playbook
	found []Obstacle
}

func (k *checker) add(part Part, n int, mistakes ...Mistake) {
	for _, m := range mistakes {
		k.found = append(k.found, Obstacle{part, n, m})
	}
}

func (k *checker) say(part Part, n int, format string, args ...any) {
	var m Mistakes
	m.add(0, 0, format, args...)
	k.add(part, n, m...)
}

func (k *checker) rules() {
	names := make([]string, len(k.p.Activities))
	for i, a := range k.p.Activities {
		names[i] = a.Name
	}
	seen := map[string]bool{}
	for n, r := range k.p.Beside.Rules {
		switch {
		case !slices.Contains(names, r.Activity):
			k.say(InRules, n, "The rule %s is for an activity that the document does not have: “%s”%s", r.If, r.Activity, perhaps(r.Activity, names))
		case seen[r.Activity]:
			k.say(InRules, n, "“%s” has a rule already.", r.Activity)
		}
		seen[r.Activity] = true
		_, err := k.p.CheckRule(r.If)
		k.add(InRules, n, MistakesOf(err)...)
	}
}

// terms checks a list and, unless it is empty, that it has all that the document
// names; each tells of those, with their lines.
func (k *checker) terms(part Part, terms []Term, each func(func(int, string))) {
	if len(terms) == 0 {
		return
	}
	if len(terms) > MaxTerms {
		k.say(part, 0, "The list of %s has %d entries; it may have %d.", part, len(terms), MaxTerms)
	}
	for n, t := range terms {
		_, err := ParseTerm(t.String())
		k.add(part, n, MistakesOf(err)...)
	}
	doubled(terms, func(n int, name string) {
		k.say(part, n, "“%s” stands twice among the %s and what they are also called.", name, part)
	})
	k.unknown(part, terms, each)
}

// unknown notes what the document names and the list lacks, once each.
func (k *checker) unknown(part Part, terms []Term, each func(func(int, string))) {
	names := Names(terms)
	known := map[string]bool{AllServices: part == InServices}
	for _, name := range names {
		known[name] = true
	}
	each(func(line int, name string) {
		if !known[name] {
			k.say(InDocument, line, "“%s” is not in the list of %s%s", name, part, perhaps(name, names))
		}
		known[name] = true
	})
}

func (k *checker) examples() {
	if n := len(k.p.Beside.Examples); n > MaxExamples {
		k.say(InExamples, 0, "There are %d examples; there may be %d.", n, MaxExamples)
		return
	}
	for n, text := range k.p.Beside.Examples {
		_, err := k.p.ParseExample(text)
		k.add(InExamples, n, MistakesOf(err)...)
	}
}
