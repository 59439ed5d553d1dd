package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
)

// request is what a handler gets: the HTTP request with its form read, and who
// asks.
type request struct {
	*http.Request
	form  form
	visit *postgres.Visit // nil where the browser has no session
	who   access.Actor    // zero where nobody is signed in, and before a reading has proven it
	now   time.Time
	flash *flash // what the act before this page has to tell
	tag   tag    // of the page, once its reading is done
}

// engagementID reads the engagement from the path. What is no number names no
// engagement.
func (r *request) engagementID() (engagement.ID, error) {
	id, err := strconv.ParseInt(chi.URLParam(r.Request, "engagement"), 10, 64)
	if err != nil || id < 1 {
		return 0, engagement.NotFound()
	}
	return engagement.ID(id), nil
}

// number reads a number from the path: a task's FTOP ID, an item's number.
func (r *request) number(name string) (int, error) {
	n, err := strconv.ParseInt(chi.URLParam(r.Request, name), 10, 32)
	if err != nil || n < 1 {
		return 0, fault.New(fault.NotFound, "There is no such page.")
	}
	return int(n), nil
}

// partial reports whether the page's script asks for a part of it alone.
func (r *request) partial() bool { return r.Header.Get("HX-Request-Type") == "partial" }
