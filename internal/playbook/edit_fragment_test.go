package playbook

import (
	"strings"
	"testing"

	"gaptrack/internal/fault"
)

func TestChangeFragment(t *testing.T) {
	t.Parallel()
	source := strings.Replace(form, "\n# ", "\n[!INCLUDE [A](./a.md)]\n[!INCLUDE [B](./b.md)]\n\n# ", 1)
	c := Catalog{Source: []byte(source), Includes: map[string]string{"a.md": "> One\r\n> Two\r\n"}}
	tests := []struct {
		name string
		edit ChangeFragment
		kind fault.Kind // Internal for none
		want string     // of a.md
	}{
		{"its endings stay", ChangeFragment{"a.md", "> One\n> Two\n", "> One\n> More\n> Two\n"}, fault.Internal, "> One\r\n> More\r\n> Two\r\n"},
		{"nothing changed", ChangeFragment{"a.md", "> One\r\n> Two\r\n", "> One\n> Two\n"}, fault.Internal, "> One\r\n> Two\r\n"},
		{"who changed nothing undoes nothing", ChangeFragment{"a.md", "> Old\n", "> Old\n"}, fault.Internal, "> One\r\n> Two\r\n"},
		{"both changed it", ChangeFragment{"a.md", "> Old\n", "> Mine\n"}, fault.Conflict, ""},
		{"one that the document does not name", ChangeFragment{"c.md", "", "New"}, fault.NotFound, ""},
		{"too large", ChangeFragment{"b.md", "", strings.Repeat("x", MaxFragment+1)}, fault.Invalid, ""},
		{"no text", ChangeFragment{"b.md", "", "a\x00"}, fault.Invalid, ""},
	}
	for _, test := range tests {
		made, err := c.Edit(test.edit)
		if fault.KindOf(err) != test.kind || err == nil && made.Includes["a.md"] != test.want {
			t.Errorf("%s: %q, %v", test.name, made.Includes["a.md"], err)
		}
	}
	made, err := c.Edit(ChangeFragment{"b.md", "", "New\r\n"})
	if err != nil || made.Includes["b.md"] != "New\n" || c.Includes["b.md"] != "" {
		t.Errorf("one without a text yet: %q, %v", made.Includes["b.md"], err)
	}
}
