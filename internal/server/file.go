package server

import (
	"fmt"
	"mime"
	"net/http"
	"time"

	"gaptrack/internal/fault"
)

// file is what a handler answers that is no page: something to keep, or for
// another program to read. A browser asks for it anew each time, unless it is
// everybody's.
type file struct {
	kind   string        // its type, with the charset where it is text: "text/csv; charset=utf-8"
	name   string        // under which a browser keeps it; it is shown where there is none
	body   []byte        // at most maxFile bytes
	public time.Duration // how long anybody may keep it; zero where it is for who asks alone
}

// maxFile is how large a file may be, in bytes: it is whole in memory before its
// first byte is sent.
const maxFile = 32 << 20

// give answers with a file. One that is too large is TooLarge.
func give(f file) (reply, error) {
	if len(f.body) > maxFile {
		return reply{}, fault.New(fault.TooLarge, "This is more than one file may hold (%d MB). Narrow it down, and take it in parts.", maxFile>>20)
	}
	return reply{file: &f}, nil
}

// mayKeep tells who may keep the file.
func (f *file) mayKeep(h http.Header) {
	if f.public > 0 {
		h.Set("Cache-Control", fmt.Sprintf("public, max-age=%d", int(f.public.Seconds())))
	}
}

func (f *file) write(w http.ResponseWriter) error {
	if f.name != "" {
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.name}))
	}
	return write(w, http.StatusOK, f.kind, f.body)
}
