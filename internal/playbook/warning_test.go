package playbook

import (
	"slices"
	"strings"
	"testing"
)

func TestWarnings(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, old, new, at, want string }{
		{"service outside", "| SME | Exchange |", "| SME | Exchange / Edge |", "| 101", "Task 101 names services outside"},
		{"service twice", "| SME | Exchange |", "| SME | Exchange / Exchange |", "| 101", "named twice"},
		{"motion outside", "Motions: **RFA**", "Motions: **RFA / Health**", "Motions: **RFA / Health", `"Health" is not among`},
		{"condition", "Help where help", "Only for some\ncustomers. Help where help", "Only for some", "No number of seats"},
		{"condition after a sentence", "Help where", "Hello there. And\nso on. Only with an\nexception. Help where", "so on.", "No number of seats"},
		{"condition's key line", "Help where", "Condition: **Ask first**\n\nHelp where", "Condition:", "No number of seats"},
		{"tasks heading without tasks", "Meet regularly.", "Meet regularly.\n\n#### FTOP Tasks\n\nNone.", "#### FTOP Tasks\n\nNone", "no tasks below"},
		{"table without tasks", "Meet regularly.", "Meet regularly.\n\n#### FTOP Tasks\n\n" + header + dashed, "#### FTOP Tasks\n\n" + header + dashed + "\n", "no tasks below"},
		{"order of changes", "| 2/1/2020 |", "| 4/1/2020 |", "| 4/1/2020", "below an older one"},
		{"empty section", "- An input.", "", "## Key Inputs", "Nothing stands under"},
		{"empty overview", "Why this phase is there.", "", "## Overview", "Nothing stands under"},
		{"empty bullet", "- An input.", "- An input.\n-\n", "-\n\n\n## Key Outputs", "bullet is empty"},
		{"nested bullet", "- An input.", "- An input:\n  - this one", "  - this", "bullet within a bullet"},
		{"text in a list", "- An input.", "- An input.\n\nAnd text.", "And text", "part of no bullet"},
		{"text by the changes", "| Date |", "Newest first.\n\n| Date |", "Newest", "beside the table"},
		{"text below the title", "## Overview", "Hello.\n\n## Overview", "Hello", "not part of any section"},
		{"text above the title", "# Small", "Hello.\n\n# Small", "Hello", "not part of any section"},
		{"no topic", "ms.topic: playbook\n", "", "---", "no `ms.topic: playbook`"},
		{"no date", "ms.date: 3/25/2020\n", "", "---", "no ms.date"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			src := changed(t, test.old, test.new)
			got := parsed(t, src).Warnings
			line := lineOf(t, src, test.at)
			if len(got) != 1 || got[0].Line != line || !strings.Contains(got[0].Message, test.want) {
				t.Errorf("want line %d: …%s…, got %v", line, test.want, got)
			}
		})
	}
}

func TestOddFormsWithoutWarning(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, old, new string }{
		{"unknown front matter key", "ms.topic", "x.y: [1, {a: b}]\nms.topic"},
		{"any service in a narrow activity", "| SME | Exchange |", "| SME | All Services |"},
		{"comment in a table", row101, row101 + "<!-- | 103 | gone | M | SME | Exchange | -->\n"},
		{"long comment", "Why this", "<!--\n## Approach\n-->\nWhy this"},
		{"code with a heading", "Why this", "~~~md\n## Approach\n" + header + "```\n~~~\nWhy this"},
		{"headings of the overview's own", "Why this", "### Why\n\nWhy this"},
		{"small headings in prose", "Meet regularly.", "Meet regularly.\n\n##### Where\n\nAnywhere."},
		{"number sign in prose", "Meet regularly.", "#4096 says: meet regularly."},
		{"another table in prose", "Meet regularly.", "| When | Where |\n|---|---|\n| daily | here |"},
		{"text below the tasks", "### Meet", "Ask for these.\n\n### Meet"},
		{"a second table of tasks", "### Meet", header + dashed + "| 104 | a | o | SME | Exchange |\n\n### Meet"},
		{"closed headings", "## Key Inputs", "##  key  inputs ##"},
		{"rules between sections", "## Next Steps", "---\n\n## Next Steps"},
		{"words for flags", "| M |", "| mandatory |"},
		{"sections in another order", "## Key Inputs\n\n- An input.\n\n## Key Outputs\n\n- An output.", "## Key Outputs\n\n- An output.\n\n## Key Inputs\n\n- An input."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := parsed(t, changed(t, test.old, test.new)).Warnings; len(got) > 0 {
				t.Errorf("warnings: %v", got)
			}
		})
	}
}

// A line that looks like a key line and is none is read as prose, and said so.
func TestUnknownKeyLine(t *testing.T) {
	t.Parallel()
	p, err := Parse([]byte(strings.Replace(form, "Meet regularly", "Colour: **blue**  \nMeet regularly", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc(p.Warnings, func(w Problem) bool { return strings.Contains(w.Message, "“Colour:”") }); i < 0 {
		t.Errorf("warnings %v", p.Warnings)
	}
}

// An exception alone is a condition too; nobody can read a number from it.
func TestExceptionWithoutANumber(t *testing.T) {
	t.Parallel()
	p, err := Parse([]byte(strings.Replace(form, "Meet regularly", "Applies when the customer has two tenants, or with an exception. Meet regularly", 1)))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(p.Activities, func(a Activity) bool { return strings.Contains(a.Prose, "two tenants") })
	if c := p.Activities[i].Condition; !c.Exception || c.Understood {
		t.Errorf("condition %+v", c)
	}
}
