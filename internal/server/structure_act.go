package server

import (
	"fmt"
	"strings"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
)

// structureActs read the forms of the page, by what they do.
var structureActs = map[string]func(form, *postgres.Draft) structureAct{
	"add-task":          addTaskOf,
	"change-task":       changeTaskOf,
	"move-task":         moveTaskOf,
	"step-task":         stepTaskOf,
	"retire-task":       retireTaskOf,
	"restore-task":      restoreTaskOf,
	"add-activity":      addActivityOf,
	"change-activity":   changeActivityOf,
	"step-activity":     stepActivityOf,
	"take-out-activity": takeOutActivityOf,
	"add-bullet":        addBulletOf,
	"change-bullet":     changeBulletOf,
	"step-bullet":       stepBulletOf,
	"take-out-bullet":   takeOutBulletOf,
}

// structureActOf reads what a form asks for.
func structureActOf(f form, d *postgres.Draft) (structureAct, error) {
	read := structureActs[f.Get("do")]
	if read == nil {
		return structureAct{}, fault.New(fault.Invalid, "This form asks for nothing that is known here. Open the page again.")
	}
	act := read(f, d)
	return act, f.err()
}

func taskOf(f form, prefix string) playbook.Task {
	return playbook.Task{
		ID: f.number("id", "the FTOP ID"), Name: f.Get(prefix + "name"), Mandatory: f.Get(prefix+"mandatory") == "mandatory",
		Role: f.Get(prefix + "role"), Services: f.Values[prefix+"services"],
	}
}

func taskPlace(f form) structurePlace {
	return structurePlace{task: f.number("id", "the FTOP ID")}
}

func addTaskOf(f form, _ *postgres.Draft) structureAct {
	t := taskOf(f, "")
	return structureAct{playbook.AddTask{Activity: f.Get("activity"), Task: t}, fmt.Sprintf("task %d added", t.ID), taskPlace(f)}
}

func changeTaskOf(f form, _ *postgres.Draft) structureAct {
	t := taskOf(f, "")
	return structureAct{playbook.ChangeTask{Was: taskOf(f, "was_"), Task: t}, fmt.Sprintf("task %d changed", t.ID), taskPlace(f)}
}

func moveTaskOf(f form, _ *postgres.Draft) structureAct {
	to := playbook.MoveTask{ID: f.number("id", "the FTOP ID"), Activity: f.Get("activity")}
	return structureAct{to, fmt.Sprintf("task %d moved to “%s”", to.ID, to.Activity), taskPlace(f)}
}

func stepTaskOf(f form, _ *postgres.Draft) structureAct {
	e := playbook.StepTask{ID: f.number("id", "the FTOP ID"), Up: f.Has("up")}
	return structureAct{e, fmt.Sprintf("task %d moved %s", e.ID, upOrDown(e.Up)), taskPlace(f)}
}

func upOrDown(up bool) string {
	if up {
		return "up"
	}
	return "down"
}

// retireTaskOf tells of a task that no edition has: nothing of it needs to stay.
func retireTaskOf(f form, d *postgres.Draft) structureAct {
	e := playbook.RetireTask{ID: f.number("id", "the FTOP ID"), ReplacedBy: f.number("replaced_by", "the FTOP ID of the task that stands in for it")}
	e.Unpublished = !published(d, e.ID)
	what := fmt.Sprintf("task %d retired", e.ID)
	switch {
	case e.Unpublished:
		what = fmt.Sprintf("task %d taken out", e.ID)
	case e.ReplacedBy > 0:
		what += fmt.Sprintf(", replaced by %d", e.ReplacedBy)
	}
	return structureAct{e, what, structurePlace{}}
}

// published reports whether the edition that a draft stands on has a task.
func published(d *postgres.Draft, id int) bool {
	return d.Edition != nil && d.Edition.Playbook.HasTask(id)
}

func restoreTaskOf(f form, _ *postgres.Draft) structureAct {
	e := playbook.RestoreTask{ID: f.number("id", "the FTOP ID"), Activity: f.Get("activity")}
	return structureAct{e, fmt.Sprintf("task %d restored", e.ID), taskPlace(f)}
}

func activityOf(f form, prefix string) playbook.Activity {
	return playbook.Activity{
		Name: f.Get(prefix + "name"), PrimaryRole: f.Get(prefix + "role"), Motions: f.Values[prefix+"motions"],
		AppliesTo: f.Values[prefix+"applies_to"], Prose: f.Get(prefix + "prose"),
	}
}

func addActivityOf(f form, _ *postgres.Draft) structureAct {
	a := activityOf(f, "")
	return structureAct{playbook.AddActivity{Activity: a}, named("activity", a.Name, "added"), structurePlace{activity: strings.TrimSpace(a.Name)}}
}

func changeActivityOf(f form, _ *postgres.Draft) structureAct {
	a := activityOf(f, "")
	return structureAct{playbook.ChangeActivity{Was: activityOf(f, "was_"), Activity: a}, named("activity", a.Name, "changed"), structurePlace{activity: strings.TrimSpace(a.Name)}}
}

func stepActivityOf(f form, _ *postgres.Draft) structureAct {
	e := playbook.StepActivity{Name: f.Get("name"), Up: f.Has("up")}
	return structureAct{e, named("activity", e.Name, "moved "+upOrDown(e.Up)), structurePlace{activity: e.Name}}
}

func takeOutActivityOf(f form, _ *postgres.Draft) structureAct {
	e := playbook.TakeOutActivity{Name: f.Get("name")}
	return structureAct{e, named("activity", e.Name, "taken out"), structurePlace{}}
}

// named tells what was done with what, its name cut to what a line has room for.
func named(what, name, done string) string {
	name = strings.Join(strings.Fields(name), " ")
	if r := []rune(name); len(r) > 60 {
		name = string(r[:60]) + "…"
	}
	return fmt.Sprintf("%s “%s” %s", what, name, done)
}

func addBulletOf(f form, _ *postgres.Draft) structureAct {
	e := playbook.AddBullet{Section: playbook.Section(f.Get("section")), Text: f.Get("text")}
	return structureAct{e, named(string(e.Section)+":", e.Text, "added"), structurePlace{section: e.Section, text: strings.TrimSpace(e.Text)}}
}

func changeBulletOf(f form, _ *postgres.Draft) structureAct {
	e := playbook.ChangeBullet{Section: playbook.Section(f.Get("section")), Was: f.Get("was_text"), At: f.number("at", "the place"), Text: f.Get("text")}
	return structureAct{e, named(string(e.Section)+":", e.Text, "changed"), structurePlace{section: e.Section, text: strings.TrimSpace(e.Text)}}
}

func stepBulletOf(f form, _ *postgres.Draft) structureAct {
	e := playbook.StepBullet{Section: playbook.Section(f.Get("section")), Text: f.Get("text"), Up: f.Has("up")}
	return structureAct{e, named(string(e.Section)+":", e.Text, "moved "+upOrDown(e.Up)), structurePlace{section: e.Section, text: e.Text}}
}

func takeOutBulletOf(f form, _ *postgres.Draft) structureAct {
	e := playbook.TakeOutBullet{Section: playbook.Section(f.Get("section")), Text: f.Get("text")}
	return structureAct{e, named(string(e.Section)+":", e.Text, "taken out"), structurePlace{section: e.Section}}
}
