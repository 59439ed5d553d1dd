package route

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/engagement"

	"pgregory.net/rapid"
)

func TestOf(t *testing.T) {
	t.Parallel()
	for noun, want := range map[engagement.Noun]string{
		engagement.NounTask: "/engagements/7/tasks/3", engagement.NounItem: "/engagements/7/checklist/3",
		engagement.NounCheckpoint: "/engagements/7/checkpoints/3", engagement.NounInput: "/engagements/7/inputs",
		engagement.NounOutput: "/engagements/7/outputs", engagement.NounExit: "/engagements/7/exit",
		engagement.NounFacts: "/engagements/7/facts", engagement.NounMember: "/engagements/7/facts",
		engagement.NounException: "/engagements/7/exceptions", engagement.NounLine: "/engagements/7",
	} {
		if got := Of(7, engagement.Subject{Noun: noun, N: 3}); got != want {
			t.Errorf("a %s is at %s, want %s", noun, got, want)
		}
	}
}

func TestPathsEscapeWhatTheyAreMadeOf(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		Playbook("a/../b?c"):                                 "/playbooks/a%2F..%2Fb%3Fc",
		Engagement(7, "x y", 2):                              "/engagements/7/x%20y/2",
		Waiver(7, 2, "decide"):                               "/engagements/7/waivers/2/decide",
		Checkpoint(7, 2, "move"):                             "/engagements/7/checkpoints/2/move",
		DisablePerson(9):                                     "/admin/people/9/disable",
		Past(7, 57, time.Time{}, "tasks"):                    "/engagements/7/history/57/tasks",
		Past(7, 57, time.Unix(0, 999)):                       "/engagements/7/history/57@1970-01-01T00:00:00Z",
		Compare(7, "checkpoint-4", ""):                       "/engagements/7/history/compare?from=checkpoint-4",
		HistoryFile(7, "csv"):                                "/engagements/7/history.csv",
		With("/x", url.Values{"a": {""}}):                    "/x",
		With("/x", url.Values{"q": {"a&b", ""}, "n": {"1"}}): "/x?n=1&q=a%26b",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestLocalNeverLeavesTheProgram(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/engagements/7?sort=due#now": "/engagements/7?sort=due#now",
		"":                            Work, "engagements": Work, "//evil.example": Work, "https://evil.example/": Work, "///evil.example": Work,
		`/\evil.example`: Work, "/\t/evil.example": Work, "javascript:alert(1)": Work, "/a\r\nSet-Cookie: x": Work, "/%": Work,
	} {
		if got := Local(path); got != want {
			t.Errorf("%q leads to %q, want %q", path, got, want)
		}
	}
	base := &url.URL{Scheme: "http", Host: "here.example", Path: "/page"}
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.StringMatching(`[/\\a-z:.?#@%\t ]{0,12}`).Draw(t, "path")
		to, err := base.Parse(Local(path))
		if err != nil || to.Host != base.Host || to.Scheme != base.Scheme || strings.HasPrefix(to.Path, "//") {
			t.Fatalf("%q leads to %v: %v", path, to, err)
		}
	})
}
