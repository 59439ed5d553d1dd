package component

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"gaptrack/web/static"
)

// parent is a component with its children.
type parent struct {
	around   templ.Component
	children []templ.Component
}

func (p parent) Render(ctx context.Context, w io.Writer) error {
	return p.around.Render(templ.WithChildren(ctx, templ.Join(p.children...)), w)
}

func with(around templ.Component, children ...templ.Component) templ.Component {
	return parent{around, children}
}

func raw(format string, args ...any) templ.Component {
	return templ.Raw(fmt.Sprintf(format, args...))
}

// html renders a component into a string.
func html(t testing.TB, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	engineer = &Person{ID: "7", Name: "Rosie Osei", Role: "FastTrack Engineer"}
	manager  = &Person{ID: "9", Name: "Per Lindqvist", Role: "FastTrack Manager", Approves: true, Admin: true}
)

// specimens are whole pages put together from every component.
func specimens(t testing.TB) map[string]templ.Component {
	return map[string]templ.Component{
		"portfolio": portfolioSpecimen(t),
		"overview":  overviewSpecimen(),
		"exit":      exitSpecimen(),
		"form":      formSpecimen(),
		"checklist": checklistSpecimen(t),
		"history":   historySpecimen(),
		"conflict":  conflictSpecimen(),
		"login":     loginSpecimen(),
		"error":     errorSpecimen(),
		"hostile":   hostileSpecimen(),
	}
}

// TestSpecimenPages writes the specimens as files to look at when
// GAPTRACK_SPECIMEN names a folder; without it, it only draws them.
func TestSpecimenPages(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("GAPTRACK_SPECIMEN")
	if dir == "" {
		dir = t.TempDir()
	}
	address := regexp.MustCompile(`"/static/([^"]+)"`)
	for name, c := range specimens(t) {
		body := html(t, c)
		for _, m := range address.FindAllStringSubmatch(body, -1) {
			writeSpecimen(t, filepath.Join(dir, "static", m[1]), served(t, "/static/"+m[1]))
		}
		writeSpecimen(t, filepath.Join(dir, name+".html"), address.ReplaceAllString(body, `"static/$1"`))
	}
}

func served(t *testing.T, url string) string {
	t.Helper()
	w := httptest.NewRecorder()
	static.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, url, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("a page refers to %s, which answers %d", url, w.Code)
	}
	return w.Body.String()
}

func writeSpecimen(t *testing.T, path, body string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}
