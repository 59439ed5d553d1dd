package engagement_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"

	"pgregory.net/rapid"
)

// drawEdition gives a later edition: tasks are retired, added, renamed, made
// mandatory or optional and given other services, in another order; key inputs and
// outputs are reworded, taken out, added and moved.
func drawEdition(t *rapid.T, number int) *engagement.Edition {
	p := gaps()
	for i := range p.Activities {
		p.Activities[i].Tasks = drawTasks(t, p, p.Activities[i])
	}
	p.KeyInputs, p.KeyOutputs = drawBullets(t, p.KeyInputs), drawBullets(t, p.KeyOutputs)
	return &engagement.Edition{ID: int64(1000 + number), Slug: "address-technical-gaps", Number: number, Playbook: p}
}

func drawTasks(t *rapid.T, p *playbook.Playbook, a playbook.Activity) []playbook.Task {
	var all []playbook.Task
	for _, task := range a.Tasks {
		fixed := task.ID == engagement.ReviewTask || task.ID == engagement.ExitTask
		switch rapid.IntRange(0, 7).Draw(t, "fate") {
		case 0, 5:
			if !fixed {
				r := playbook.Retired{Task: task, Activity: a.Name, ReplacedBy: draw(t, 0, 4200, 4200), Edition: 2}
				p.Beside.Retired = append(p.Beside.Retired, r)
				continue
			}
		case 1:
			if !fixed {
				continue // without a trace, as editions did before any was retired
			}
		case 2:
			task.Mandatory = task.Mandatory != !fixed
		case 3:
			task.Services = []string{draw(t, "Exchange", "AIP", playbook.AllServices)}
		case 4:
			task.Name += " again"
		}
		all = append(all, task)
	}
	if a.Name == "Assist with Remediation Steps" && draw(t, true, true, false) {
		all = append(all, playbook.Task{ID: 4200, Name: "New", Mandatory: draw(t, true, false), Services: []string{playbook.AllServices}})
	}
	return rapid.Permutation(all).Draw(t, "tasks")
}

func drawBullets(t *rapid.T, texts []string) []string {
	var all []string
	for _, text := range texts {
		switch rapid.IntRange(0, 5).Draw(t, "bullet") {
		case 0:
			continue
		case 1:
			text = strings.TrimSuffix(text, ".") + " everywhere."
		case 2:
			all = append(all, fmt.Sprintf("Something new, number %d.", len(all)))
		}
		all = append(all, text)
	}
	return rapid.Permutation(all).Draw(t, "bullets")
}

// worked gives an engagement with a random history on edition 1.
func worked(t *rapid.T) *desk {
	d := begin(t)
	if rapid.Bool().Draw(t, "ready") {
		d.makeReady()
	}
	if draw(t, true, true, false) {
		for _, ftop := range []int{4101, 4080} {
			_, _ = d.try(engineer, engagement.ChangeTask{FTOP: ftop, State: new(engagement.InProgress), Owner: new(engagement.PersonID(6))}, 0)
		}
		_, _ = d.try(engineer, waive(task(4080), d.today().Add(40)), 0)
	}
	d.work(t, rapid.IntRange(0, 30).Draw(t, "commands"))
	return d
}

// work puts random commands to the engagement, none of which moves it or takes it
// out of remediation.
func (d *desk) work(t *rapid.T, commands int) {
	for range commands {
		d.pass(draw(t, 0, 0, 0, 1, 7))
		cmd := drawCommand(t, d)
		switch cmd.(type) {
		case engagement.DecideExit, engagement.Move, engagement.UndoMove:
			continue
		}
		_, _ = d.try(draw(t, engineer, manager, manager2, sme, engineer2), cmd, 0)
	}
}

