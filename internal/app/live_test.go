package app_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/app"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/webtest"
)

// listener is a page that is told of changes.
type listener struct {
	t      *testing.T
	status int
	events chan string // "changed 12"; closed when the stream ends
}

// listen opens a stream, which ends with the test.
func (v *visitor) listen(path string) *listener {
	v.t.Helper()
	ctx, cancel := context.WithCancel(v.t.Context())
	v.t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, v.base+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := v.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	l := &listener{v.t, resp.StatusCode, make(chan string, 100)}
	if got := resp.Header.Get("Content-Encoding"); got != "" {
		v.t.Errorf("a stream comes as %s", got)
	}
	go func() {
		defer close(l.events)
		defer resp.Body.Close()
		lines := bufio.NewScanner(resp.Body)
		kind := ""
		for lines.Scan() {
			if event, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				kind = event
			} else if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				l.events <- strings.TrimSpace(kind + " " + data)
			}
		}
	}()
	return l
}

// wants waits for an event that begins so, and passes over others.
func (l *listener) wants(event string) string {
	l.t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case got, open := <-l.events:
			if !open {
				l.t.Fatalf("the stream ended without %s", event)
			}
			if strings.HasPrefix(got, event) {
				return got
			}
		case <-late:
			l.t.Fatalf("%s is not told", event)
		}
	}
}

// ends waits for the end of the stream.
func (l *listener) ends() {
	l.t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case _, open := <-l.events:
			if !open {
				return
			}
		case <-late:
			l.t.Fatal("the stream goes on")
		}
	}
}

// meetingOf opens a checkpoint of the customer's engagement.
func (v *visitor) meetingOf(customer string) (engagement, meeting string) {
	v.t.Helper()
	engagement = v.engagementOf(customer)
	if got := v.post(engagement+"/checkpoints/hold", nil); got.status == http.StatusSeeOther {
		return engagement, got.header.Get("Location")
	}
	v.t.Fatalf("no checkpoint of %s can be held", customer)
	return "", ""
}

func (v *visitor) engagementOf(customer string) string {
	v.t.Helper()
	page := v.get("/engagements?q=" + url.QueryEscape(customer)).body
	_, rest, found := strings.Cut(page, `href="/engagements/`)
	for found {
		id, _, _ := strings.Cut(rest, `"`)
		if strings.Trim(id, "0123456789") == "" && id != "" {
			return "/engagements/" + id
		}
		_, rest, found = strings.Cut(rest, `href="/engagements/`)
	}
	v.t.Fatalf("%s is not in the portfolio", customer)
	return ""
}

// TestLive has one person's page told of another's change, of who comes and goes, and of
// what is typed and not sent; and a page of somebody who is signed out of nothing more.
func TestLive(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	rhea, per := engineer(t, site), visit(t, site)
	per.post("/login/demo", url.Values{"as": {"manager"}})
	path, meeting := rhea.meetingOf("Nordlys")
	n := meeting[strings.LastIndex(meeting, "/")+1:]
	page := rhea.listen(path + "/live?checkpoint=" + n)
	first := page.wants("changed ")
	page.wants("here")

	began := time.Now()
	if got := per.post(path+"/checkpoints/"+n+"/points", url.Values{"what": {"Who signs?"}}); got.status != http.StatusSeeOther {
		t.Fatalf("adding a point answers %d: %s", got.status, webtest.Text(got.body))
	}
	if second := page.wants("changed "); second == first {
		t.Errorf("%s is told twice", second)
	}
	t.Logf("a change was told %v after it was sent", time.Since(began).Round(time.Millisecond))

	other := per.listen(path + "/live?checkpoint=" + n)
	other.wants("changed ")
	page.wants("here")
	if text := webtest.Text(rhea.get(meeting + "/here").body); !strings.Contains(text, "2 here: ") || !strings.Contains(text, "you") {
		t.Errorf("the page says %q", text)
	}
	per.keeps(meeting+"/drafts/point", "What about Friday?", http.StatusOK)
	page.wants("here")
	if text := webtest.Text(rhea.get(meeting + "/here").body); !strings.Contains(text, "has not sent: point") {
		t.Errorf("what is typed is not told: %q", text)
	}
	if got := per.post(path+"/checkpoints/"+n+"/points", url.Values{"what": {"What about Friday?"}, "draft": {"point"}}); got.status != http.StatusSeeOther {
		t.Fatalf("adding a point answers %d", got.status)
	}
	if got := per.get(meeting + "/drafts").body; got != "[]" {
		t.Errorf("what was sent is kept as a draft: %s", got)
	}

	per.post("/logout", nil)
	rhea.post(path+"/checkpoints/"+n+"/points", url.Values{"what": {"And who counts?"}})
	other.wants("signed-out")
	other.ends()
	if got := per.listen(path + "/live"); got.status != http.StatusUnauthorized {
		t.Errorf("nobody is answered %d", got.status)
	}
	if got := rhea.listen("/engagements/999999/live"); got.status != http.StatusNotFound {
		t.Errorf("no engagement is answered %d", got.status)
	}
}

// keeps sends a draft of who is signed in.
func (v *visitor) keeps(path, value string, want int) answer {
	v.t.Helper()
	return v.keepsAs(v.person(), path, value, want)
}

func (v *visitor) keepsAs(person, path, value string, want int) answer {
	v.t.Helper()
	form := url.Values{"value": {value}, "person": {person}}.Encode()
	got := v.ask(http.MethodPut, path, strings.NewReader(form), "Content-Type", "application/x-www-form-urlencoded")
	if got.status != want {
		v.t.Errorf("keeping a draft answers %d, want %d: %.300s", got.status, want, webtest.Text(got.body))
	}
	return got
}

