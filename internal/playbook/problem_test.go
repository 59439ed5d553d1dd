package playbook

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const (
	header = "| Task ID | Task Name | (M)andatory / (O)ptional | FastTrack Role | Services |\n"
	dashed = "| --- | --- | --- | --- | --- |\n"
	row101 = "| 101 | First task | M | SME | Exchange |\n"
)

func TestProblems(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, old, new string
		at             string // the line that holds this; "" is line 1
		want           string // part of the message
	}{
		{"too few cells", row101, "| 101 | First task | M | SME |\n", "| 101 |", "too few cells: 4"},
		{"too many cells", row101, "| 101 | First | task | M | SME | Exchange |\n", "| 101 |", "too many cells: 6"},
		{"row without pipes", row101, row101 + "and so on\n", "and so on", "too few cells: 1"},
		{"ID no number", "| 101 |", "| 1O1 |", "| 1O1 |", `"1O1" is not a number`},
		{"ID empty", "| 101 |", "|  |", "|  |", `"" is not a number`},
		{"ID zero", "| 101 |", "| 000 |", "| 000 |", "is not a number"},
		{"ID negative", "| 101 |", "| -101 |", "| -101 |", "is not a number"},
		{"ID too long", "| 101 |", "| 99999999999999999999 |", "| 9999", "is not a number"},
		{"ID in other digits", "| 101 |", "| ١٠١ |", "| ١٠١", "is not a number"},
		{"ID twice", "| 102 |", "| 101 |", "| 101 | Second", "stands at line 38 already"},
		{"flag", "| M |", "| X |", "| X |", `"X" is neither M`},
		{"flag empty", "| M |", "| |", "| 101", "is neither M"},
		{"role empty", "| SME |", "||", "| 101", `"FastTrack Role" is left empty`},
		{"name empty", "| First task |", "| |", "| 101", `"Task Name" is left empty`},
		{"services empty", "| SME | Exchange |", "| SME |  |", "| 101", `"Services" is left empty`},
		{"service piece empty", "| Exchange / Classroom", "| Exchange /  / Classroom", "| 102", "A service is left empty"},
		{"service piece empty at end", "| SME | Exchange |", "| SME | Exchange / |", "| 101", "A service is left empty"},
		{"unknown column", "| Task Name |", "| Task Nam |", "| Task Nam |", `"Task Nam" is unknown`},
		{"missing column", "| Task Name |", "| Task Nam |", "| Task Nam |", `"Task Name" is missing`},
		{"column twice", "| Task Name |", "| Task ID |", "| Task ID | Task ID", `"Task ID" comes twice`},
		{"no row of dashes", dashed, "", "| Task ID", "no row of dashes"},
		{"short row of dashes", dashed, "| --- | --- |\n", "| --- | --- |\n", "has 2 cells"},
		{"no header", header, "", "| --- | --- | --- | --- | --- |", "no header row"},
		{"row apart", row101, row101 + "\n", "| 102", "stands apart"},
		{"table without its heading", "#### FTOP Tasks\n", "", "| Task ID", "table stands here that is not read"},
		{"table in a quote of the approach", "## Approach\n", "## Approach\n\n" + header, "| Task ID", "not read"},
		{"tasks heading misspelt", "#### FTOP Tasks", "#### FTOP Task", "#### FTOP Task", "unknown"},
		{"tasks heading at another level", "#### FTOP Tasks", "### FTOP Tasks", "### FTOP Tasks", "stands at level 3"},
		{"tasks heading twice", "#### FTOP Tasks\n", "#### FTOP Tasks\n\nNone.\n\n#### FTOP Tasks\n", "#### FTOP Tasks\n\n|", "at line 34 already"},
		{"unknown heading", "## Key Inputs", "## Key Input", "## Key Input", "unknown"},
		{"missing heading", "## Key Inputs", "## Key Input", "", "“## Key Inputs” is missing"},
		{"heading twice", "## Next Steps", "## Key Outputs", "## Key Outputs\n\n- A next", "already"},
		{"heading at another level", "## Next Steps", "### Next Steps", "### Next Steps", "level 3"},
		{"heading without a blank", "## Next Steps", "##Next Steps", "##Next", "needs a blank"},
		{"heading in a list", "- An input.", "- An input.\n### More\n", "### More", "unknown under"},
		{"second title", "## Overview", "# Another\n\n## Overview", "# Another", "level 1"},
		{"no title", "# Small Playbook\n", "", "", "has no title"},
		{"empty title", "# Small Playbook\n", "#\n", "#\n", "title is empty"},
		{"no phase", "Phase: **Remediate**\n", "", "# Small Playbook", "“Phase: **…**” is missing"},
		{"empty phase", "Phase: **Remediate**", "Phase: ****", "Phase:", "left empty"},
		{"phase twice", "Phase: **Remediate**\n", "Phase: **Remediate**\nPhase: **Enable**\n", "Phase: **Enable**", "at line 12 already"},
		{"no primary role", "Primary Role: **FastTrack Engineer**\n", "", "### Help", "“Primary Role: **…**” is missing"},
		{"empty applies to", "**Exchange / Classroom/SDS**", "", "Applies To:", "left empty"},
		{"empty motion", "Motions: **RFA**", "Motions: **RFA /**", "Motions: **RFA /**", "A motion is left empty"},
		{"empty condition", "Help where", "Condition: ****\n\nHelp where", "Condition:", "left empty"},
		{"activity twice", "### Meet", "### Help", "### Help\n\nPrimary Role: **FastTrack Engineer**\nMotions: **RFA / T", "at line 26 already"},
		{"activity without a name", "### Meet", "###", "###\n", "heading is empty"},
		{"bad date", "| 2/1/2020 |", "| 2/30/2020 |", "2/30", `"2/30/2020" is not a date`},
		{"date the other way", "| 2/1/2020 |", "| 2020-02-01 |", "2020-02-01", "is not a date"},
		{"who empty", "| Bo Ek |", "| |", "| 2/1", `"Who Changed" is left empty`},
		{"bad front matter date", "ms.date: 3/25/2020", "ms.date: 25/3/2020", "ms.date", "is not a date"},
		{"no front matter title", "title: Small Playbook\n", "", "---", "has no title"},
		{"other topic", "ms.topic: playbook", "ms.topic: article", "ms.topic", "is `playbook`"},
		{"invalid YAML", "description: A", "description: A: b", "description", "not valid YAML"},
		{"key twice", "ms.topic", "title: Again\nms.topic", "title: Again", "already defined"},
		{"YAML list", "title: Small Playbook\ndescription: A playbook to test with.\nms.date: 3/25/2020\nms.topic: playbook", "- a", "- a", "no list of keys"},
		{"nested YAML", "A playbook to test with.", strings.Repeat("[", 300), "---", "too large"},
		{"large YAML", "A playbook to test with.", strings.Repeat("a", 20_000), "---", "too large"},
		{"no front matter", "---\ntitle", "title", "", "no front matter"},
		{"open front matter", "playbook\n---\n", "playbook\n", "---", "never closed"},
		{"NUL byte", "An input", "An \x00input", "An \x00input", "NUL byte (byte 6"},
		{"invalid UTF-8", "An input", "An \xffinput", "An \xff", "not valid UTF-8 (byte 6"},
		{"open code", "Why this", "```\nWhy this", "```", "never closed"},
		{"open comment", "Why this", "<!-- Why this", "<!--", "never closed"},
		{"include above", "./includes/", "../includes/", "[!INCLUDE", "leaves the playbook's folder"},
		{"include above, hidden", "./includes/", "./%2e%2e/", "[!INCLUDE", "leaves the playbook's folder"},
		{"include from the root", "./includes/", "/includes/", "[!INCLUDE", "leaves the playbook's folder"},
		{"include from elsewhere", "./includes/", "https://example.com/", "[!INCLUDE", "leaves the playbook's folder"},
		{"include without a path", "(./includes/data-privacy.md)", "", "[!INCLUDE", "cannot be read"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			src := changed(t, test.old, test.new)
			line := 1
			if test.at != "" {
				line = lineOf(t, src, test.at)
			}
			got := problemsOf(t, src)
			if !slices.ContainsFunc(got, func(p Problem) bool { return p.Line == line && strings.Contains(p.Message, test.want) }) {
				t.Errorf("want line %d: …%s…, got\n%v", line, test.want, got)
			}
		})
	}
}

