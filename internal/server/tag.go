package server

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/postgres"
)

// tag names what a page was drawn from, as its ETag: the engagement's version or,
// of a list, a moment of the database; and a hash of everything else that a page
// depends on: the program, who asks, the people, and the day. A browser sends it
// back, and is told by a 304 that its copy is still right, before any row of the
// page is read. The zero tag is none.
type tag struct {
	version int             // of an engagement
	moment  postgres.Moment // of a list
	rest    string
}

// engagementTag names a page of an engagement. What such a page says changes with
// the customer's day, with the reader's, and when its playbook has a new edition.
func (s *server) engagementTag(r *request, e *postgres.Loaded) tag {
	if !r.conditional() {
		return tag{}
	}
	return tag{version: e.Version, rest: s.rest(r, e.People, e.Today(r.now).String(), day.Of(r.now, zoneOf(r.who)).String(),
		strconv.Itoa(e.Newest.Number))}
}

// quarter is how long a list stays the same while nothing changes: a day begins
// somewhere at every quarter of an hour, and lists hold customers of every zone.
const quarter = 15 * time.Minute

// listTag names a page of many engagements.
func (s *server) listTag(r *request, people *postgres.Directory) tag {
	if !r.conditional() {
		return tag{}
	}
	return tag{moment: r.visit.Moment(), rest: s.rest(r, people, r.now.Truncate(quarter).UTC().String())}
}

func (s *server) rest(r *request, people *postgres.Directory, days ...string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%d|%d|%q", s.Build, r.who.ID, people.Version(), days))
	return hex.EncodeToString(sum[:8])
}

// String writes the tag as a header: weak, since compression makes other bytes of
// the same page.
func (t tag) String() string {
	switch {
	case t == tag{}:
		return ""
	case t.version != 0:
		return fmt.Sprintf(`W/"v%d-%s"`, t.version, t.rest)
	}
	return fmt.Sprintf(`W/"m%d-%s"`, t.moment, t.rest)
}

// maxTag bounds what is read of a header, in bytes.
const maxTag = 500

// parseTag reads a tag; what is none of ours is none.
func parseTag(header string) tag {
	text, quoted := strings.CutPrefix(strings.TrimSpace(header), `W/"`)
	text, ended := strings.CutSuffix(text, `"`)
	what, rest, whole := strings.Cut(text, "-")
	if !quoted || !ended || !whole || len(header) > maxTag || len(what) < 2 {
		return tag{}
	}
	n, err := strconv.ParseInt(what[1:], 10, 64)
	switch {
	case err != nil || n < 1:
	case what[0] == 'm':
		return tag{moment: postgres.Moment(n), rest: rest}
	case what[0] == 'v' && n <= math.MaxInt32:
		return tag{version: int(n), rest: rest}
	}
	return tag{}
}

// seenTag gives the tag of the browser's copy of the page, none where it has none
// or has to be drawn anew.
func (r *request) seenTag() tag {
	if !r.conditional() {
		return tag{}
	}
	return parseTag(r.Header.Get("If-None-Match"))
}
