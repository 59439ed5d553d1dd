package server_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// body gives what was answered, unpacked.
func body(t *testing.T, w *httptest.ResponseRecorder) []byte {
	t.Helper()
	if w.Header().Get("Content-Encoding") != "gzip" {
		return w.Body.Bytes()
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// exportedLine is a line of JSON as a stranger reads it.
type exportedLine struct {
	Engagement int64     `json:"engagement"`
	Seq        int       `json:"seq"`
	At         time.Time `json:"at"`
	By         *struct {
		ID   int64  `json:"id"`
		Name string `json:"name"`
	} `json:"by"`
	Cause, Kind, Noun string
	N                 int
	Changes           []struct{ Field, Was, Became, Salt, Digest string }
	Hash              string
}

func (l exportedLine) event(t *testing.T) engagement.Event {
	t.Helper()
	hash, err := engagement.ParseHash(l.Hash)
	if err != nil {
		t.Fatal(err)
	}
	ev := engagement.Event{Engagement: engagement.ID(l.Engagement), Seq: l.Seq, At: l.At, Cause: l.Cause, Kind: engagement.Kind(l.Kind),
		Subject: engagement.Subject{Noun: engagement.Noun(l.Noun), N: l.N}, Hash: hash}
	if l.By != nil {
		ev.Actor = engagement.PersonID(l.By.ID)
	}
	for _, c := range l.Changes {
		change := engagement.Change{Field: c.Field, Was: c.Was, Became: c.Became, Free: c.Digest != ""}
		if change.Free {
			change.Salt, _ = hex.DecodeString(c.Salt)
			change.Digest, _ = engagement.ParseHash(c.Digest)
		}
		ev.Changes = append(ev.Changes, change)
	}
	return ev
}

// Whoever has the file can follow the chain to its end, and replay the engagement.
func TestExportedLinesAreTheWholeChain(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for _, customer := range []string{harbour, "Calder & Wray LLP", "Baudelle Cosmétiques"} {
		if d.ids[customer] == 0 {
			continue
		}
		w := d.get("admin", d.path(customer, "/history.jsonl"))
		if kind, name := w.Header().Get("Content-Type"), w.Header().Get("Content-Disposition"); !strings.HasPrefix(kind, "application/jsonl") ||
			!strings.Contains(name, "attachment") || !strings.Contains(name, ".jsonl") || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("it comes as %s, %s, %s", kind, name, w.Header().Get("Cache-Control"))
		}
		again := engagement.New(d.ids[customer], nil)
		lines := json.NewDecoder(bytes.NewReader(body(t, w)))
		for lines.More() {
			var line exportedLine
			d.must(lines.Decode(&line))
			d.must(again.Follow(line.event(t)))
		}
		kept, err := d.store.Engagement(t.Context(), d.ids[customer], access.System)
		d.must(err)
		if differences := engagement.Differences(again, kept.Engagement, 3); differences != nil {
			t.Errorf("%s: the file gives another engagement: %v", customer, differences)
		}
	}
}

// The other file reads back as rows, one for each field that changed, with what the
// page's filters leave.
func TestExportedRows(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	by, err := d.store.PersonByDemo(t.Context(), "engineer")
	d.must(err)
	const formula = "=cmd|' /C calc'!A0,\"x\"\nand a line"
	_, err = d.store.Change(t.Context(), d.ids[harbour], engagement.ChangeItem{N: 1, Finding: new(formula)}, by.Actor, 0, d.now)
	d.must(err)
	for query, want := range map[string]func(row []string) bool{
		"":                func([]string) bool { return true },
		"kind=item.":      func(row []string) bool { return strings.HasPrefix(row[4], "Checklist item") },
		"since=3&until=9": func(row []string) bool { return len(row[0]) == 1 && row[0] > "3" && row[0] <= "9" },
		"noun=item&n=1": func(row []string) bool {
			return strings.Contains(row[4], "hecklist item 1 ") || strings.HasSuffix(row[4], "hecklist item 1")
		},
		"noun=moon":        func([]string) bool { return false },
		"before=2&after=1": func([]string) bool { return true }, // where a page begins is no filter
	} {
		raw := body(t, d.get("engineer", d.path(harbour, "/history.csv?"+query)))
		rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
		d.must(err)
		if rows[0][0] != "change" || len(rows[0]) != 10 || !bytes.Contains(raw, []byte("\r\n")) || len(rows) < 2 && query != "noun=moon" {
			t.Errorf("%s: %d rows under %v", query, len(rows)-1, rows[0])
		}
		for _, row := range rows[1:] {
			if !want(row) {
				t.Errorf("%s gives %q", query, row)
			}
			for _, cell := range row {
				if strings.IndexAny(cell, "=+-@\t\r") == 0 {
					t.Errorf("a spreadsheet takes %q for a formula", cell)
				}
			}
		}
		if query == "" && !strings.HasPrefix(rows[len(rows)-1][9], "'=cmd") {
			t.Errorf("the last row is %q", rows[len(rows)-1])
		}
	}
}

// backPages are the pages and files of an engagement's past, and of its meetings.
var backPages = []string{"/history/2", "/history/2/tasks", "/history/2/checklist", "/history/2@2026-11-20T10:00:00Z", "/history/compare", "/history/compare?from=1&to=2",
	"/history/compare?from_on=2026-11-20", "/history/as-of?on=2026-11-24", "/history/as-of?checkpoint=1", "/history.csv", "/history.jsonl",
	"/checkpoints/1/invitation.ics"}

// Who does not see the engagement is told of none of its past, and not even that
// there is one.
func TestStrangersSeeNoPast(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.as("stranger", access.Engineer)
	d.as("former", access.SME)
	d.ask("former", http.MethodGet, "/")
	manager, err := d.store.PersonByDemo(t.Context(), "manager")
	d.must(err)
	e, err := d.store.Engagement(t.Context(), d.ids[harbour], access.System)
	d.must(err)
	var members []engagement.PersonID
	for n, m := range e.Members {
		if m.Present {
			members = append(members, engagement.PersonID(n))
		}
	}
	for _, now := range [][]engagement.PersonID{append(members, engagement.PersonID(d.people["former"])), members} {
		_, err := d.store.Change(t.Context(), d.ids[harbour], engagement.ChangeMembers{Members: now}, manager.Actor, 0, d.now)
		d.must(err)
	}
	gone := body(t, d.answer(d.ask("stranger", http.MethodGet, "/engagements/999999")))
	for _, path := range backPages {
		for _, as := range []string{"stranger", "former"} {
			w := d.answer(d.ask(as, http.MethodGet, d.path(harbour, path), "If-None-Match", `W/"v3-0"`))
			if page := body(t, w); w.Code != http.StatusNotFound || as == "stranger" && notAddress(page) != notAddress(gone) {
				t.Errorf("%s gets %d for %s\n%.900s", as, w.Code, path, page)
			}
		}
		if w := d.answer(d.ask("", http.MethodGet, d.path(harbour, path))); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/login") {
			t.Errorf("nobody gets %d for %s", w.Code, path)
		}
	}
}

