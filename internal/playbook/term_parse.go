package playbook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits of a list of terms.
const (
	MaxTerms   = 300
	MaxAliases = 20
	maxTerm    = 100 // characters of a name
)

// ParseTerm reads a term from a line: its name, then, behind an equals sign with
// blanks around it, what else it is or was called, parted by slashes with blanks
// around them. The error is Mistakes.
func ParseTerm(line string) (Term, error) {
	var m Mistakes
	if !utf8.ValidString(line) {
		m.add(1, 0, "This holds characters that cannot be stored. Type it again.")
		return Term{}, m
	}
	end := standing(line, '=', 0)
	t := Term{Name: termName(line, 0, end, &m)}
	for start := end + 1; start <= len(line); {
		end = standing(line, '/', start)
		t.Aliases = append(t.Aliases, termName(line, start, end, &m))
		start = end + 1
	}
	if len(t.Aliases) > MaxAliases {
		m.add(1, characters(line), "A name can have %d others at most.", MaxAliases)
	}
	return t, m.err()
}

// standing gives the place of a sign that has a blank or an end of the line on
// both sides, from a place on; the line's length where there is none.
func standing(line string, sign byte, from int) int {
	for i := from; i < len(line); i++ {
		if line[i] == sign && blankEnd(line[:i]) && blankStart(line[i+1:]) {
			return i
		}
	}
	return len(line)
}

// termName reads the name that stands in a part of a line, tidied.
func termName(line string, start, end int, m *Mistakes) string {
	part := strings.TrimLeftFunc(line[start:end], unicode.IsSpace)
	column := characters(line[:end-len(part)]) + 1
	part = strings.TrimRightFunc(part, unicode.IsSpace)
	name, width := strings.Join(strings.Fields(part), " "), characters(part)
	switch n := characters(name); {
	case n == 0:
		m.add(column, 0, "A name is missing here.")
	case n > maxTerm:
		m.add(column, width, "A name has %d characters at most; this has %d.", maxTerm, n)
	case strings.EqualFold(name, AllServices):
		m.add(column, width, "“%s” means every service, and cannot be one.", name)
	case strings.ContainsFunc(name, unicode.IsControl) || strings.ContainsAny(name, "|*"):
		m.add(column, width, "A name cannot hold a pipe or an asterisk, which the document's form uses.")
	case len(pieces(name)) > 1:
		m.add(column, width, "A slash with blanks around it parts names, so that none can hold one.")
	}
	return name
}

func characters(s string) int { return utf8.RuneCountInString(s) }

// doubled calls note for every name that a term has and one before it, or the
// same, has too. Case is no difference.
func doubled(terms []Term, note func(n int, name string)) {
	seen := map[string]bool{}
	for n := range terms {
		for _, name := range Names(terms[n : n+1]) {
			if folded := strings.ToLower(name); seen[folded] {
				note(n, name)
			} else {
				seen[folded] = true
			}
		}
	}
}
