package engagement

import (
	"slices"

	"gaptrack/internal/playbook"
)

// ExampleResult is what came of trying an example of a playbook's scope.
type ExampleResult struct {
	Text     string
	Mistakes playbook.Mistakes // for which it could not be tried
	Missing  []Strayed         // tasks that the example names, and the scope lacks
	Extra    []Strayed         // tasks of the scope that the example does not name
}

// Strayed is a task on which an example and the scope differ, and why the scope has
// it, or has it not, in a sentence.
type Strayed struct {
	FTOP int
	Name string // "" for a task that the playbook does not have
	Why  string
}

// Passed reports whether the scope is as the example says.
func (r ExampleResult) Passed() bool { return len(r.Mistakes)+len(r.Missing)+len(r.Extra) == 0 }

// TryExamples tries the examples that stand beside a playbook, in their order.
func TryExamples(p *playbook.Playbook) []ExampleResult {
	results := make([]ExampleResult, len(p.Beside.Examples))
	for i, text := range p.Beside.Examples {
		results[i] = TryExample(p, text)
	}
	return results
}

// TryExample tries one example of a playbook's scope.
func TryExample(p *playbook.Playbook, text string) ExampleResult {
	r := ExampleResult{Text: text}
	x, err := p.ParseExample(text)
	if err != nil {
		r.Mistakes = playbook.MistakesOf(err)
		return r
	}
	named := map[int]bool{}
	for _, ftop := range x.Tasks {
		named[ftop] = true
	}
	for _, s := range ScopeOf(p, ExampleFacts(x), x.Exception) {
		switch {
		case s.In && !named[s.ID]:
			r.Extra = append(r.Extra, Strayed{s.ID, s.Name, s.Why()})
		case !s.In && named[s.ID]:
			r.Missing = append(r.Missing, Strayed{s.ID, s.Name, s.Why()})
		}
		delete(named, s.ID)
	}
	for _, ftop := range x.Tasks {
		if named[ftop] {
			r.Missing = append(r.Missing, notInPlaybook(p, ftop))
		}
	}
	return r
}

// ExampleFacts gives the facts of an example, as far as the scope asks for them.
func ExampleFacts(x playbook.Example) Facts {
	return Facts{Seats: x.Seats, Motion: x.Motion, Services: x.Services}
}

// notInPlaybook tells of a task that an example names and the playbook lacks.
func notInPlaybook(p *playbook.Playbook, ftop int) Strayed {
	at := slices.IndexFunc(p.Beside.Retired, func(r playbook.Retired) bool { return r.ID == ftop })
	switch {
	case at < 0:
		return Strayed{FTOP: ftop, Why: "The playbook has no such task."}
	case p.Beside.Retired[at].ReplacedBy != 0:
		return Strayed{ftop, p.Beside.Retired[at].Name, "It is retired; task " + itoa(p.Beside.Retired[at].ReplacedBy) + " stands in for it."}
	}
	return Strayed{ftop, p.Beside.Retired[at].Name, "It is retired."}
}
