package playbook

import (
	"slices"
	"strings"

	"pgregory.net/rapid"
)

func (d *drawnEdit) draw() {
	d.want = d.book.clone()
	kinds := []func(){d.addRefresh, d.addActivity, d.addBullet}
	if len(d.book.Activities) > 0 {
		kinds = append(kinds, d.addTask, d.changeActivity)
	}
	if slices.ContainsFunc(d.book.Activities, func(a Activity) bool { return len(a.Tasks) > 0 }) {
		kinds = append(kinds, d.changeTask, d.retireTask, d.moveTask)
	}
	if len(d.book.Activities) > 1 {
		kinds = append(kinds, d.moveActivity)
	}
	if slices.ContainsFunc(d.book.Activities, func(a Activity) bool { return len(a.Tasks) == 0 }) {
		kinds = append(kinds, d.takeOutActivity)
	}
	if len(d.book.KeyOutputs) > 0 {
		kinds = append(kinds, d.changeBullet, d.takeOutBullet, d.moveBullet)
	}
	kinds[d.index(len(kinds))]()
}

func (d *drawnEdit) index(n int) int { return rapid.IntRange(0, n-1).Draw(d.T, "index") }

func (d *drawnEdit) addRefresh() {
	r := Refresh{date.Draw(d.T, "date"), name.Draw(d.T, "who"), cellText.Draw(d.T, "what")}
	d.edit, d.in = AddRefresh(r), 5
	d.want.RefreshSummary = slices.Insert(d.want.RefreshSummary, 0, r)
}

// anyActivity gives the index of an activity that ok takes.
func (d *drawnEdit) anyActivity(ok func(Activity) bool) int {
	var found []int
	for i, a := range d.book.Activities {
		if ok(a) {
			found = append(found, i)
		}
	}
	return found[d.index(len(found))]
}

// unused gives a name that no activity has.
func (d *drawnEdit) unused(name string) string {
	for slices.ContainsFunc(d.book.Activities, func(a Activity) bool { return a.Name == name }) {
		name += " I"
	}
	return name
}

func every(Activity) bool { return true }

func (d *drawnEdit) task(id int) Task {
	return Task{
		ID: id, Name: cellText.Draw(d.T, "task"), Mandatory: rapid.Bool().Draw(d.T, "mandatory"),
		Role: name.Draw(d.T, "role"), Services: names.Draw(d.T, "services"),
	}
}

func (d *drawnEdit) addTask() {
	a := d.anyActivity(every)
	i := d.index(len(d.book.Activities[a].Tasks) + 1)
	e := AddTask{Activity: d.book.Activities[a].Name, Task: d.task(500_000 + d.index(400_000))}
	if i < len(d.book.Activities[a].Tasks) {
		e.Before = d.book.Activities[a].Tasks[i].ID
	}
	if _, _, ok := (&surgery{was: d.book}).task(e.Task.ID); ok {
		d.Skip("the ID is taken")
	}
	d.edit, d.in = e, 7
	d.want.Activities[a].Tasks = slices.Insert(d.want.Activities[a].Tasks, i, e.Task)
}

// anyTask gives the indexes of a task and its activity.
func (d *drawnEdit) anyTask() (a, i int) {
	a = d.anyActivity(func(a Activity) bool { return len(a.Tasks) > 0 })
	return a, d.index(len(d.book.Activities[a].Tasks))
}

func (d *drawnEdit) changeTask() {
	a, i := d.anyTask()
	was := d.book.Activities[a].Tasks[i]
	e := ChangeTask{was, d.task(was.ID)}
	if rapid.Bool().Draw(d.T, "one field") {
		e.Task = was
		e.Task.Name = cellText.Draw(d.T, "name")
	}
	d.edit, d.in, d.about = e, 1, []span{{was.Line, was.Line}}
	d.want.Activities[a].Tasks[i] = e.Task
}

func (d *drawnEdit) retireTask() {
	a, i := d.anyTask()
	t := d.book.Activities[a].Tasks[i]
	d.edit, d.about = RetireTask{ID: t.ID}, []span{{t.Line, t.Line}}
	d.want.Activities[a].Tasks = slices.Delete(d.want.Activities[a].Tasks, i, i+1)
}

func (d *drawnEdit) moveTask() {
	a, i := d.anyTask()
	t := d.book.Activities[a].Tasks[i]
	d.want.Activities[a].Tasks = slices.Delete(d.want.Activities[a].Tasks, i, i+1)
	to := d.anyActivity(every)
	tasks := &d.want.Activities[to].Tasks
	at := d.index(len(*tasks) + 1)
	e := MoveTask{ID: t.ID, Activity: d.book.Activities[to].Name}
	if at < len(*tasks) {
		e.Before = (*tasks)[at].ID
	}
	d.edit, d.in, d.about = e, 7, []span{{t.Line, t.Line}}
	*tasks = slices.Insert(*tasks, at, t)
}

