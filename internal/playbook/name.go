package playbook

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quoted puts what a file says into a message, cut to a readable length.
func quoted(s string) string {
	cut := len(s) > 1000
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s[:min(len(s), 1000)], "")), " ")
	if r := []rune(s); len(r) > 60 || cut {
		s = string(r[:min(len(r), 60)]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// maxNesting is how often emphasis within emphasis is taken off.
const maxNesting = 20

// plain takes the inline emphasis off a key line's value or a sentence, and
// the blanks around it.
func plain(s string) string {
	for range maxNesting {
		t := strings.TrimSpace(strong.Replace(s))
		for _, mark := range []string{"*", "_"} {
			inner, open := strings.CutPrefix(t, mark)
			inner, closed := strings.CutSuffix(inner, mark)
			if open && closed && !strings.Contains(inner, mark) {
				t = strings.TrimSpace(inner)
			}
		}
		if t == s {
			break
		}
		s = t
	}
	return s
}

// maxList is the most bytes of a list of motions or services.
const maxList = 4 << 10

// names takes a list apart at each slash with blanks around it, so that
// Classroom/SDS stays one name. An empty piece is a problem, a name that comes
// twice a warning; what says what the names are, such as "service".
func (p *parser) names(num int, what, list string) []string {
	if len(list) > maxList {
		p.problems.add(num, "This list of %ss has %d bytes; it may have %d.", what, len(list), maxList)
		return nil
	}
	var names []string
	seen := map[string]bool{}
	for _, name := range pieces(list) {
		switch {
		case name == "":
			p.problems.add(num, "A %s is left empty in %s; name it, or remove its slash.", what, quoted(list))
		case seen[name]:
			p.warnings.add(num, "The %s %s is named twice; it counts once.", what, quoted(name))
		default:
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// pieces splits at slashes that have a blank, or an end of the list, on both
// sides. There is always one piece at least.
func pieces(list string) []string {
	var found []string
	start := 0
	for i := range len(list) {
		if list[i] == '/' && blankEnd(list[:i]) && blankStart(list[i+1:]) {
			found = append(found, strings.TrimSpace(list[start:i]))
			start = i + 1
		}
	}
	return append(found, strings.TrimSpace(list[start:]))
}

func blankStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || unicode.IsSpace(r)
}

func blankEnd(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || unicode.IsSpace(r)
}

// folded gives a heading or a column's name reduced to its letters and digits
// in lower case, so that "(M)andatory / (O)ptional" is told apart by words
// alone.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