// Whatever was logged in whatever order, and whatever the next edition changes, a move
// loses none of it, and does what its preview tells.
func TestMovesLoseNothing(t *testing.T) {
	t.Parallel()
	reached := map[engagement.Kind]int{}
	rapid.Check(t, func(t *rapid.T) {
		d := worked(t)
		to := drawEdition(t, 2)
		p, err := d.e.Preview(to, d.today())
		if err != nil {
			t.Fatal(err)
		}
		cmd := engagement.Move{To: to, Choices: map[engagement.Subject]engagement.Choice{}}
		for _, c := range p.Conflicts {
			if len(c.Choices) > 0 && draw(t, true, false) {
				cmd.Choices[c.Subject] = draw(t, c.Choices...)
			}
		}
		before, scope, from := d.e.Values(), d.e.Scope(d.today()), d.e.Edition
		events := d.do(engineer, cmd)
		for _, ev := range events {
			reached[ev.Kind]++
		}
		checkKept(t, before, d.e.Values())
		checkScope(t, d, scope)
		checkCarried(t, d, before, from)
		if len(cmd.Choices) == 0 && d.e.Readiness(d.today()).Met() != p.After.Met() {
			t.Fatalf("the preview said %v, it became %v", p.After, d.e.Readiness(d.today()))
		}
		checkStanding(t, d)
		if rapid.Bool().Draw(t, "at once") {
			d.do(admin, undoTo(d, from))
			for name := range differing(before, d.e.Values()) {
				// a date can have unmet the request that waited, and that alone does not come back
				if !strings.HasPrefix(name, "exit ") || d.e.Readiness(d.today()).Met() {
					t.Fatalf("taken back at once, %s is not what it was, after %v", name, kinds(events))
				}
			}
		} else {
			d.work(t, rapid.IntRange(0, 10).Draw(t, "since"))
			before := d.e.Values()
			d.do(admin, undoTo(d, from))
			checkKept(t, before, d.e.Values())
		}
		checkStanding(t, d)
		if got := engagement.Differences(d.replay(), d.e, 5); got != nil {
			t.Fatalf("the replay differs: %v", got)
		}
	})
	for _, kind := range []engagement.Kind{
		engagement.Moved, engagement.OutputCarried, engagement.InputCarried, engagement.TaskCarried, engagement.TaskPulledIn,
		engagement.WaiverWithdrawn, engagement.ExitWithdrawn,
	} {
		if reached[kind] == 0 {
			t.Errorf("no move came to %s: they prove nothing of it", kind)
		}
	}
}

func undoTo(d *desk, from *engagement.Edition) engagement.UndoMove {
	u := undoOf(d)
	u.To = from
	return u
}

// checkKept holds a move to what it may touch: the edition, what was said of key
// inputs and outputs, and what a choice asks for.
func checkKept(t *rapid.T, before, after map[string]string) {
	t.Helper()
	for name := range differing(before, after) {
		noun, _, _ := strings.Cut(name, " ")
		field := name[strings.LastIndexByte(name, ' ')+1:]
		var n int
		_, _ = fmt.Sscanf(name, noun+" %d", &n)
		switch {
		case name == "facts 0 edition", noun == "input", noun == "output", noun == "exit":
		case noun == "waiver" && (field == "state" || field == "words"):
		case noun == "task" && field == "pulled_in":
		case noun == "task" && n == 4200 && (field == "owner" || field == "due"):
		default:
			t.Fatalf("the move changed %s from %q to %q", name, before[name], after[name])
		}
	}
}

// checkScope holds the scope to telling of every task that something was logged on.
func checkScope(t *rapid.T, d *desk, before []engagement.Scoped) {
	t.Helper()
	told := idsOf(d.e.Scope(d.today()))
	for n := range d.e.Tasks {
		if *d.e.Tasks[n] != (engagement.Task{}) && !slices.Contains(told, n) {
			t.Fatalf("task %d was logged on, and the scope does not tell of it", n)
		}
	}
	for _, s := range before {
		if s.PulledIn != "" && !d.scoped(s.ID).In {
			t.Fatalf("task %d was pulled in, and is out", s.ID)
		}
	}
}

// checkCarried holds what was said of a bullet to standing where its text stands now.
func checkCarried(t *rapid.T, d *desk, before map[string]string, from *engagement.Edition) {
	t.Helper()
	for noun, texts := range map[engagement.Noun][2][]string{
		engagement.NounInput:  {from.Playbook.KeyInputs, d.e.Edition.Playbook.KeyInputs},
		engagement.NounOutput: {from.Playbook.KeyOutputs, d.e.Edition.Playbook.KeyOutputs},
	} {
		after := d.e.Values()
		for i, text := range texts[0] {
			at := slices.Index(texts[1], text)
			for _, field := range []string{"met", "words", "by", "on"} {
				was := before[fmt.Sprintf("%s %d %s", noun, i+1, field)]
				if is := after[fmt.Sprintf("%s %d %s", noun, at+1, field)]; at >= 0 && is != was {
					t.Fatalf("%s: %s was %q and is %q", text, field, was, is)
				}
			}
		}
		for n := range after {
			var place int
			if _, err := fmt.Sscanf(n, string(noun)+" %d ", &place); err == nil && place > len(texts[1]) {
				t.Fatalf("%s stands for nothing", n)
			}
		}
	}
}
