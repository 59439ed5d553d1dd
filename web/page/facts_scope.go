package page

import "fmt"

// outSummary words the line over what is folded away.
func outSummary(n int) string { return fmt.Sprintf("Not in scope (%d)", n) }

// scopeTitle heads what is said of a task's place in the scope.
func scopeTitle(in bool) string {
	if in {
		return "In scope"
	}
	return "Not in scope"
}
