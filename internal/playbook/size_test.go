package playbook

import (
	"fmt"
	"strings"
	"testing"
)

// TestLargeFiles reads files of 256 KiB that are made to be slow. Reading takes
// time in proportion to a file's size, some tens of milliseconds here; were it
// the square, it would take minutes.
func TestLargeFiles(t *testing.T) {
	t.Parallel()
	for at, text := range map[string]string{
		"- An input.":         "\nx",
		"Why this":            "\n<!--\n-->",
		"Why":                 "\n```\n```",
		"An output":           "\n- a",
		"A next":              "\n  - a\n",
		"Help where":          "A. Only b.\n",
		"Meet regularly":      "\nApplies To:",
		"| M |":               "|",
		row101:                "|a",
		"| 102":               "|1|2|3|4|5|\n",
		"Exchange / Class":    "/ ",
		"**RFA**":             "/\n/ ",
		"RFA / ":              "a / ",
		"| Task Name":         "|x",
		"## Key Inputs":       "## a\n",
		"### Meet":            "### a\n",
		"#### FTOP Tasks":     "#### FTOP Tasks\n",
		"[!INCLUDE":           "[!INCLUDE [",
		"(./includes":         "](a)] [!INCLUDE [a",
		"2/1/2020":            "\x00\n",
		"An input":            "\xff",
		"title: Small":        "[",
		"# Small Playbook":    "**a**: b\n",
		"| Bo Ek":             "| 1/1/2020 | a | b |\n",
		"help is":             "only (seats ",
		"The first objective": "1. ",
	} {
		before, after, found := strings.Cut(form, at)
		if !found {
			t.Fatalf("the form has no %q", at)
		}
		src := before + strings.Repeat(text, MaxSize/4/len(text)) + at + after
		if p, err := Parse([]byte(src)); p == nil && err == nil {
			t.Errorf("%q gives nothing", at)
		}
	}
}

// TestMostTasks edits a playbook of as many tasks as there may be, and adds none.
func TestMostTasks(t *testing.T) {
	t.Parallel()
	var rows strings.Builder
	for id := 1000; id < 1000+MaxTasks-2; id++ {
		fmt.Fprintf(&rows, "| %d | %s | O | SME | Exchange |\n", id, strings.Repeat("a name ", 20))
	}
	src := strings.Replace(form, row101, row101+rows.String(), 1)
	was := Task{ID: 3500, Name: strings.TrimSpace(strings.Repeat("a name ", 20)), Role: "SME", Services: []string{"Exchange"}}
	to := was
	to.Role = "Engineer"
	if got := edited(t, src, ChangeTask{was, to}); len(got) != len(src)+len("Engineer")-len("SME") {
		t.Errorf("%d bytes became %d", len(src), len(got))
	}
	to.ID = 9000
	if f := refused(t, src, AddTask{"Help", 0, to}); !strings.Contains(f.Error(), "5000") {
		t.Errorf("%v, want the limit", f)
	}
}
