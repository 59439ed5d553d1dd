package playbook

import (
	"slices"
	"strings"
	"testing"
)

func TestCells(t *testing.T) {
	t.Parallel()
	for row, want := range map[string][]string{
		"| a | b |":        {"a", "b"},
		"a|b":              {"a", "b"},
		"  |a |\tb":        {"a", "b"},
		"| a | |":          {"a", ""},
		"||":               {""},
		`| a \| b | c |`:   {"a | b", "c"},
		`| a \\| b |`:      {`a \\`, "b"},
		`| \| | b\|`:       {"|", "b|"},
		"| a\u00a0| ç – |": {"a", "ç –"},
	} {
		if got := cells(row); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", row, got, want)
		}
	}
}

func TestPieces(t *testing.T) {
	t.Parallel()
	for list, want := range map[string][]string{
		"Classroom/SDS":            {"Classroom/SDS"},
		"Exchange / Classroom/SDS": {"Exchange", "Classroom/SDS"},
		"A  /\tB\u00a0/\u00a0C":    {"A", "B", "C"},
		"A / / B":                  {"A", "", "B"},
		"A /":                      {"A", ""},
		"/ A":                      {"", "A"},
		"A/ B /C":                  {"A/ B /C"},
	} {
		if got := pieces(list); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", list, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"address-technical-gaps.md":             "address-technical-gaps",
		"/home/x/Address  Technical_Gaps.v2.MD": "address-technical-gaps-v2",
		`C:\playbooks\Enable.md`:                "enable",
		"Übung.md":                              "bung",
		"…md":                                   "md",
		"":                                      "playbook",
	} {
		if got := Slug(file); got != want {
			t.Errorf("%q: got %q, want %q", file, got, want)
		}
	}
}

func TestIncludeFile(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"./includes/a.md":     "includes/a.md",
		"includes/./a%20b.md": "includes/a b.md",
		"a.md":                "a.md",
	} {
		if got := (Include{Path: path}).File(); got != want {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
	for _, path := range []string{"", ".", "..", "a/../../b.md", "/a.md", `..\a.md`, "C:/a.md", "//host/a.md", "mailto:a", "~/a.md", "a/", "%zz", "a.md?x"} {
		if got, ok := includeFile(path); ok {
			t.Errorf("%q: got %q, want none", path, got)
		}
	}
}

func TestFrontMatterValues(t *testing.T) {
	t.Parallel()
	src := changed(t, "ms.topic: playbook\n---\n", strings.Join([]string{
		"ms.topic: 'playbook' # not an article", "# a comment", "empty:", "007: 010", "flag: yes",
		"list:", "  - a", "  - {b: c}", "long: >", "  one", "  two", "alias: &x 1", "again: *x", "---  ", ""}, "\n"))
	var got []string
	for _, e := range parsed(t, src).FrontMatter[3:] {
		got = append(got, e.Key+"="+e.Value)
	}
	want := []string{"ms.topic=playbook", "empty=", "007=010", "flag=yes", "list=[a, {b: c}]", "long=one two", "alias=&x 1", "again=*x"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestKeyLines(t *testing.T) {
	t.Parallel()
	for _, lines := range []string{
		"Phase: **Remediate**  \nMotions: **RFA / Targeting**  ",
		"Phase: **Remediate**\\\nMotions: **RFA / Targeting**\\",
		"**Phase:** Remediate\n**Motions:** RFA / Targeting",
		"**Phase**: Remediate\n\n__Motions:__ __RFA__ / *Targeting*",
		"**Phase: Remediate**\n**Motions: RFA / Targeting**",
		"phase : _Remediate_\n  MOTIONS:RFA / Targeting",
		"Motions: **RFA /\nTargeting**\nPhase: Remediate",
		"Motions: **RFA\n/ \nTargeting**\nPhase: Remediate",
		"Motions: RFA\n/ Targeting\nPhase: *Remediate*",
	} {
		p := parsed(t, changed(t, "Phase: **Remediate**\nMotions: **RFA / Targeting**", lines))
		if p.Phase != "Remediate" || !slices.Equal(p.Motions, []string{"RFA", "Targeting"}) {
			t.Errorf("%q: got %q and %q", lines, p.Phase, p.Motions)
		}
	}
}

func TestBullets(t *testing.T) {
	t.Parallel()
	list := "* One\n  two\nthree.\\\n+ **Four** [a](b.md)\n\n  five\n- Six in\n7. of them\n\n1) Eight\n2) Nine"
	want := []string{"One two three.", "**Four** [a](b.md) five", "Six in 7. of them", "Eight", "Nine"}
	if got := parsed(t, changed(t, "- An input.", list)).KeyInputs; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
