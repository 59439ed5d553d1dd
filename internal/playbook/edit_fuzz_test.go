package playbook

import (
	"bytes"
	"strings"
	"testing"

	"gaptrack/internal/fault"
)

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
