package playbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong, or as a warning odd, at a line of the
// file. Lines count from 1; what is wrong with a file as a whole stands at
// line 1. Message is a whole sentence.
type Problem struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// Problems is every problem of a file, sorted by line. It is the error that
// Parse returns.
type Problems []Problem

// Error gives one problem a line.
func (p Problems) Error() string {
	texts := make([]string, len(p))
	for i, problem := range p {
		texts[i] = fmt.Sprintf("line %d: %s", problem.Line, problem.Message)
	}
	return strings.Join(texts, "\n")
}

// add notes a problem at a line; format and args make its sentence.
func (p *Problems) add(line int, format string, args ...any) {
	*p = append(*p, Problem{line, fmt.Sprintf(format, args...)})
}

// sort orders by line; problems of one line stay in the order they were found.
func (p Problems) sort() {
	slices.SortStableFunc(p, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
}