func (d *drawnEdit) addActivity() {
	a := Activity{
		Name: d.unused("New"), PrimaryRole: name.Draw(d.T, "role"), Motions: names.Draw(d.T, "motions"),
		AppliesTo: names.Draw(d.T, "services"), Prose: drawProse(d.T),
	}
	i := d.index(len(d.book.Activities) + 1)
	e := AddActivity{Activity: a}
	if i < len(d.book.Activities) {
		e.Before = d.book.Activities[i].Name
	}
	d.edit, d.in = e, 20
	d.want.Activities = slices.Insert(d.want.Activities, i, a)
}

func drawProse(t *rapid.T) string {
	lines := rapid.SliceOfN(rapid.OneOf(name, rapid.SampledFrom([]string{"", "- item", "  indented", "##### Small", "> note"})), 0, 6).Draw(t, "prose")
	return typedProse(strings.Join(lines, "\n"))
}

// changeActivity changes one field, and is about the lines of that one alone.
func (d *drawnEdit) changeActivity() {
	i := d.anyActivity(every)
	was, at := d.book.Activities[i], d.at.activities[i]
	to := was
	d.in = 1
	switch d.index(5) {
	case 0:
		to.Name = d.unused("Renamed")
		d.about = []span{{was.Line, was.Line}}
	case 1:
		to.PrimaryRole = name.Draw(d.T, "role")
		d.about = []span{at.keys["Primary Role"].span}
	case 2:
		to.Motions = names.Draw(d.T, "motions")
		d.about = []span{at.keys["Motions"].span}
	case 3:
		to.AppliesTo = names.Draw(d.T, "services")
		d.about = []span{at.keys["Applies To"].span}
	default:
		to.Prose = drawProse(d.T)
		d.in = strings.Count(to.Prose, "\n") + 3 // a blank line on each side
		for _, l := range at.prose {
			d.about = append(d.about, span{l.num, l.num})
		}
	}
	d.edit = ChangeActivity{was, to}
	d.want.Activities[i] = to
}

func (d *drawnEdit) moveActivity() {
	i := d.index(len(d.book.Activities))
	a := d.want.Activities[i]
	d.want.Activities = slices.Delete(d.want.Activities, i, i+1)
	to := d.index(len(d.want.Activities) + 1)
	e := MoveActivity{Name: a.Name}
	if to < len(d.want.Activities) {
		e.Before = d.want.Activities[to].Name
	}
	at := d.at.activity(a.Line)
	d.edit, d.in, d.about = e, at.last-at.first+3, []span{at}
	d.want.Activities = slices.Insert(d.want.Activities, to, a)
}

func (d *drawnEdit) takeOutActivity() {
	i := d.anyActivity(func(a Activity) bool { return len(a.Tasks) == 0 })
	d.edit, d.about = TakeOutActivity{d.book.Activities[i].Name}, []span{d.at.activity(d.book.Activities[i].Line)}
	d.want.Activities = slices.Delete(d.want.Activities, i, i+1)
}

func (d *drawnEdit) addBullet() {
	text := items.Draw(d.T, "text")[0]
	i := d.index(len(d.book.KeyOutputs) + 1)
	if i > 0 { // one in front of another that comes twice goes to the first
		i = len(d.book.KeyOutputs)
	}
	e := AddBullet{Section: KeyOutputs, Text: text}
	if i < len(d.book.KeyOutputs) {
		e.Before = d.book.KeyOutputs[i]
	}
	d.edit, d.in = e, 10
	d.want.KeyOutputs = slices.Insert(d.want.KeyOutputs, i, text)
}

// anyBullet gives the index of a key output, the first of its text.
func (d *drawnEdit) anyBullet() int {
	return slices.Index(d.book.KeyOutputs, d.book.KeyOutputs[d.index(len(d.book.KeyOutputs))])
}

// bullet gives a bullet's lines, with the blank ones on both sides.
func (d *drawnEdit) bullet(i int) []span {
	all := d.at.lists[string(KeyOutputs)]
	at := all[i]
	if i > 0 {
		at.first = all[i-1].last + 1
	}
	if i+1 < len(all) {
		at.last = all[i+1].first - 1
	}
	return []span{at}
}

func (d *drawnEdit) changeBullet() {
	i, text := d.anyBullet(), items.Draw(d.T, "text")[0]
	d.edit, d.in, d.about = ChangeBullet{KeyOutputs, d.book.KeyOutputs[i], i, text}, 8, []span{d.at.lists[string(KeyOutputs)][i]}
	d.want.KeyOutputs[i] = text
}

func (d *drawnEdit) takeOutBullet() {
	i := d.anyBullet()
	d.edit, d.about, d.in = TakeOutBullet{KeyOutputs, d.book.KeyOutputs[i]}, d.bullet(i), 3
	d.want.KeyOutputs = slices.Delete(d.want.KeyOutputs, i, i+1)
}

func (d *drawnEdit) moveBullet() {
	i := d.anyBullet()
	text := d.book.KeyOutputs[i]
	d.edit, d.about = MoveBullet{Section: KeyOutputs, Text: text}, d.bullet(i)
	d.in = d.about[0].last - d.about[0].first + 4
	d.want.KeyOutputs = append(slices.Delete(d.want.KeyOutputs, i, i+1), text)
}
