package server

import (
	"slices"
	"testing"

	"gaptrack/internal/postgres"
)

func TestTextsOf(t *testing.T) {
	t.Parallel()
	for value, want := range map[string][]string{
		`[["version","12"],["state","open=true"],["note","Half a sent"],["blocked_on"," "],["blocked_on","A wall"],["blocked_kind","Network"]]`: {"Half a sent", "A wall"},
		`[]`: nil, `not ours`: {"not ours"}, `{"a":1}`: {`{"a":1}`}, `[["note"]]`: nil,
	} {
		if got := textsOf(postgres.MeetingDraft{Value: value}); !slices.Equal(got, want) {
			t.Errorf("%s gives %q, want %q", value, got, want)
		}
	}
}
