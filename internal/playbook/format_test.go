package playbook

import (
	"bytes"
	"strings"
	"testing"

	"gaptrack/playbooks"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// again formats a playbook and checks that the same is read back, and that what is
// written is written the same the next time.
func again(t interface {
	Helper()
	Fatalf(string, ...any)
}, p *Playbook) {
	t.Helper()
	src := Format(p)
	got, err := Parse(src)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	if !sameWords(p, got) {
		t.Fatalf("it reads as something else: %s\n%s", cmp.Diff(p.bare(), got.bare(), dates), src)
	}
	for i, a := range p.Activities {
		if a.Condition != got.Activities[i].Condition {
			t.Fatalf("condition %+v, want %+v\n%s", got.Activities[i].Condition, a.Condition, src)
		}
	}
	if next := Format(got); !bytes.Equal(src, next) {
		t.Fatalf("it is written another way:\n%s\n%s", src, next)
	}
}

func TestFormatEmbedded(t *testing.T) {
	t.Parallel()
	again(t, addressTechnicalGaps(t))
	again(t, parsed(t, form))
	if got := string(Format(parsed(t, form))); strings.NewReplacer("  \n", "\n").Replace(got) != form {
		t.Error(cmp.Diff(form, got))
	}
}

// TestFormatWhatIsOdd formats what stands in few files.
func TestFormatWhatIsOdd(t *testing.T) {
	t.Parallel()
	for name, change := range map[string][2]string{
		"closed title":        {"# Small Playbook", "# Small # Playbook # #"},
		"condition line":      {"Applies To: **All Services**", "Applies To: **All Services**\nCondition: Only for 500 seats or more"},
		"condition none":      {"Meet regularly.\n\n## Key", "Only for customers with 5 seats or more.\n\n## Key"},
		"no condition":        {"**All Services**\n\nMeet regularly.", "**All Services**\nCondition: none\n\nOnly for customers with 5 seats or more."},
		"condition in a name": {"### Meet", "### Meet (only with an exception)"},
		"a rule in a bullet":  {"- The first objective.", "* - -"},
		"text below tasks":    {row102, row102 + "\nOf these, some are hard.\n"},
		"small headings":      {row102, row102 + "\n##### Small\n\nText.\n"},
		"quoted entries":      {"title: Small Playbook", "title: 'It''s: \"small\" # so'\n\"a: b\": [1, 'two']\nmap: {a: b}\nempty:\nlong: |\n  one\n  two"},
		"pipes":               {"First task", `First \| task \\\| and \`},
	} {
		src := strings.Replace(form, change[0], change[1], 1)
		if src == form {
			t.Fatalf("%s: the form has no %q", name, change[0])
		}
		t.Run(name, func(t *testing.T) { again(t, parsed(t, src)) })
	}
}

// TestAnyPlaybookIsFormatted writes any playbook from its records.
func TestAnyPlaybookIsFormatted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlaybook(t)
		for i, a := range p.Activities {
			p.Activities[i].Prose = typedProse(drawProse(t) + "\n\n" + a.Condition.Text)
		}
		got := mustRead(t, Format(p))
		got.FrontMatter = nil
		if !sameWords(p, got) {
			t.Fatalf("%s\n%s", cmp.Diff(p.bare(), got.bare(), dates), Format(p))
		}
		again(t, mustRead(t, []byte((&writer{T: t}).playbook(p))))
	})
}

// FuzzFormat reads any file, writes it, and reads the same.
func FuzzFormat(f *testing.F) {
	embedded, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(embedded), form, strings.ReplaceAll(form, "\n", "\r"), strings.ReplaceAll(form, "**", "*"),
		strings.ReplaceAll(form, "- ", "-\t"), strings.Replace(form, "Meet reg", "<!-- a --> <!-- b --> *a*\n```\n# x\n```\n", 1),
		strings.Replace(form, "Meet reg", "[!INCLUDE [a](b)]<!-- \n```\n", 1), strings.Replace(form, row102, row102+"\nMotions: x\n", 1)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if p, err := Parse(src); err == nil && len(Format(p)) <= MaxSize {
			again(t, p)
		}
	})
}
