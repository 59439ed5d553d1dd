package engagement

import (
	"fmt"
	"slices"
	"time"

	"gaptrack/internal/day"
)

// MailKind is what a mail about a checkpoint tells.
type MailKind string

// The kinds of mails.
const (
	Digest   MailKind = "digest"   // what was said, once the checkpoint is closed
	Reminder MailKind = "reminder" // that it is tomorrow
	Update   MailKind = "update"   // that it takes place at another time, or not at all
)

// MailJob says that the mails of a kind about a checkpoint are due from a moment on.
// To whom they go is worked out then.
type MailJob struct {
	Kind       MailKind
	Checkpoint int
	From       time.Time
}

// remindAt is when the customer's clocks are to show that it is time to remind of a
// checkpoint of the next day.
const remindAt = day.Clock(9 * 60)

// RemindAt gives the moment to remind of a checkpoint: the day before, at nine in the
// morning of the customer.
func (c Checkpoint) RemindAt(zone *time.Location) time.Time { return c.On.Add(-1).At(remindAt, zone) }

// updateAfter is how long an update waits, so that somebody who changes their mind is
// told of once.
const updateAfter = 5 * time.Minute

// MailJobs gives the mails that an event makes due; the engagement is as it stands
// after the event. A checkpoint that is closed is told once. One that is planned, or
// is given another time, is reminded of, but when the time to remind was past already.
// Who was invited to one that is moved or cancelled is told.
func (e *Engagement) MailJobs(ev Event) []MailJob {
	switch {
	case ev.Kind == CheckpointClosed:
		return []MailJob{{Digest, ev.Subject.N, ev.At}}
	case ev.Subject.Noun == NounCheckpoint && ev.touches("on", "at", "later", "state"):
		return append(e.updates(ev), e.reminders(ev.At, ev.Subject.N)...)
	case ev.Subject.Noun == NounFacts && ev.Seq > 1 && ev.touches("time_zone"):
		return e.reminders(ev.At, sortedKeys(e.Checkpoints)...)
	}
	return nil
}

// updates gives the update that a checkpoint's move or cancelling makes due.
func (e *Engagement) updates(ev Event) []MailJob {
	if ev.Kind != CheckpointMoved && ev.Kind != CheckpointCancelled {
		return nil
	}
	return []MailJob{{Update, ev.Subject.N, ev.At.Add(updateAfter)}}
}

func (ev Event) touches(fields ...string) bool {
	return slices.ContainsFunc(ev.Changes, func(c Change) bool { return slices.Contains(fields, c.Field) })
}

// reminders gives the reminders of those of some checkpoints that are planned.
func (e *Engagement) reminders(now time.Time, checkpoints ...int) []MailJob {
	var all []MailJob
	for _, n := range checkpoints {
		c := e.Checkpoints[n]
		if at := c.RemindAt(e.Facts.Location()); c.State == Scheduled && at.After(now) {
			all = append(all, MailJob{Reminder, n, at})
		}
	}
	return all
}

// digestLasts is how long after a checkpoint its digest is news.
const digestLasts = 3 * 24 * time.Hour

// MailDue gives the moment from which mails of a kind about a checkpoint are due, and
// whether they still are at all: one that was cancelled, has begun or was closed is
// not reminded of.
func (e *Engagement) MailDue(k MailKind, checkpoint int, now time.Time) (from time.Time, due bool) {
	c := e.Checkpoints[checkpoint]
	zone := e.Facts.Location()
	switch {
	case c == nil:
		return now, false
	case k == Update:
		return now, (c.State == Scheduled || c.State == Cancelled) && now.Before(c.Starts(zone))
	case k == Digest:
		return c.ClosedAt, c.State == Closed
	}
	return c.RemindAt(zone), c.State == Scheduled && now.Before(c.Starts(zone))
}

// MailNews reports whether a mail of a kind about a checkpoint is still news to those who
// were not owed it before: what was closed before the program could send mails, or was
// read in from elsewhere, is told to nobody.
func (e *Engagement) MailNews(k MailKind, checkpoint int, now time.Time) bool {
	return k != Digest || now.Before(e.Checkpoints[checkpoint].ClosedAt.Add(digestLasts))
}

// MailAbout names what a mail tells, such that no two mails to somebody tell the same.
func (e *Engagement) MailAbout(k MailKind, checkpoint int) string {
	about := fmt.Sprintf("%s of checkpoint %d", k, checkpoint)
	switch k {
	case Update:
		about += fmt.Sprintf(", sequence %d", e.Checkpoints[checkpoint].Sequence)
	case Reminder:
		about += " on " + e.Checkpoints[checkpoint].Starts(time.UTC).Format("2006-01-02 15:04") // moved: another one
	}
	return about
}

// Recipient is whom a mail goes to: a person of the team, or else a contact.
type Recipient struct {
	Person  PersonID
	Contact int // its number
}

// String names the recipient without a name.
func (r Recipient) String() string {
	if r.Person != 0 {
		return fmt.Sprintf("person %d", r.Person)
	}
	return fmt.Sprintf("contact %d", r.Contact)
}

// Recipients gives those to whom mails of a kind about a checkpoint go as things
// stand, each once, the team first: a digest to those who were there, a reminder to
// those who work on the engagement. An update goes to nobody by this: it goes to those
// who were invited. Whether a person wants it is theirs to set; of the
// contacts they are those who want mails.
func (e *Engagement) Recipients(k MailKind, checkpoint int) []Recipient {
	var people, contacts []int
	switch k {
	case Digest:
		c := e.Checkpoints[checkpoint]
		people = append(slices.Clone(c.People), int(c.HeldBy)) // who held it was there
		contacts = c.Contacts
	case Reminder:
		people = slices.DeleteFunc(sortedKeys(e.Members), func(n int) bool { return !e.Members[n].Present })
		contacts = e.Asked()
	}
	slices.Sort(people)
	var all []Recipient
	for _, n := range slices.Compact(people) {
		if n != 0 {
			all = append(all, Recipient{Person: PersonID(n)})
		}
	}
	for _, n := range slices.Sorted(slices.Values(contacts)) {
		if to := (Recipient{Contact: n}); e.Mails(to) {
			all = append(all, to)
		}
	}
	return all
}

// Mails reports whether mails may go to a recipient: to a contact who wants them and
// is still asked. Of people, who have settings of their own, it says yes.
func (e *Engagement) Mails(to Recipient) bool {
	if to.Person != 0 {
		return true
	}
	c := e.Contacts[to.Contact]
	return c != nil && c.Wants && !c.Gone && c.Email != ""
}
