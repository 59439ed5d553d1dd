package playbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gaptrack/internal/fault"
)

// LineMistake is a mistake in a text of several lines.
type LineMistake struct {
	Line int // from 1
	Mistake
}

// linesOf gives the lines of a text that hold something, without the blanks
// around them.
func linesOf(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// FormatLines puts texts on lines of their own.
func FormatLines(lines []string) string { return strings.Join(lines, "\n") }

// FormatTerms writes a list of terms as ParseTerms reads it.
func FormatTerms(terms []Term) string {
	lines := make([]string, len(terms))
	for i, t := range terms {
		lines[i] = t.String()
	}
	return FormatLines(lines)
}

// ParseTerms reads a list of terms, one a line; see ParseTerm. Empty lines are
// none.
func ParseTerms(text string) ([]Term, []LineMistake) {
	var terms []Term
	var wrong []LineMistake
	at := eachLine(text, func(n int, line string) {
		t, err := ParseTerm(line)
		terms = append(terms, t)
		wrong = inLine(wrong, n, MistakesOf(err))
	})
	if len(terms) > MaxTerms {
		return nil, []LineMistake{{MaxTerms + 1, Mistake{1, 0, fmt.Sprintf("The list has %d entries; it may have %d.", len(terms), MaxTerms)}}}
	}
	doubled(terms, func(n int, name string) {
		wrong = append(wrong, LineMistake{at[n], Mistake{1, 0, fmt.Sprintf("“%s” stands twice in this list.", name)}})
	})
	slices.SortStableFunc(wrong, func(a, b LineMistake) int { return cmp.Compare(a.Line, b.Line) })
	return terms, wrong
}

// ParseExamples reads examples, one a line; see ParseExample. It gives them as
// they are written. Empty lines are none.
func (p *Playbook) ParseExamples(text string) ([]string, []LineMistake) {
	var examples []string
	var wrong []LineMistake
	eachLine(text, func(n int, line string) {
		if examples = append(examples, strings.TrimSpace(line)); len(examples) > MaxExamples {
			return
		}
		_, err := p.ParseExample(line)
		wrong = inLine(wrong, n, MistakesOf(err))
	})
	if len(examples) > MaxExamples {
		return nil, []LineMistake{{MaxExamples + 1, Mistake{1, 0, fmt.Sprintf("There are %d examples; there may be %d.", len(examples), MaxExamples)}}}
	}
	return examples, wrong
}

// eachLine calls f with the lines that hold something, as they are written, and
// gives their numbers.
func eachLine(text string, f func(n int, line string)) (at []int) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			at = append(at, n)
			f(n, line)
		}
	}
	return at
}

func inLine(all []LineMistake, n int, mistakes Mistakes) []LineMistake {
	for _, m := range mistakes {
		all = append(all, LineMistake{n, m})
	}
	return all
}

// mostToldOf is how many mistakes of a field are told at once.
const mostToldOf = 50

// inLines gives the mistakes of a field as a fault, or nil where there are none.
func inLines(name string, mistakes []LineMistake) error {
	var problems fault.Fields
	for _, m := range mistakes[:min(len(mistakes), mostToldOf)] {
		problems.Add(name, "Line %d, column %d: %s", m.Line, m.Column, m.Message)
	}
	return problems.Err()
}
