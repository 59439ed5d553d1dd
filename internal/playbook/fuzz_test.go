package playbook

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"gaptrack/playbooks"
)

// taskRow is what starts like a row of tasks.
var taskRow = regexp.MustCompile(`^\s*\|?\s*\d+\s*\|`)

// taskRows counts the rows of tasks in a source by a reading of its own: lines
// that start with a number and a pipe below a tasks heading.
func taskRows(src []byte) (rows int) {
	p := &parser{}
	inTasks := false
	for _, l := range p.blocks(p.lines(src)) {
		if strings.HasPrefix(strings.TrimSpace(l.text), "#") && !l.code {
			inTasks = strings.Contains(strings.ToLower(l.text), "ftop tasks")
		} else if inTasks && !l.code && taskRow.MatchString(l.text) {
			rows++
		}
	}
	return rows
}

func FuzzParse(f *testing.F) {
	embedded, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(embedded)
	for _, seed := range []string{form, "", "---", "---\n---\n# T\n## Approach\n###\n####", "\uFEFF---\r\na: [\r\n---\r#",
		strings.ReplaceAll(form, "\n", "\r\n"), strings.ReplaceAll(form, " | ", "|"), strings.ReplaceAll(form, "**", ""),
		strings.Replace(form, row101, row101+"|1\\|2|\n", 1), strings.Replace(form, "Help where", "> **Note:** Only for 20,000+ seats\n```\n", 1)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		p, err := Parse(src)
		last := len((&parser{}).lines(src))
		var problems Problems
		if err != nil && (!errors.As(err, &problems) || len(problems) == 0 || p != nil) {
			t.Fatalf("got %v and %v", p, err)
		}
		if p == nil {
			within(t, problems, last)
			return
		}
		within(t, p.Warnings, last)
		tasks := 0
		for _, a := range p.Activities {
			tasks += len(a.Tasks)
		}
		if rows := taskRows(src); tasks != rows {
			t.Fatalf("%d tasks of %d rows", tasks, rows)
		}
		if _, err := p.CheckJSON(); err != nil {
			t.Fatal(err)
		}
	})
}

// within checks that problems are sorted and stand at lines of the file.
func within(t *testing.T, problems []Problem, last int) {
	t.Helper()
	before := 1
	for _, p := range problems {
		if p.Line < before || p.Line > last || p.Message == "" {
			t.Fatalf("line %d of %d, after %d: %q", p.Line, last, before, p.Message)
		}
		before = p.Line
	}
}
