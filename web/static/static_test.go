package static

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func get(t *testing.T, url string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, url, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestURLNamesTheContent(t *testing.T) {
	t.Parallel()
	for name, contentType := range map[string]string{
		"app.css":           "text/css; charset=utf-8",
		"app.js":            "text/javascript; charset=utf-8",
		"icons/favicon.svg": "image/svg+xml",
	} {
		res := get(t, URL(name))
		if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != contentType {
			t.Errorf("%s: %d, %q", name, res.StatusCode, res.Header.Get("Content-Type"))
		}
		if cache := res.Header.Get("Cache-Control"); !strings.Contains(cache, "immutable") {
			t.Errorf("%s: Cache-Control %q", name, cache)
		}
	}
}

func TestContentChangesTheName(t *testing.T) {
	t.Parallel()
	one, err := load(folders("a{}"))
	if err != nil {
		t.Fatal(err)
	}
	two, err := load(folders("b{}"))
	if err != nil {
		t.Fatal(err)
	}
	if one.byName["app.css"].hashed == two.byName["app.css"].hashed {
		t.Error("two contents have one name")
	}
	if one.byName["app.js"].hashed != two.byName["app.js"].hashed {
		t.Error("one content has two names")
	}
}

// folders is a tree with everything that must not be served in it.
func folders(css string) fstest.MapFS {
	return fstest.MapFS{
		"css/1.css":      {Data: []byte(css)},
		"css/2.css":      {Data: []byte("z{}")},
		"js/1.js":        {Data: []byte("let a = 1;\n")},
		"js/2.js":        {Data: []byte("let a = 2;\n")},
		"icons/x.svg":    {Data: []byte("<svg/>")},
		"vendor/.keep":   {},
		"vendor/x.go":    {Data: []byte("package x")},
		"vendor/lib.js":  {Data: []byte("1")},
		"vendor/LICENSE": {Data: []byte("MIT")},
	}
}

func TestLoadJoinsAndChooses(t *testing.T) {
	t.Parallel()
	s, err := load(folders("a{}"))
	if err != nil {
		t.Fatal(err)
	}
	for name, there := range map[string]bool{
		"app.css": true, "app.js": true, "icons/x.svg": true, "vendor/lib.js": true,
		"vendor/.keep": false, "vendor/x.go": false, "vendor/LICENSE": false, "css/1.css": false,
	} {
		if (s.byName[name] != nil) != there {
			t.Errorf("%s served: %v, want %v", name, !there, there)
		}
	}
	if css := plain(s.byName["app.css"]); css != "a{}\nz{}\n" {
		t.Errorf("app.css is %q", css)
	}
	if js := plain(s.byName["app.js"]); strings.Count(js, "try {\n") != 2 {
		t.Errorf("two scripts are not kept apart: %q", js)
	}
}

func plain(a *asset) string { return string(a.encoded[len(a.encoded)-1].body) }

func TestEncodings(t *testing.T) {
	t.Parallel()
	want := body(t, get(t, URL("app.css")).Body)
	for _, c := range []struct{ accept, encoding string }{
		{"", ""}, {"identity", ""}, {"gzip", "gzip"}, {"gzip, deflate, br, zstd", "gzip"},
		{"zstd, gzip;q=0", ""}, {"gzip; q=0.5", "gzip"}, {"GZIP;q=nonsense", ""},
	} {
		res := get(t, URL("app.css"), "Accept-Encoding", c.accept)
		if got := res.Header.Get("Content-Encoding"); got != c.encoding {
			t.Errorf("Accept-Encoding %q gives %q, want %q", c.accept, got, c.encoding)
			continue
		}
		if got := body(t, decoder(t, c.encoding, res.Body)); got != want {
			t.Errorf("Accept-Encoding %q gives other content", c.accept)
		}
	}
}

func decoder(t *testing.T, encoding string, r io.Reader) io.Reader {
	t.Helper()
	if encoding == "" {
		return r
	}
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		t.Fatal(err)
	}
	return unzipped
}

func TestUnchangedIs304(t *testing.T) {
	t.Parallel()
	first := get(t, URL("app.js"), "Accept-Encoding", "gzip")
	tag := first.Header.Get("ETag")
	if tag == get(t, URL("app.js")).Header.Get("ETag") {
		t.Error("two encodings share one ETag")
	}
	again := get(t, URL("app.js"), "Accept-Encoding", "gzip", "If-None-Match", tag)
	if again.StatusCode != http.StatusNotModified || body(t, again.Body) != "" {
		t.Errorf("status %d with the ETag %s", again.StatusCode, tag)
	}
}

func TestOtherNamesAre404(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"/static/", "/static/app.css", "/static/app.000000000000.css", "/static/static.go",
		"/static/vendor/.keep", "/static/../static.go", "/static/css/10-tokens.css", URL("no-such-file.js"),
	} {
		if res := get(t, url); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", url, res.StatusCode)
		}
	}
}

func TestOnlyReading(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodPost, URL("app.css"), nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}

func TestVendoredOrMissing(t *testing.T) {
	t.Parallel()
	if got := len(Vendored()) + len(Missing()); got != len(vendored) {
		t.Errorf("%d of %d scripts are there or missing", got, len(vendored))
	}
	for _, name := range Vendored() {
		if !Has(name) || get(t, URL(name)).StatusCode != http.StatusOK {
			t.Errorf("%s is listed and not served", name)
		}
	}
}

// A first page stays under 80 kB in all; what is ours may take 24 kB of it.
func TestWeight(t *testing.T) {
	t.Parallel()
	sum := 0
	for _, name := range []string{"app.css", "app.js"} {
		sum += len(body(t, get(t, URL(name), "Accept-Encoding", "gzip").Body))
	}
	if sum > 24_000 {
		t.Errorf("styles and scripts take %d bytes", sum)
	}
}
