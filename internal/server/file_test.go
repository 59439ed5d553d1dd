package server

import (
	"mime"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"gaptrack/internal/fault"
)

func TestFiles(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		file            file
		caching, keptAs string
	}{
		"of who asks":    {file{kind: "text/csv; charset=utf-8", name: "history-7.csv"}, "no-store", "history-7.csv"},
		"of a long name": {file{kind: "text/markdown; charset=utf-8", name: "Straße \"7\"; x.md"}, "no-store", "Straße \"7\"; x.md"},
		"of everybody":   {file{kind: "application/json", public: 5 * time.Minute}, "public, max-age=300", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.file.body = []byte("a,b\r\n")
			p, err := give(test.file)
			if err != nil {
				t.Fatal(err)
			}
			p.tag = tag{version: 3, rest: "x"} // of the page beside it
			w := httptest.NewRecorder()
			r := &request{Request: httptest.NewRequest(http.MethodGet, "/", nil)}
			if err := (&server{}).send(w, r, p); err != nil {
				t.Fatal(err)
			}
			h := w.Header()
			if w.Code != http.StatusOK || w.Body.String() != "a,b\r\n" || h.Get("Content-Length") != "5" || h.Get("Content-Type") != test.file.kind {
				t.Errorf("%d, %v, %q", w.Code, h, w.Body)
			}
			if h.Get("Cache-Control") != test.caching || h.Get("ETag") != "" {
				t.Errorf("it is kept by %q, as %q", h.Get("Cache-Control"), h.Get("ETag"))
			}
			how, about, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
			if about["filename"] != test.keptAs || (how == "attachment") != (test.keptAs != "") {
				t.Errorf("it is named %q", h.Get("Content-Disposition"))
			}
		})
	}
}

func TestFilesAreBounded(t *testing.T) {
	t.Parallel()
	if _, err := give(file{body: make([]byte, maxFile+1)}); fault.KindOf(err) != fault.TooLarge {
		t.Errorf("got %v", err)
	}
}