var addresses = regexp.MustCompile(`(href|value|action)="[^"]*"`)

// notAddress leaves out what a page says of its own address.
func notAddress(page []byte) string { return string(addresses.ReplaceAll(page, nil)) }

// Days, checkpoints and moments lead to the change after which it stood so.
func TestLookingBack(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	base := d.path(harbour, "")
	for path, want := range map[string]string{
		"/history/as-of?checkpoint=1":                     `^` + base + `/history/\d+$`,
		"/history/as-of?on=2026-11-01":                    `^` + base + `/history/\d+@2026-11-\d\dT\d\d:59:59Z$`,
		"/history/compare?from_on=2026-11-01":             `^` + base + `/history/compare\?from=2026-11-0.*$`,
		"/history/compare?from=1&to_on=2026-11-01&to=7":   `^` + base + `/history/compare\?from=1&to=2026-11-0.*$`,
		"/history/as-of?on=" + d.now.Format("2006-01-02"): `^` + base + `/history/\d+(@.*)?$`,
	} {
		w := d.answer(d.ask("manager", http.MethodGet, base+path))
		if at := w.Header().Get("Location"); w.Code != http.StatusSeeOther || !regexp.MustCompile(want).MatchString(at) {
			t.Errorf("%s leads, by %d, to %s", path, w.Code, at)
		} else if seen := d.get("manager", at); len(body(t, seen)) == 0 {
			t.Errorf("%s is empty", at)
		}
	}
	for path, want := range map[string]int{
		"/history/as-of?on=2019-01-01": http.StatusNotFound, "/history/as-of": http.StatusUnprocessableEntity, "/history/as-of?on=soon": http.StatusUnprocessableEntity,
		"/history/as-of?checkpoint=99": http.StatusNotFound, "/history/99999": http.StatusNotFound, "/history/0": http.StatusNotFound, "/history/x/tasks": http.StatusNotFound,
		"/history/compare?from=x": http.StatusNotFound, "/history/compare?to=99999": http.StatusNotFound, "/history/compare?from_on=soon": http.StatusUnprocessableEntity,
		"/history/2/exit": http.StatusNotFound, "/history.xlsx": http.StatusNotFound,
	} {
		if w := d.answer(d.ask("manager", http.MethodGet, base+path)); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	for _, path := range backPages {
		if w := d.answer(d.ask("manager", http.MethodPost, base+path)); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("a POST to %s: %d", path, w.Code)
		}
	}
}

// In what is drawn of the past no form but those that look for something is left.
func TestDrawnPagesOfThePastSendNothing(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	main := regexp.MustCompile(`(?s)<main.*</main>`)
	for customer := range d.ids {
		for _, path := range []string{"/history/2", "/history/12", "/history/12/tasks", "/history/12/checklist", "/history/as-of?on=2026-11-24"} {
			w := d.answer(d.ask("admin", http.MethodGet, d.path(customer, path)))
			if w.Code == http.StatusSeeOther {
				w = d.get("admin", w.Header().Get("Location"))
			}
			drawn := main.Find(body(t, w))
			if w.Code == http.StatusOK && (bytes.Contains(drawn, []byte(`method="post"`)) || !bytes.Contains(drawn, []byte(`class="past"`)) || !bytes.Contains(drawn, []byte("Read-only"))) {
				t.Errorf("%s%s can be acted on, or is not marked", customer, path)
			}
		}
	}
}
