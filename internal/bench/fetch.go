package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/klauspost/compress/zstd"
)

// fetched is an answer that is looked into.
type fetched struct {
	status int
	header http.Header
	body   []byte // as it was before it was compressed
	size   int    // as it was sent
}

// explorer asks what is looked into, not measured. It follows nothing and
// leaves compressed bodies as they are.
var explorer = &http.Client{
	Transport:     &http.Transport{DisableCompression: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Timeout:       30 * time.Second,
}

// fetch asks once. Tag is of the page that the browser has, empty for none.
func fetch(host, path string, who visitor, as encoding, tag string) (fetched, error) {
	r, err := http.NewRequest(http.MethodGet, "http://"+host+path, nil)
	if err != nil {
		return fetched{}, err
	}
	r.Header.Set("Accept-Encoding", as.accepts())
	r.Header.Set("Cookie", who.cookie)
	if tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	resp, err := explorer.Do(r)
	if err != nil {
		return fetched{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return fetched{}, fmt.Errorf("GET %s: %w", path, err)
	}
	f := fetched{resp.StatusCode, resp.Header, body, len(body)}
	f.body, err = plain(body, resp.Header.Get("Content-Encoding"))
	return f, err
}

// whole is fetch of a page that must be there.
func fetchPage(host, path string, who visitor, as encoding) (fetched, error) {
	f, err := fetch(host, path, who, as, "")
	if err == nil && f.status != http.StatusOK {
		err = fmt.Errorf("GET %s answered %d", path, f.status)
	}
	return f, err
}

// plain takes the compression off.
func plain(body []byte, encoding string) ([]byte, error) {
	switch encoding {
	case "":
		return body, nil
	case "gzip":
		r, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	case "zstd":
		r, err := zstd.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		defer r.Close()
		return io.ReadAll(r)
	}
	return nil, fmt.Errorf("unknown Content-Encoding %q", encoding)
}
