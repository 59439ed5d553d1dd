package playbook

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestEditsTouchTheirLinesAlone makes random edits of random playbooks, written as
// unevenly as people do. Each says what it is meant to, by a model that knows
// records alone, and every line that it is not about comes back byte for byte.
func TestEditsTouchTheirLinesAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		book := drawPlaybook(t)
		c := Catalog{Source: []byte((&writer{T: t}).playbook(book))}
		for range rapid.IntRange(1, 5).Draw(t, "edits") {
			d := &drawnEdit{T: t}
			d.book, d.at, _ = read(c.Source)
			d.draw()
			got, err := c.Edit(d.edit)
			if err != nil {
				t.Fatalf("%#v: %v\n%s", d.edit, err, c.Source)
			}
			opts := cmp.Options{
				cmpopts.IgnoreFields(Task{}, "Line"), cmpopts.IgnoreFields(Activity{}, "Line", "Condition"), cmpopts.EquateEmpty(),
				cmpopts.IgnoreFields(Entry{}, "Line"), cmpopts.IgnoreFields(Playbook{}, "Warnings"),
				dates,
			}
			if diff := cmp.Diff(d.want, mustRead(t, got.Source), opts); diff != "" {
				t.Fatalf("%#v (-want +got):\n%s\n%s\n%s", d.edit, diff, c.Source, got.Source)
			}
			d.others(c.Source, got.Source)
			c = got
		}
	})
}

// dates compares dates.
var dates = cmp.Comparer(func(a, b day.Date) bool { return a == b })

func mustRead(t *rapid.T, src []byte) *Playbook {
	p, err := Parse(src)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return p
}

// drawnEdit is an edit with what should come of it, the lines of the file that it is
// about, and how many it may put in.
type drawnEdit struct {
	*rapid.T
	book, want *Playbook
	at         *outline
	edit       Edit
	about      []span
	in         int
}

// others checks that all lines but those that the edit is about are there still,
// endings and all, and in their order.
func (d *drawnEdit) others(was, is []byte) {
	before, after := sheetOf(was), sheetOf(is)
	last, end := before.lines[len(before.lines)-1], after.lines[len(after.lines)-1]
	if before.mark != after.mark || (last.end == "") != (end.end == "") {
		d.Fatalf("%#v changed how the file begins or ends", d.edit)
	}
	left := after.lines
	for i, l := range before.lines {
		if slices.ContainsFunc(d.about, func(at span) bool { return at.first <= i+1 && i+1 <= at.last }) {
			continue
		}
		at := slices.IndexFunc(left, func(other rawLine) bool {
			return other == l || other.text == l.text && (l.end == "" || other.end == "")
		})
		if at < 0 {
			d.Fatalf("%#v lost line %d, %q\n%s\n%s", d.edit, i+1, l.text, was, is)
		}
		d.in -= at
		left = left[at+1:]
	}
	if d.in -= len(left); d.in < 0 {
		d.Fatalf("%#v put in %d lines too many\n%s\n%s", d.edit, -d.in, was, is)
	}
}

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

func (d *drawnEdit) changeActivity() {
	i := d.anyActivity(every)
	was := d.book.Activities[i]
	to := was
	switch d.index(5) {
	case 0:
		to.Name = d.unused("Renamed")
	case 1:
		to.PrimaryRole = name.Draw(d.T, "role")
	case 2:
		to.Motions = names.Draw(d.T, "motions")
	case 3:
		to.AppliesTo = names.Draw(d.T, "services")
	default:
		to.Prose = drawProse(d.T)
	}
	d.edit, d.in, d.about = ChangeActivity{was, to}, 14, []span{{was.Line, was.Line}}
	for _, key := range d.at.activities[i].keys {
		d.about = append(d.about, key.span)
	}
	for _, l := range d.at.activities[i].prose {
		d.about = append(d.about, span{l.num, l.num})
	}
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

// TestMovedThereAndBack moves a task to another activity and back, and finds the
// file as it was.
func TestMovedThereAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := Catalog{Source: []byte((&writer{T: t}).playbook(drawPlaybook(t)))}
		d := &drawnEdit{T: t, book: mustRead(t, c.Source)}
		if !slices.ContainsFunc(d.book.Activities, func(a Activity) bool { return len(a.Tasks) > 1 }) {
			t.Skip("too few tasks")
		}
		a := d.book.Activities[d.anyActivity(func(a Activity) bool { return len(a.Tasks) > 1 })]
		i := d.index(len(a.Tasks))
		there := MoveTask{a.Tasks[i].ID, a.Name, a.Tasks[d.index(len(a.Tasks))].ID}
		back := MoveTask{ID: a.Tasks[i].ID, Activity: a.Name}
		if i+1 < len(a.Tasks) {
			back.Before = a.Tasks[i+1].ID
		}
		got := c
		for _, e := range []Edit{there, back} {
			var err error
			if got, err = got.Edit(e); err != nil {
				t.Fatal(err)
			}
		}
		if was := texts(c.Source); !slices.Equal(was, texts(got.Source)) {
			t.Fatalf("%#v and back:\n%s\n%s", there, c.Source, got.Source)
		}
	})
}

