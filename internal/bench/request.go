package main

import (
	"fmt"
	"math/rand/v2"
)

// encoding names what a request takes, by its Accept-Encoding header.
type encoding string

// The encodings: as a browser asks, and without any.
const (
	browser  encoding = "browser"
	identity encoding = "identity"
)

func (e encoding) accepts() string {
	if e == browser {
		return "gzip, deflate, br, zstd"
	}
	return "identity"
}

// visitor is somebody who is signed in.
type visitor struct {
	id     int64
	name   string
	cookie string // the whole header's value
}

// get builds a request as a browser sends it. Extra are further headers, each
// "Name: value".
func get(host, path string, who visitor, as encoding, extra ...string) []byte {
	text := fmt.Sprintf("GET %s HTTP/1.1\r\nHost: %s\r\n%sAccept-Encoding: %s\r\n", path, host, who.headers("none"), as.accepts())
	for _, header := range extra {
		text += header + "\r\n"
	}
	return []byte(text + "\r\n")
}

// post builds the request of a form, as a browser sends it.
func post(host, path string, who visitor, form string) []byte {
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\n%sAccept-Encoding: %s\r\nOrigin: http://%s\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		path, host, who.headers("same-origin"), browser.accepts(), host, len(form), form)
}

// headers are those that a browser sends with every page. Site says from where
// the reader came.
func (v visitor) headers(site string) string {
	return "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36\r\n" +
		"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n" +
		"Accept-Language: en-GB,en;q=0.9\r\n" +
		"Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: " + site + "\r\nSec-Fetch-User: ?1\r\n" +
		"Cookie: " + v.cookie + "\r\n"
}

// gets builds the requests of several paths.
func gets(host string, paths []string, who visitor, as encoding) [][]byte {
	var all [][]byte
	for _, path := range paths {
		all = append(all, get(host, path, who, as))
	}
	return all
}

// shuffled gives, for each of some connections, a source that draws from
// requests without end, the same on every run.
func shuffled(requests [][]byte, connections int) []func() []byte {
	var all []func() []byte
	for i := range connections {
		draw := rand.New(rand.NewPCG(seed, uint64(i)))
		all = append(all, func() []byte { return requests[draw.IntN(len(requests))] })
	}
	return all
}
