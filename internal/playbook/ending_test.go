package playbook

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEndings reads the same playbook, lines and all, however its lines end.
func TestEndings(t *testing.T) {
	t.Parallel()
	want := parsed(t, form)
	mixed := strings.ReplaceAll(form, "\n|", "\r\n|")
	for name, src := range map[string]string{
		"CRLF":                 strings.ReplaceAll(form, "\n", "\r\n"),
		"CR":                   strings.ReplaceAll(form, "\n", "\r"),
		"mixed":                mixed,
		"byte-order mark":      "\uFEFF" + form,
		"both":                 "\uFEFF" + mixed,
		"no ending at the end": strings.TrimSuffix(form, "\n"),
		"blanks at ends":       strings.ReplaceAll(form, "\n", " \t\n"),
	} {
		got := parsed(t, src)
		got.Overview = strings.TrimSpace(got.Overview)
		same(t, name, got, want)
		if diff := cmp.Diff(want.Activities[0].Tasks, got.Activities[0].Tasks); diff != "" {
			t.Errorf("%s: lines (-want +got):\n%s", name, diff)
		}
	}
}