// person gives who is signed in, as pages tell their scripts.
func (v *visitor) person() string {
	v.t.Helper()
	_, rest, _ := strings.Cut(v.get("/").body, `data-person="`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

// TestMeetingDrafts keeps what is typed for who typed it alone.
func TestMeetingDrafts(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	rhea := engineer(t, site)
	_, meeting := rhea.meetingOf("Nordlys")
	saved := rhea.keeps(meeting+"/drafts/item-1", "The proxy <b>", http.StatusOK)
	if !strings.Contains(saved.body, `"saved":"20`) {
		t.Errorf("it is answered %s", saved.body)
	}
	if got := rhea.get(meeting + "/drafts"); !strings.Contains(got.body, `"value":"The proxy \u003cb\u003e"`) || got.header.Get("Content-Type") != "application/json" {
		t.Errorf("the drafts are %s", got.body)
	}
	rhea.keepsAs("999", meeting+"/drafts/item-1", "Not mine", http.StatusUnauthorized)
	rhea.keeps(meeting+"/drafts/Item%201", "Of no form", http.StatusUnprocessableEntity)
	rhea.keeps(meeting[:strings.LastIndex(meeting, "/")]+"/999/drafts/item-1", "Of no meeting", http.StatusNotFound)
	if got := rhea.ask(http.MethodDelete, meeting+"/drafts/item-1?person="+rhea.person(), nil); got.status != http.StatusOK {
		t.Errorf("discarding answers %d", got.status)
	}
	if got := rhea.get(meeting + "/drafts").body; got != "[]" {
		t.Errorf("after it %s is kept", got)
	}
	if got := rhea.ask(http.MethodPatch, meeting+"/drafts/item-1", nil); got.status != http.StatusMethodNotAllowed || got.header.Get("Allow") != "POST, PUT, DELETE" {
		t.Errorf("another method is answered %d, Allow %q", got.status, got.header.Get("Allow"))
	}
}

// TestTooManyStreams refuses one person's streams from one on, and takes another when
// one was closed.
func TestTooManyStreams(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	rhea := engineer(t, site)
	path := rhea.engagementOf("Nordlys")
	for range 12 {
		rhea.listen(path + "/live").wants("changed")
	}
	if got := rhea.listen(path + "/live"); got.status != http.StatusTooManyRequests {
		t.Errorf("one too many is answered %d", got.status)
	}
	other := visit(t, site)
	other.post("/login/demo", url.Values{"as": {"admin"}})
	other.listen(path + "/live").wants("changed")
}

// TestStopEndsStreams stops the program while a page listens: it ends at once.
func TestStopEndsStreams(t *testing.T) {
	t.Parallel()
	site, err := webtest.Start(t.Context(), app.Database{URL: pgtest.New(t)}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	rhea := engineer(t, site)
	page := rhea.listen(rhea.engagementOf("Nordlys") + "/live")
	page.wants("changed")
	began := time.Now()
	if err := site.Stop(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	page.wants("ending")
	page.ends()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v to stop", took)
	}
}

// TestLiveAfterOutage cuts the database off while a page listens: what was done
// meanwhile is told once it is back.
func TestLiveAfterOutage(t *testing.T) {
	t.Parallel()
	databaseURL := pgtest.New(t)
	far, _ := start(t, databaseURL)
	cut, cable := through(t, databaseURL)
	cable.plug()
	near, _ := start(t, cut)
	rhea, per := engineer(t, near), engineer(t, far)
	path := rhea.engagementOf("Nordlys")
	page := rhea.listen(path + "/live")
	first := page.wants("changed ")
	cable.pull()
	form := url.Values{"name": {"Ola Nordmann"}, "side": {"customer"}}
	if got := per.post(path+"/contacts", form); got.status != http.StatusSeeOther {
		t.Fatalf("the other program answers %d: %s", got.status, webtest.Text(got.body))
	}
	cable.plug()
	if got := page.wants("changed "); got == first {
		t.Errorf("%s is told twice", fmt.Sprint(got))
	}
}

// TestLiveAfterFailedLook has a change told to a page whose look at it fails: it is told
// when a look can be had again, and does not wait for the heartbeat.
func TestLiveAfterFailedLook(t *testing.T) {
	t.Parallel()
	databaseURL := pgtest.New(t)
	site, _ := start(t, databaseURL)
	rhea := engineer(t, site)
	path, meeting := rhea.meetingOf("Nordlys")
	page := rhea.listen(path + "/live?checkpoint=" + meeting[strings.LastIndex(meeting, "/")+1:])
	other := rhea.listen(path + "/live") // of no checkpoint, and so of nobody's presence
	page.wants("here")
	other.wants("changed ")

	database, err := pgx.Connect(t.Context(), databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = database.Close(context.WithoutCancel(t.Context())) }()
	rename := func(from, to string) {
		if _, err := database.Exec(t.Context(), "alter table "+from+" rename to "+to); err != nil {
			t.Fatal(err)
		}
	}
	rename("presence", "away")
	form := url.Values{"name": {"Ola Nordmann"}, "side": {"customer"}}
	if got := rhea.post(path+"/contacts", form); got.status != http.StatusSeeOther {
		t.Fatalf("adding a contact answers %d: %s", got.status, webtest.Text(got.body))
	}
	second := other.wants("changed ")
	rename("away", "presence")
	back := time.Now()
	if got := page.wants("changed "); got != second {
		t.Errorf("%s is told, and not %s", got, second)
	}
	if took := time.Since(back); took > 8*time.Second {
		t.Errorf("it was told after %v", took)
	}
}