// texts gives the lines of a file without their endings.
func texts(src []byte) []string {
	return each(sheetOf(src).lines, func(l rawLine) string { return l.text })
}

// FuzzEdit types any text into any file: an edit is refused, or the file then says
// exactly that text.
func FuzzEdit(f *testing.F) {
	for _, text := range []string{"a", "", "a|b", `a\`, `\|`, "# a", "### a", "- a", "<!-- a", "```", "[!INCLUDE [a](b)]", "Motions: a", "a / b", "| a | b |", "**a**", " ", "\r\n\r\n", "\x00", "\xff", "a\n- b\n\n  c"} {
		f.Add([]byte(form), text)
		f.Add([]byte(strings.ReplaceAll(form, "\n", "\r\n")), text)
	}
	f.Add([]byte(strings.NewReplacer(" |\n", "\n", "\n| ", "\n", "- The", "<!-- x --> - The", "Help where", "-->\nHelp").Replace(form)), "x")
	f.Fuzz(func(t *testing.T, src []byte, text string) {
		book, err := Parse(src)
		if err != nil {
			return
		}
		edits := []Edit{AddRefresh{book.Dated, text, text}, AddBullet{NextSteps, "", text}, AddActivity{"", Activity{text, text, []string{text}, []string{text}, Condition{}, text, nil, 0}}}
		for _, b := range book.Objectives {
			edits = append(edits, ChangeBullet{Objectives, b, 0, text}, TakeOutBullet{Objectives, b}, MoveBullet{Objectives, b, ""})
		}
		for _, a := range book.Activities {
			to := a
			to.Prose, to.PrimaryRole = text, text
			edits = append(edits, ChangeActivity{a, with(a, text)}, ChangeActivity{a, to}, MoveActivity{a.Name, ""}, TakeOutActivity{a.Name},
				AddTask{a.Name, 0, Task{1 << 29, text, true, text, []string{text}, 0}})
			for _, task := range a.Tasks {
				edits = append(edits, ChangeTask{task, Task{task.ID, text, !task.Mandatory, text, []string{text}, 0}}, RetireTask{ID: task.ID}, MoveTask{task.ID, a.Name, 0})
			}
		}
		for _, e := range edits[:min(len(edits), 16)] {
			tryEdit(t, src, book, e)
		}
	})
}

// tryEdit checks what must hold of any edit: it is a fault, or gives a playbook that
// can be read, and a file of which at least the lines that are not about it stand.
func tryEdit(t *testing.T, src []byte, book *Playbook, e Edit) {
	t.Helper()
	c, err := Catalog{Source: bytes.Clone(src)}.Edit(e)
	if err != nil {
		if fault.KindOf(err) == fault.Internal {
			t.Fatalf("%#v: %v", e, err)
		}
		return
	}
	got, err := c.Parse()
	if err != nil {
		t.Fatalf("%#v: %v", e, err)
	}
	if sameWords(got, book) && !bytes.Equal(c.Source, src) {
		if _, moved := e.(MoveBullet); !moved { // of two that are alike
			t.Fatalf("%#v says nothing new and changes the file:\n%q\n%q", e, src, c.Source)
		}
	}
}
