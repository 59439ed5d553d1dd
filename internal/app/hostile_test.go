package app_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/server"
	"gaptrack/internal/webtest"
)

// stream hides a body's length, so that it is sent in chunks.
type stream struct{ io.Reader }

// TestBodies sends what is too large or no form, with and without its length.
func TestBodies(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	who := engineer(t, site)
	var fields bytes.Buffer
	parts := multipart.NewWriter(&fields)
	_ = parts.WriteField("as", "engineer") // a bytes.Buffer takes everything
	_ = parts.Close()
	const form = "application/x-www-form-urlencoded"
	large := "customer=" + strings.Repeat("x", server.MaxBody)
	for name, test := range map[string]struct {
		path, kind, body string
		want             int
	}{
		"a large form":          {"/engagements/1/facts", form, large, http.StatusRequestEntityTooLarge},
		"a large text":          {"/engagements/1/facts", "text/plain", large, http.StatusRequestEntityTooLarge},
		"large of no type":      {"/engagements/1/facts", "", large, http.StatusRequestEntityTooLarge},
		"large and broken":      {"/engagements/1/facts", "multipart/form-data; boundary=b", large, http.StatusRequestEntityTooLarge},
		"large to nowhere":      {"/nowhere", "application/json", large, http.StatusRequestEntityTooLarge},
		"JSON":                  {"/engagements/1/facts", "application/json", "{}", http.StatusUnprocessableEntity},
		"broken escapes":        {"/engagements/1/facts", form, "customer=%zz", http.StatusUnprocessableEntity},
		"parts without a bound": {"/engagements/1/facts", "multipart/form-data", "x", http.StatusUnprocessableEntity},
		"a form in parts":       {"/login/demo", parts.FormDataContentType(), fields.String(), http.StatusSeeOther},
		"no body":               {"/engagements/1/exceptions", "", "", http.StatusUnprocessableEntity},
	} {
		for way, body := range map[string]io.Reader{"whole": strings.NewReader(test.body), "in chunks": stream{strings.NewReader(test.body)}} {
			if got := who.ask(http.MethodPost, test.path, body, "Content-Type", test.kind); got.status != test.want {
				t.Errorf("%s, %s: %d, want %d: %.200s", name, way, got.status, test.want, webtest.Text(got.body))
			}
		}
	}
}

// TestOtherSites holds what other sites make a browser send: refused by a page,
// and nothing is done.
func TestOtherSites(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	who := engineer(t, site)
	for header, values := range map[string][]string{
		"Origin": {"https://evil.example", "null"}, "Sec-Fetch-Site": {"cross-site", "same-site"},
	} {
		for _, value := range values {
			got := who.ask(http.MethodPost, "/logout", nil, header, value)
			if got.status != http.StatusForbidden || !strings.Contains(got.body, "sent from another site") ||
				!strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
				t.Errorf("%s %s: %d %.200s", header, value, got.status, got.body)
			}
		}
	}
	if got := who.get("/engagements"); got.status != http.StatusOK {
		t.Errorf("the session has ended: %d", got.status)
	}
}

// TestLog holds the log to one line a request, without what people type.
func TestLog(t *testing.T) {
	t.Parallel()
	site, log := start(t, pgtest.New(t))
	who := engineer(t, site)
	token := who.Jar.Cookies(mustParse(t, site.Base))[0].Value
	before := strings.Count(log.text(), "msg=request")
	who.get("/engagements?q=unspeakable")
	who.post("/login", url.Values{"email": {"unspeakable@example.com"}, "password": {"unspeakable secret"}})
	who.post("/engagements/1/exceptions", url.Values{"reason": {"unspeakable"}, "ends_on": {"unspeakable"}})
	who.get("/nowhere?unspeakable")
	waitFor(t, "four lines", func() bool { return strings.Count(log.text(), "msg=request") == before+4 })
	for _, secret := range []string{"unspeakable", token} {
		if strings.Contains(log.text(), secret) {
			t.Errorf("the log tells %q:\n%s", secret, log.text())
		}
	}
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestSignInIsLimited tries passwords until the address is told to wait.
func TestSignInIsLimited(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	nobody, last := visit(t, site), answer{}
	for range 30 {
		last = nobody.post("/login", url.Values{"email": {"x@example.com"}, "password": {strings.Repeat("x", 300)}})
	}
	if last.status != http.StatusTooManyRequests || last.header.Get("Retry-After") == "" ||
		!strings.Contains(last.body, "too many tries") || !strings.Contains(last.body, "x@example.com") {
		t.Errorf("the thirtieth try: %d %v %.300s", last.status, last.header, webtest.Text(last.body))
	}
}
