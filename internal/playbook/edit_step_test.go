package playbook

import (
	"strings"
	"testing"

	"gaptrack/internal/fault"
)

func TestSteps(t *testing.T) {
	t.Parallel()
	help := form[strings.Index(form, "### Help"):strings.Index(form, meet)]
	becomes(t, StepTask{101, false}, row101+row102, row102+row101)
	becomes(t, StepTask{102, true}, row101+row102, row102+row101)
	becomes(t, StepActivity{"Help", false}, help+meet, meet+help)
	becomes(t, StepActivity{"Meet", true}, help+meet, meet+help)
	becomes(t, StepBullet{Objectives, "The first objective.", false}, first+second, second+first)
	becomes(t, StepBullet{Objectives, "The second objective.", true}, first+second, second+first)
	for _, e := range []Edit{
		StepTask{101, true}, StepTask{7, true}, StepActivity{"Help", true}, StepActivity{"Meet", false}, StepActivity{"No", true},
		StepBullet{KeyInputs, "An input.", true}, StepBullet{KeyInputs, "An input.", false}, StepBullet{KeyInputs, "No", false},
	} {
		if f := refused(t, form, e); f.Kind != fault.Conflict {
			t.Errorf("%#v: %v", e, f)
		}
	}
}

// TestStepsAcrossActivities walks a task from the first place of a playbook to the
// last, and back.
func TestStepsAcrossActivities(t *testing.T) {
	t.Parallel()
	src := strings.Replace(form, "Meet regularly.\n", "Meet regularly.\n\n#### FTOP Tasks\n\n"+header+dashed+"| 103 | Third | M | SME | Edge |\n", 1)
	places := func(src string) (all []string) {
		for _, a := range parsed(t, src).Activities {
			for _, task := range a.Tasks {
				if task.ID == 101 {
					return append(all, a.Name)
				}
				all = append(all, task.Name)
			}
		}
		return all
	}
	was := src
	for _, want := range []string{"Second task Help", "Second task Meet", "Second task Third Meet"} {
		src = edited(t, src, StepTask{101, false})
		if got := strings.Join(places(src), " "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	refused(t, src, StepTask{101, false})
	for range 3 {
		src = edited(t, src, StepTask{101, true})
	}
	if src != was {
		t.Error(src)
	}
}
