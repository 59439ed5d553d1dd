package engagement

import (
	"fmt"
	"strings"

	"gaptrack/internal/playbook"
)

// ExampleOf writes down, as an example, what is in scope for facts today: see
// playbook.ParseExample.
func ExampleOf(p *playbook.Playbook, f Facts, exception bool) string {
	parts := []string{Thousands(f.Seats) + " seats", readOut(p.ServiceNames(f.Services)), f.Motion}
	if exception {
		parts = append(parts, "with an exception")
	}
	var tasks []string
	for _, s := range ScopeOf(p, f, exception) {
		if s.In {
			tasks = append(tasks, itoa(s.ID))
		}
	}
	if len(tasks) == 0 {
		tasks = []string{"nothing"}
	}
	return fmt.Sprintf("%s → %s", strings.Join(parts, ", "), strings.Join(tasks, ", "))
}
