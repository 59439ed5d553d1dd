// Package calendar writes meetings as iCalendar files (RFC 5545): an invitation to
// one, and a feed of many. It knows no clock and no HTTP.
package calendar

import (
	"fmt"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"
)

// Meeting is a meeting as calendars keep it. Its texts may be anything that people
// type.
type Meeting struct {
	UID       string         // the same for as long as the meeting is
	Sequence  int            // how often it was moved or cancelled: the higher one counts
	Start     time.Time      // to the second
	End       time.Time      // to the second
	Zone      *time.Location // by its IANA name, in whose local time the meeting is
	Title     string
	Text      string // what it is about; none where it is empty
	URL       string // of its page; none where it is empty
	Cancelled bool
	Made      time.Time // when the file is made
	Organizer Person    // none where it is zero
	Attendees []Person
}

// Person is somebody who meets.
type Person struct {
	Name  string
	Email string
}

// Invitation gives the file of one meeting: a request to those who attend, where
// they and an organizer are named; else one to keep. Of a meeting that was
// cancelled it takes the meeting out of the calendar.
func Invitation(m Meeting) []byte {
	method := ical.MethodPublish
	switch {
	case m.Cancelled:
		method = ical.MethodCancel
	case m.Organizer != Person{} && len(m.Attendees) > 0:
		method = ical.MethodRequest
	}
	return write(method, []Meeting{m}, nil)
}

// Feed gives the file of a calendar that others subscribe to, under a name, to be
// asked for again after a time, in whole minutes.
func Feed(name string, again time.Duration, meetings []Meeting) []byte {
	return write(ical.MethodPublish, meetings, func(c *ical.Calendar) {
		c.SetXWRCalName(plain(name))
		every := fmt.Sprintf("PT%dM", int(again.Minutes()))
		c.SetRefreshInterval(every)
		c.SetXPublishedTTL(every) // what Outlook reads in its place
	})
}

// write writes a calendar, with what name adds to its head.
func write(method ical.Method, meetings []Meeting, name func(*ical.Calendar)) []byte {
	c := &ical.Calendar{}
	c.SetVersion("2.0")
	c.SetProductId("-//GapTrack//GapTrack//EN")
	c.SetCalscale("GREGORIAN")
	c.SetMethod(method)
	if name != nil {
		name(c)
	}
	for _, z := range zonesOf(meetings) {
		c.AddVTimezone(z.component())
	}
	for _, m := range meetings {
		c.AddVEvent(m.event())
	}
	return []byte(c.Serialize(ical.WithNewLine("\r\n"))) // its own choice is the machine's
}

func (m Meeting) event() *ical.VEvent {
	e := ical.NewEvent(plain(m.UID))
	e.SetDtStampTime(m.Made)
	e.SetSequence(m.Sequence)
	m.times(e)
	e.SetStatus(ical.ObjectStatusConfirmed)
	if m.Cancelled {
		e.SetStatus(ical.ObjectStatusCancelled)
	}
	e.SetSummary(plain(m.Title))
	if m.Text != "" {
		e.SetDescription(plain(m.Text))
	}
	if m.URL != "" {
		e.SetURL(address(m.URL))
	}
	if m.Organizer != (Person{}) {
		e.SetOrganizer("mailto:"+address(m.Organizer.Email), ical.WithCN(parameter(m.Organizer.Name)))
	}
	for _, p := range m.Attendees {
		e.AddAttendee("mailto:"+address(p.Email), ical.WithCN(parameter(p.Name)), ical.ParticipationRoleReqParticipant,
			ical.ParticipationStatusNeedsAction, ical.WithRSVP(true))
	}
	return e
}

const localTime = "20060102T150405"

// times gives the meeting its start and its end, in local time. A local time that
// the clocks show twice means the first of the two (RFC 5545, 3.3.5): the second can
// be told in UTC alone.
func (m Meeting) times(e *ical.VEvent) {
	if m.Zone == time.UTC || second(m.Start.In(m.Zone)) || second(m.End.In(m.Zone)) {
		e.SetStartAt(m.Start)
		e.SetEndAt(m.End)
		return
	}
	zone := ical.WithTZID(m.Zone.String())
	e.SetProperty(ical.ComponentPropertyDtStart, m.Start.In(m.Zone).Format(localTime), zone)
	e.SetProperty(ical.ComponentPropertyDtEnd, m.End.In(m.Zone).Format(localTime), zone)
}

// second reports whether clocks that went back show a local time for the second
// time.
func second(t time.Time) bool {
	before := offset(t.Add(-step))
	back := before - offset(t)
	return back > 0 && offset(t.Add(-back)) == before
}

// offset gives how far a local time is ahead of UTC.
func offset(t time.Time) time.Duration {
	_, seconds := t.Zone()
	return time.Duration(seconds) * time.Second
}

// plain keeps of a text what a line may hold: line ends as one sign, and no other
// control character.
func plain(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\n':
			return '\n'
		case r == '\t':
			return ' '
		case r < ' ' || r == 0x7f:
			return -1
		}
		return r
	}, s)
}

// address keeps of a URL or a mail address what has no blank and no control
// character: neither is escaped.
func address(s string) string { return strings.Join(strings.Fields(plain(s)), "") }

// parameter words a name such that nothing in it has to be quoted or escaped, which
// programs read in different ways.
func parameter(s string) string {
	s = strings.NewReplacer("'", "’", `"`, "”", `\`, "/", ",", " ", ";", " ", ":", " ").Replace(plain(s))
	return strings.Join(strings.Fields(s), " ")
}
