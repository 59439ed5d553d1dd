package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// answer is what came back for one request, as far as it is looked at.
type answer struct {
	status int
	body   int64 // bytes of the body, as it was sent: compressed where it was
	wire   int64 // bytes in all: head, body, and what frames the chunks
}

// errFraming is of an answer that does not say where it ends.
var errFraming = errors.New("an answer that does not tell its length")

// readAnswer reads one answer to its end. It knows what net/http's server sends
// and no more, keeps nothing, and allocates nothing, so that the load takes
// little of the machine that it measures.
func readAnswer(r *bufio.Reader) (answer, error) {
	var a answer
	line, err := a.line(r)
	if err != nil {
		return a, err
	}
	if a.status, err = parseStatus(line); err != nil {
		return a, err
	}
	length, chunked, err := a.head(r)
	switch {
	case err != nil:
		return a, err
	case a.status == 304 || a.status == 204:
		return a, nil
	case chunked:
		return a, a.chunks(r)
	case length < 0:
		return a, errFraming
	}
	return a, a.take(r, length)
}

// line reads a line without its end. It is good until the next read.
func (a *answer) line(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	a.wire += int64(len(line))
	if err != nil {
		return nil, err
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

func parseStatus(line []byte) (int, error) {
	proto, rest, _ := bytes.Cut(line, []byte(" "))
	if len(rest) < 3 || !bytes.Equal(proto, []byte("HTTP/1.1")) {
		return 0, fmt.Errorf("no answer of HTTP/1.1: %q", line)
	}
	return strconv.Atoi(string(rest[:3]))
}

// head reads the headers. Without a length it gives -1.
func (a *answer) head(r *bufio.Reader) (length int64, chunked bool, err error) {
	length = -1
	for {
		line, err := a.line(r)
		if err != nil || len(line) == 0 {
			return length, chunked, err
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		switch value = bytes.TrimSpace(value); {
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.ParseInt(string(value), 10, 64); err != nil {
				return length, chunked, err
			}
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			chunked = bytes.EqualFold(value, []byte("chunked"))
		}
	}
}

// chunks reads a body in chunks, and the end of it.
func (a *answer) chunks(r *bufio.Reader) error {
	for {
		line, err := a.line(r)
		if err != nil {
			return err
		}
		size, err := strconv.ParseInt(string(line), 16, 64)
		if err != nil {
			return fmt.Errorf("size of a chunk: %w", err)
		}
		if size > 0 {
			if err := a.take(r, size); err != nil {
				return err
			}
		}
		if line, err = a.line(r); err != nil {
			return err
		}
		if len(line) != 0 {
			return fmt.Errorf("after a chunk of %d bytes: %q", size, line)
		}
		if size == 0 {
			return nil
		}
	}
}

func (a *answer) take(r *bufio.Reader, n int64) error {
	got, err := r.Discard(int(n))
	a.body += int64(got)
	a.wire += int64(got)
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
