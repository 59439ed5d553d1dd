package playbook

import (
	"bytes"
	"strings"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// edited applies an edit to a source that must take it.
func edited(t *testing.T, src string, e Edit) string {
	t.Helper()
	c, err := Catalog{Source: []byte(src)}.Edit(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(c.Source)
}

// refused applies an edit that must be refused, and gives the refusal.
func refused(t *testing.T, src string, e Edit) *fault.Error {
	t.Helper()
	c := Catalog{Source: []byte(src)}
	got, err := c.Edit(e)
	f, ok := err.(*fault.Error)
	if !ok {
		t.Fatalf("%v, want a refusal; the source is now\n%s", err, got.Source)
	}
	if !bytes.Equal(c.Source, []byte(src)) {
		t.Fatal("a refused edit changed the source")
	}
	return f
}

func TestAddRefresh(t *testing.T) {
	t.Parallel()
	add := AddRefresh{day.New(2020, 4, 7), " Bo Ek ", "Task 103 | added\r\nand more"}
	const row = `| 4/7/2020 | Bo Ek | Task 103 \| added and more |`
	before, after, _ := strings.Cut(form, "| --- | --- | --- |\n| 3/25/2020")
	want := before + "| --- | --- | --- |\n" + row + "\n| 3/25/2020" + after
	if got := edited(t, form, add); got != want {
		t.Errorf("got\n%s", got)
	}
	crlf := func(s string) string { return "\uFEFF" + strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\r\n") }
	if got := edited(t, crlf(form), add); got != crlf(want) {
		t.Errorf("with CRLF, a byte-order mark and no last line ending: %q", got)
	}
}

func TestAddRefreshStyles(t *testing.T) {
	t.Parallel()
	before, _, _ := strings.Cut(form, "## Refresh Summary\n")
	add := AddRefresh{day.New(2020, 4, 7), "Bo Ek", "Tasks added"}
	for name, text := range map[string]struct{ is, want string }{
		"no table":      {"", "\n| Date | Who Changed | What Changed |\n| --- | --- | --- |\n| 4/7/2020 | Bo Ek | Tasks added |\n"},
		"text alone":    {"\nNone yet.\n\n", "\nNone yet.\n\n| Date | Who Changed | What Changed |\n| --- | --- | --- |\n| 4/7/2020 | Bo Ek | Tasks added |\n\n"},
		"no rows":       {"|Date|Who Changed|What Changed|\n|-|-|-|\n", "|Date|Who Changed|What Changed|\n|-|-|-|\n|4/7/2020|Bo Ek|Tasks added|\n"},
		"another order": {"Who Changed|Date|What Changed\n-|-|-\nA|1/1/2020|B", "Who Changed|Date|What Changed\n-|-|-\nBo Ek|4/7/2020|Tasks added\nA|1/1/2020|B"},
		"in columns": {
			"| Date     | Who Changed | What Changed |\n| ---      | ---         | ---          |\n| 1/1/2020 | A           | B            |\n",
			"| Date     | Who Changed | What Changed |\n| ---      | ---         | ---          |\n| 4/7/2020 | Bo Ek       | Tasks added  |\n| 1/1/2020 | A           | B            |\n",
		},
	} {
		if got, want := edited(t, before+"## Refresh Summary\n"+text.is, add), before+"## Refresh Summary\n"+text.want; got != want {
			t.Errorf("%s: got\n%s", name, strings.TrimPrefix(got, before))
		}
	}
}

func TestAddRefreshRefused(t *testing.T) {
	t.Parallel()
	f := refused(t, form, AddRefresh{Who: strings.Repeat("x", 1001), What: `a \| b`})
	if f.Kind != fault.Invalid || len(f.Fields) != 3 {
		t.Errorf("%v %v", f.Kind, f.Fields)
	}
	if f := refused(t, "# No playbook", AddRefresh{day.New(2020, 4, 7), "a", "b"}); f.Kind != fault.Conflict {
		t.Errorf("%v", f)
	}
	if f := refused(t, form, AddRefresh{day.New(2020, 4, 7), "a", "[!INCLUDE [x](y.md)]"}); f.Kind != fault.Invalid {
		t.Errorf("%v", f)
	}
}
