package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
	"gaptrack/internal/signin"
)

func TestMain(m *testing.M) { pgtest.Main(m, postgres.Up) }

// ask is a request of a session.
func ask(path string, cookie string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.AddCookie(&http.Cookie{Name: "gaptrack", Value: cookie})
	return r
}

// TestStatementsHoldOnTheSchema asks for every page in a database that has
// nobody's engagements: all statements run, and nothing is seen.
func TestStatementsHoldOnTheSchema(t *testing.T) {
	t.Parallel()
	pool, err := postgres.Open(t.Context(), pgtest.New(t), postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	store, token, now := postgres.New(pool), signin.NewToken(), time.Now()
	id, err := store.AddPerson(t.Context(), postgres.NewPerson{Email: "a@b.example", Name: "A. Bee", Role: access.Engineer, Team: "West"})
	if err == nil {
		err = store.StartSession(t.Context(), token.Hash(), id, now, now.Add(time.Hour))
	}
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Repeat("<p>the program's own page</p>\n", 100)
	h := newCeiling(pool, map[string]string{"portfolio": page})
	for path, want := range map[string]int{
		"/engagements?view=mine": 200, "/engagements/1": 404, "/engagements/1/tasks": 404, "/engagements/1/checklist": 404,
		"/engagements/1/checkpoints/2": 404, "/engagements/x": 404, "/nowhere": 404,
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, ask(path, token.Cookie(int64(id))))
		if w.Code != want || want == 200 && w.Body.Len() != len(page) {
			t.Errorf("%s: %d and %d bytes, want %d and %d: %.200s", path, w.Code, w.Body.Len(), want, len(page), w.Body)
		}
	}
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, ask("/engagements?view=mine", signin.NewToken().Cookie(int64(id)))); w.Code != 401 {
		t.Errorf("without a session: %d", w.Code)
	}
}

func TestRowsAreEscapedAndThePageIsAsLong(t *testing.T) {
	t.Parallel()
	a := answerer{page: strings.Repeat("x", 500)}
	var b bytes.Buffer
	if err := a.draw(t.Context(), &b, [][]string{{"a <b>", "c"}, {"d", ""}}); err != nil {
		t.Fatal(err)
	}
	want := "<table><tr><td>a &lt;b&gt;</td><td>c</td></tr><tr><td>d</td><td></td></tr></table>xxx"
	if !strings.HasPrefix(b.String(), want) || b.Len() != 500 {
		t.Errorf("drawn, %d bytes: %.120s", b.Len(), b.String())
	}
}
