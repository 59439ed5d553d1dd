package engagement

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/playbook"
)

// CheckCatalog gives all that keeps a catalog from being published: what
// playbook.Catalog.Check finds, then the tasks on which an exit stands, and then the
// examples that the scope does not bear out.
func CheckCatalog(c playbook.Catalog) []playbook.Obstacle {
	p, err := c.Parse()
	if err != nil {
		return c.Check()
	}
	found := append(p.Check(), lostGates(p)...)
	for n, r := range TryExamples(p) {
		if len(r.Mistakes) == 0 && !r.Passed() {
			found = append(found, playbook.Obstacle{Part: playbook.InExamples, N: n, Mistake: playbook.Mistake{Message: r.words()}})
		}
	}
	return found
}

// lostGates gives the tasks that a playbook of Remediate lacks and no engagement on
// it could exit without (playbook, Remediation Checklist Resolved). Another phase's
// playbook has none of them.
func lostGates(p *playbook.Playbook) []playbook.Obstacle {
	if p.Phase != string(Remediate) {
		return nil
	}
	var found []playbook.Obstacle
	for _, ftop := range []int{ReviewTask, ExitTask} {
		if !slices.ContainsFunc(p.Activities, func(a playbook.Activity) bool {
			return slices.ContainsFunc(a.Tasks, func(t playbook.Task) bool { return t.ID == ftop && t.Mandatory })
		}) {
			found = append(found, playbook.Obstacle{Part: playbook.InDocument, N: 1, Mistake: playbook.Mistake{
				Message: fmt.Sprintf("Task %d has to be in the playbook, and mandatory: no engagement could exit without it.", ftop),
			}})
		}
	}
	return found
}

// mostStrayed is how many tasks a sentence about an example names.
const mostStrayed = 10

// words says how the scope differs from an example.
func (r ExampleResult) words() string {
	var parts []string
	if len(r.Missing) > 0 {
		parts = append(parts, "lacks "+strayedWords(r.Missing))
	}
	if len(r.Extra) > 0 {
		parts = append(parts, "has besides "+strayedWords(r.Extra))
	}
	return fmt.Sprintf("The scope differs from “%s”: it %s.", cut(r.Text, 200), strings.Join(parts, ", and "))
}

func strayedWords(tasks []Strayed) string {
	var ids []string
	for _, s := range tasks[:min(len(tasks), mostStrayed)] {
		ids = append(ids, itoa(s.FTOP))
	}
	words := strings.Join(ids, ", ")
	if more := len(tasks) - len(ids); more > 0 {
		words += fmt.Sprintf(" and %d more", more)
	}
	return words
}

// cut gives a text with at most n characters.
func cut(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n]) + "…"
	}
	return text
}

func itoa(n int) string { return strconv.Itoa(n) }
