package importtest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "gaptrack/"

// mayImport lists, for every package, which of ours its code and its tests may
// import. Generated templates count as code.
var mayImport = map[string]struct{ code, tests string }{
	"internal/day":        {},
	"internal/fault":      {},
	"internal/access":     {code: "internal/fault"},
	"internal/playbook":   {code: "internal/day internal/fault", tests: "playbooks"},
	"internal/engagement": {code: "internal/access internal/day internal/fault internal/playbook"},
	"internal/calendar":   {code: "internal/engagement"},
	"internal/markdown":   {},
	"internal/minutes":    {code: "internal/day internal/engagement internal/markdown", tests: "internal/access internal/playbook playbooks"},
	"internal/feedback":   {code: "internal/access internal/engagement internal/fault internal/playbook"},
	"internal/privacy":    {},
	"internal/proof":      {},
	"internal/route":      {code: "internal/engagement internal/feedback"},
	"internal/shrink":     {},
	"internal/signin":     {code: "internal/fault"},
	"internal/localpg":    {code: "internal/fault"},
	"internal/postgres": {
		code:  "internal/access internal/day internal/engagement internal/fault internal/feedback internal/playbook internal/proof",
		tests: "internal/pgtest internal/privacy internal/signin migrations playbooks",
	},
	"internal/notify": {
		code:  "internal/access internal/calendar internal/day internal/engagement internal/fault internal/minutes internal/postgres internal/route",
		tests: "internal/pgtest playbooks",
	},
	"internal/pgtest":     {code: "internal/localpg internal/postgres migrations"},
	"internal/importtest": {},
	"internal/sample": {
		code:  "internal/access internal/day internal/engagement internal/fault internal/feedback internal/postgres",
		tests: "internal/pgtest playbooks internal/playbook",
	},
	"internal/server": {
		code: "internal/access internal/calendar internal/day internal/engagement internal/fault internal/feedback internal/markdown internal/minutes internal/playbook internal/postgres internal/privacy internal/proof internal/route " +
			"internal/shrink internal/signin web/component web/page web/static",
		tests: "internal/pgtest internal/sample internal/webtest internal/app migrations playbooks",
	},
	"internal/webtest":            {code: "internal/app playbooks", tests: "internal/access internal/engagement internal/pgtest internal/postgres internal/sample playbooks"},
	"internal/webtest/shoot":      {code: "internal/app internal/webtest"},
	"internal/webtest/lighthouse": {code: "internal/app internal/webtest"},
	"internal/app": {
		code:  "internal/fault internal/localpg internal/notify internal/playbook internal/postgres internal/sample internal/server internal/signin migrations playbooks web/static",
		tests: "internal/access internal/engagement internal/pgtest internal/route internal/signin internal/webtest web",
	},
	"internal/bench": {
		code: "internal/access internal/engagement internal/localpg internal/postgres internal/route internal/signin migrations",
	},
	"internal/bench/ceiling": {code: "internal/postgres internal/shrink internal/signin", tests: "internal/access internal/pgtest"},
	"web/static":             {},
	"web/component":          {code: "internal/fault internal/route web/static"},
	"web/page":               {code: "internal/fault internal/route web/component"},
	"migrations":             {},
	"playbooks":              {},
	"cmd/gaptrack": {
		code:  "internal/access internal/app internal/engagement internal/fault internal/notify internal/playbook internal/postgres internal/proof internal/sample internal/signin migrations",
		tests: "internal/pgtest internal/localpg internal/route playbooks",
	},
}

// pure packages know no HTTP, no SQL and no clock; what they may take from the
// standard library is nevertheless theirs to choose, these aside.
var pure = []string{"internal/day", "internal/fault", "internal/access", "internal/playbook", "internal/engagement", "internal/calendar", "internal/markdown", "internal/minutes", "internal/feedback", "internal/privacy", "internal/proof", "internal/route"}

var impure = []string{"net/http", "os", "database/sql", "log/slog", "log", "net", "crypto/rand", "math/rand", "math/rand/v2"}

// onlyIn lists third-party modules that a few packages alone may import.
var onlyIn = map[string][]string{
	"github.com/jackc/pgx/":           {"internal/postgres", "internal/localpg", "internal/pgtest", "internal/bench", "internal/bench/ceiling"},
	"github.com/golang-migrate/":      {"internal/postgres", "internal/pgtest"},
	"github.com/go-chi/":              {"internal/server", "internal/bench/ceiling"},
	"github.com/alecthomas/kong":      {"cmd/gaptrack"},
	"github.com/alexedwards/argon2id": {"internal/signin"},
	"github.com/goccy/go-yaml":        {"internal/playbook"},
	"github.com/yuin/goldmark":        {"internal/server", "internal/playbook"},
	"github.com/aymanbagabas/":        {"internal/playbook"},
	"github.com/arran4/golang-ical":   {"internal/calendar"},
	"github.com/riverqueue/":          {"internal/postgres", "internal/notify"},
	"github.com/wneessen/go-mail":     {"internal/notify"},
}

type pkg struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func TestImports(t *testing.T) {
	t.Parallel()
	for _, p := range list(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		allowed, known := mayImport[name]
		if !known {
			t.Errorf("%s is a new package: write into the table what it may import", name)
			continue
		}
		check(t, name, "", p.Imports, allowed.code)
		check(t, name, "its tests: ", slices.Concat(p.TestImports, p.XTestImports), allowed.code+" "+allowed.tests+" "+name)
	}
}

// check reports what is imported and may not be.
func check(t *testing.T, name, where string, imports []string, allowed string) {
	for _, path := range imports {
		if ours, found := strings.CutPrefix(path, module); found && !slices.Contains(strings.Fields(allowed), ours) {
			t.Errorf("%s: %simports %s", name, where, ours)
		}
		if where == "" && slices.Contains(pure, name) && slices.Contains(impure, path) {
			t.Errorf("%s is pure and imports %s", name, path)
		}
		for prefix, few := range onlyIn {
			if where == "" && strings.HasPrefix(path, prefix) && !slices.Contains(few, name) {
				t.Errorf("%s imports %s, which is for %s alone", name, path, strings.Join(few, ", "))
			}
		}
	}
}

// TestRulesKnowNoClock looks for time.Now where now is an argument.
func TestRulesKnowNoClock(t *testing.T) {
	t.Parallel()
	for _, name := range pure {
		out, err := exec.Command("grep", "-rnE", `time\.(Now|Since|Until)\(`, "--include=*.go", "--exclude=*_test.go", "../../"+name).Output()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 1 {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s asks for the time itself:\n%s", name, out)
	}
}

func list(t *testing.T) []pkg {
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Imports,TestImports,XTestImports", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
