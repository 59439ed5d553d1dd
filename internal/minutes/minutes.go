// Package minutes makes of a checkpoint the document that its minutes are: who was
// there, what was said and done, who promised what, what stays open, and what corrected
// it after. It writes it as text, as Markdown and as a page of its own.
package minutes

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// Minutes are the minutes of one checkpoint. Texts are as people typed them.
type Minutes struct {
	Number   int
	Customer string
	Zone     *time.Location // the customer's, in which all is told
	Held     time.Time
	HeldBy   string
	Closed   time.Time // zero while it is being held
	Present  []Group
	Others   string // who else was there, in words
	Notes    string // what belongs to no single task or item
	Spoken   []Topic
	Promises []List
	Points   []List
	Blocked  []Entry
	Open     []Count // the checklist items that stood in the way; nil where they were not counted
	Next     *Next   // nil: none was planned
	// Corrections are what was added after, the oldest first.
	Corrections []Line
}

// Group are those of one side who were there.
type Group struct {
	Side  string // "Customer"
	Names []string
}

// Topic is a task or an item that was spoken of.
type Topic struct {
	On    engagement.Subject
	Name  string // what it was called then: "Item 3: Proxy blocks the service"
	Lines []Line // the oldest first
}

// Line is something that was said of it, or done to it.
type Line struct {
	At    time.Time
	By    string
	State string // that it was given: "Resolved"; empty for none
	Did   string // what else was done, in sentences without the last full stop; empty for nothing
	Note  string // what was said; empty for nothing
}

// List is a part of a list, by what the entries have in common.
type List struct {
	Title   string
	Entries []Entry
}

// Entry is a promise, a point or a blocker.
type Entry struct {
	Who  string // who promised: "Ana Ruiz (customer)"; empty for none
	What string
	Then string // by when, or what came of it
}

// Count is how many checklist items of a severity were open.
type Count struct {
	Severity engagement.Severity
	Items    int
}

// Next is the checkpoint that follows.
type Next struct {
	Number       int
	Starts, Ends time.Time
}

// Of gives the minutes of checkpoint n, which must be there and held or closed. The
// engagement is as it stood when that was closed, for what is told to be of then; names
// tells how people of the team are called.
func Of(e *engagement.Engagement, n int, names func(engagement.PersonID) string) Minutes {
	c, zone := e.Checkpoints[n], e.Facts.Location()
	m := Minutes{
		Number: n, Customer: e.Facts.Customer, Zone: zone, Held: c.HeldAt, HeldBy: names(c.HeldBy), Closed: c.ClosedAt,
		Others: c.Attended, Notes: c.Minutes, Corrections: Corrections(e, n, names),
	}
	on := day.Of(c.HeldAt, zone)
	m.Present = present(e, c, names)
	m.Spoken = spoken(e, n, names)
	m.Promises, m.Points = promises(e, n, on), points(e, n)
	m.Blocked = blocked(e, on)
	if len(c.Open) == len(engagement.Severities) {
		for i, severity := range engagement.Severities {
			m.Open = append(m.Open, Count{severity, c.Open[i]})
		}
	}
	if next := e.NextScheduled(); next != 0 {
		then := e.Checkpoints[next]
		m.Next = &Next{next, then.Starts(zone), then.Ends(zone)}
	}
	return m
}

// Corrections gives what was added to the minutes of checkpoint n, the oldest first.
func Corrections(e *engagement.Engagement, n int, names func(engagement.PersonID) string) []Line {
	var all []Line
	for _, l := range slices.Backward(e.LinesAt(n)) {
		if line := e.Lines[l]; line.Noun == engagement.NounCheckpoint {
			all = append(all, Line{At: line.At, By: names(line.By), Note: line.Note})
		}
	}
	return all
}

// present gives who attended, side by side, the team first.
func present(e *engagement.Engagement, c *engagement.Checkpoint, names func(engagement.PersonID) string) []Group {
	team := Group{Side: "Onboarding team"}
	for _, p := range c.People {
		team.Names = append(team.Names, names(engagement.PersonID(p)))
	}
	groups := []Group{team}
	for _, side := range engagement.OutsideSides {
		g := Group{Side: capital(side)}
		for _, n := range c.Contacts {
			if at := e.Contacts[n]; at != nil && at.Side == side {
				g.Names = append(g.Names, called(at))
			}
		}
		groups = append(groups, g)
	}
	return slices.DeleteFunc(groups, func(g Group) bool { return len(g.Names) == 0 })
}

// called names a contact with what they do.
func called(c *engagement.Contact) string {
	if c.Title == "" || c.Title == engagement.Anonymous {
		return c.Name
	}
	return fmt.Sprintf("%s (%s)", c.Name, c.Title)
}

// Title gives "Checkpoint 6 of Harbour & Finch".
func (m Minutes) Title() string { return fmt.Sprintf("Checkpoint %d of %s", m.Number, m.Customer) }

// When gives the time of the meeting, by the customer's clock.
func (m Minutes) When() string {
	from := m.Held.In(m.Zone)
	if m.Closed.IsZero() {
		return fmt.Sprintf("%s (%s)", from.Format(momentWords), day.ZoneLabel(from))
	}
	return m.between(m.Held, m.Closed)
}

// When gives the time of the next meeting, by the customer's clock.
func (n Next) When(m Minutes) string { return m.between(n.Starts, n.Ends) }

const (
	dayWords    = "2 Jan 2006"
	momentWords = "Mon 2 Jan 2006, 15:04"
	clockWords  = "15:04"
)

// between words a time from one moment to another: of the end the clock alone, where
// it is the same day.
func (m Minutes) between(from, to time.Time) string {
	from, to = from.In(m.Zone), to.In(m.Zone)
	end := to.Format(momentWords)
	if day.Of(from, m.Zone) == day.Of(to, m.Zone) {
		end = to.Format(clockWords)
	}
	return fmt.Sprintf("%s to %s (%s)", from.Format(momentWords), end, day.ZoneLabel(from))
}

// OpenWords says how many checklist items stood in the way: "3 checklist items: 1
// Critical, 2 Low". It is empty where they were not counted.
func (m Minutes) OpenWords() string {
	if m.Open == nil {
		return ""
	}
	sum, words := 0, ""
	for _, c := range m.Open {
		if sum += c.Items; c.Items > 0 {
			words += fmt.Sprintf("%s%d %s", map[bool]string{true: ", "}[words != ""], c.Items, c.Severity)
		}
	}
	switch sum {
	case 0:
		return "No checklist item stands in the way."
	case 1:
		return "1 checklist item: " + words
	}
	return fmt.Sprintf("%d checklist items: %s", sum, words)
}

// capital writes a word that begins with a letter of ASCII with a capital.
func capital[S ~string](s S) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(string(s[:1])) + string(s[1:])
}
