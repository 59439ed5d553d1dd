package playbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Mistake is one thing that is wrong with a line of text such as a rule or an
// example. Columns count characters from 1; Message is a whole sentence.
type Mistake struct {
	Column  int
	Width   int // in characters; 0 where something is missing
	Message string
}

// Mistakes is all that is wrong with a line, sorted by column. It is the error
// of what reads such lines.
type Mistakes []Mistake

// Error gives one mistake a line.
func (m Mistakes) Error() string {
	texts := make([]string, len(m))
	for i, mistake := range m {
		texts[i] = fmt.Sprintf("column %d: %s", mistake.Column, mistake.Message)
	}
	return strings.Join(texts, "\n")
}

// add notes a mistake; format and args make its sentence.
func (m *Mistakes) add(column, width int, format string, args ...any) {
	*m = append(*m, Mistake{column, width, fmt.Sprintf(format, args...)})
}

// err gives the mistakes in order, or nil where there are none.
func (m Mistakes) err() error {
	if len(m) == 0 {
		return nil
	}
	slices.SortStableFunc(m, func(a, b Mistake) int { return cmp.Compare(a.Column, b.Column) })
	return m
}

// perhaps ends a sentence about an unknown word with the known one that is most
// like it, or with the full stop alone.
func perhaps(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("; did you mean “%s”?", near)
	}
	return "."
}

// nearest gives the known word from which a typed one differs by the fewest
// letters, "" where all differ by more than a third of theirs. Case is no
// difference.
func nearest(word string, known []string) string {
	best, found := len(word)+1, ""
	for _, k := range known {
		n := strayed([]rune(strings.ToLower(word)), []rune(strings.ToLower(k)))
		if n < best && 3*n <= len([]rune(k))+1 {
			best, found = n, k
		}
	}
	return found
}

// strayed counts the letters to put in, leave out, change, or swap with their
// neighbour, by which a becomes b.
func strayed(a, b []rune) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, now := rows[(i-1)%3], rows[i%3], rows[(i+1)%3]
		now[0] = i
		for j := 1; j <= len(b); j++ {
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+differ(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
	}
	return rows[(len(a)+1)%3][len(b)]
}

func differ(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}
