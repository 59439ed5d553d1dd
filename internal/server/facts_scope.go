package server

import (
	"fmt"
	"strconv"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/web/page"
)

// scopePreview tells what is in scope and what is not, and why. Was is the
// scope before a change of the facts, nil where there was none.
func scopePreview(scope, was []engagement.Scoped) page.ScopePreview {
	v := page.ScopePreview{}
	mandatory := 0
	for i, s := range scope {
		t := scopeTask(s)
		if was != nil && s.In != was[i].In {
			t.Changed = turn(s.In)
			v.Changes = append(v.Changes, fmt.Sprintf("Task %d %s. %s", s.ID, t.Changed, s.Why()))
		}
		if !s.In {
			v.Out = append(v.Out, t)
			continue
		}
		if v.In = append(v.In, t); s.Mandatory {
			mandatory++
		}
	}
	v.Sentence = fmt.Sprintf("%d of %d tasks are in scope: %d mandatory, %d optional.",
		len(v.In), len(scope), mandatory, len(v.In)-mandatory)
	if was != nil && len(v.Changes) == 0 {
		v.Unchanged = "The scope stays as it is."
	}
	return v
}

func turn(in bool) string {
	if in {
		return "comes into scope"
	}
	return "leaves the scope"
}

func scopeTask(s engagement.Scoped) page.ScopeTask {
	t := page.ScopeTask{
		ID: strconv.Itoa(s.ID), Name: s.Name, Need: need(s.Task), Role: s.Role, Services: strings.Join(s.Services, ", "), Why: s.Why(),
	}
	if s.PulledIn != "" {
		t.Why = "Pulled in: " + s.PulledIn
	}
	return t
}

// need words a task's letter M or O.
func need(t playbook.Task) string {
	if t.Mandatory {
		return "Mandatory"
	}
	return "Optional"
}

// scopeMissing says what has to be typed before a scope follows, or nothing.
func scopeMissing(f engagement.Facts) string {
	var missing []string
	if f.Seats < 1 {
		missing = append(missing, "the number of seats")
	}
	if f.Motion == "" {
		missing = append(missing, "the motion")
	}
	if len(f.Services) == 0 {
		missing = append(missing, "at least one service")
	}
	if len(missing) == 0 {
		return ""
	}
	return "The scope shows here as soon as you have given " + enumerate(missing) + "."
}

// enumerate reads a list out: "a, b and c".
func enumerate(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}