func TestProblemsOfWholeFile(t *testing.T) {
	t.Parallel()
	for name, src := range map[string]string{
		"over 1 MiB": form + strings.Repeat("x", MaxSize),
		"UTF-16":     "\xFF\xFEa\x00\xFF\n\x00",
	} {
		got := problemsOf(t, src)
		if len(got) != 1 || got[0].Line != 1 {
			t.Errorf("%s: got %v, want one problem at line 1", name, got)
		}
	}
	if _, err := Parse([]byte(form + strings.Repeat("\n", MaxSize-len(form)))); err != nil {
		t.Errorf("a file of just 1 MiB: %v", err)
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	t.Parallel()
	src := strings.NewReplacer(
		"3/25/2020\nms", "13/1/2020\nms", // line 4
		"Motions: **RFA**", "Motions: ****", // line 29
		"| 101 |", "| one |", // line 38
		"| O |", "| both |", // line 39
		"## Key Inputs", "## Inputs", // line 49
		"| Bo Ek |", "|", // line 66
	).Replace(form)
	var lines []int
	for _, p := range problemsOf(t, src) {
		lines = append(lines, p.Line)
	}
	if want := []int{1, 4, 29, 38, 39, 49, 66}; !slices.Equal(lines, want) {
		t.Errorf("problems at %v, want %v", lines, want)
	}
}

func TestProblemsAreAnError(t *testing.T) {
	t.Parallel()
	var p Problems
	p.add(7, "The %s is wrong.", "role")
	p.add(2, "The date is wrong.")
	p.sort()
	if got, want := fmt.Sprint(error(p)), "line 2: The date is wrong.\nline 7: The role is wrong."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
