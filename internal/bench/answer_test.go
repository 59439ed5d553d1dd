package main

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestReadAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want answer
	}{
		"a length":     {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\ncontent-length: 5\r\n\r\nhello", answer{200, 5, 68}},
		"chunks":       {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\na\r\n, everyone\r\n0\r\n\r\n", answer{200, 15, 77}},
		"no body":      {"HTTP/1.1 304 Not Modified\r\nEtag: \"x\"\r\n\r\n", answer{304, 0, 40}},
		"an empty one": {"HTTP/1.1 303 See Other\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", answer{303, 0, 58}},
	} {
		in := bufio.NewReader(strings.NewReader(c.text + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
		got, err := readAnswer(in)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, c.want)
		}
		if next, err := readAnswer(in); err != nil || next.status != 200 {
			t.Errorf("after %s: %+v, %v", name, next, err)
		}
	}
}

func TestReadAnswerThatIsNotWhole(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want error // nil: any
	}{
		"a short body":       {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", io.ErrUnexpectedEOF},
		"a short chunk":      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello", io.ErrUnexpectedEOF},
		"a missing end":      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", io.EOF},
		"no length":          {"HTTP/1.1 200 OK\r\n\r\nhello", errFraming},
		"nothing":            {"", io.EOF},
		"another protocol":   {"220 mail.example ESMTP\r\n\r\n", nil},
		"a length of words":  {"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello", nil},
		"a chunk of words":   {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\nhello\r\n", nil},
		"a chunk that grows": {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello, everyone\r\n", nil},
	} {
		a, err := readAnswer(bufio.NewReader(strings.NewReader(c.text)))
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %+v, %v; want %v", name, a, err, c.want)
		}
	}
}
