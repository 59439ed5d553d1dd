package static

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// asset is one file as it goes over the wire.
type asset struct {
	hashed      string // its name with the hash of its content in it
	hash        string
	contentType string
	encoded     []encoding // the smallest first; the last is the file itself
}

// encoding is one form of a file; the empty name is the file as it is.
type encoding struct {
	name string
	body []byte
}

// newAsset compresses content once, where that saves something. There is gzip
// alone: on files of this size zstd comes to the same.
func newAsset(hashed, hash, contentType string, content []byte) *asset {
	a := &asset{hashed: hashed, hash: hash, contentType: contentType}
	if small := gzipOf(content); len(small) < len(content) {
		a.encoded = append(a.encoded, encoding{"gzip", small})
	}
	a.encoded = append(a.encoded, encoding{"", content})
	return a
}

func gzipOf(content []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	w.Write(content) // a bytes.Buffer takes everything
	w.Close()
	return b.Bytes()
}

// Handler serves the files under Prefix by their hashed names, to be kept for
// ever; any other name is 404.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "This file can only be read.", http.StatusMethodNotAllowed)
			return
		}
		a := assets().byURL[strings.TrimPrefix(r.URL.Path, Prefix)]
		if a == nil {
			http.NotFound(w, r)
			return
		}
		a.serve(w, r)
	})
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	e := a.accepted(r.Header.Get("Accept-Encoding"))
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", fmt.Sprintf("%q", strings.TrimSuffix(a.hash+"-"+e.name, "-")))
	if e.name != "" {
		h.Set("Content-Encoding", e.name)
		h.Set("Content-Length", strconv.Itoa(len(e.body)))
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(e.body))
}

// accepted gives the best form that the Accept-Encoding header takes.
func (a *asset) accepted(header string) encoding {
	for _, e := range a.encoded {
		if e.name == "" || accepts(header, e.name) {
			return e
		}
	}
	return a.encoded[len(a.encoded)-1]
}

// accepts reports whether the header names the encoding without refusing it by
// a weight of 0.
func accepts(header, name string) bool {
	for _, part := range strings.Split(header, ",") {
		token, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(token), name) {
			continue
		}
		q, weighted := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		n, err := strconv.ParseFloat(q, 64)
		return !weighted || err == nil && n > 0
	}
	return false
}
