package playbook

import (
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
