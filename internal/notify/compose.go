package notify

import (
	"context"
	"fmt"
	"html/template"
	"strings"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/calendar"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/minutes"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
)

// notDue is why a mail is not sent at all, in words.
type notDue string

func (n notDue) Error() string { return string(n) }

// reader is whom a mail goes to.
type reader struct {
	engagement.Recipient
	name, address string
	zone          *time.Location // their own; nil where it is not known
	account       bool           // they can open the pages
}

// compose writes a mail as things stand: who reads it, and what. Where it is not to be
// sent any more the error is a notDue.
func (w *worker) compose(ctx context.Context, m postgres.Mail, now time.Time) (postgres.Letter, error) {
	e, err := w.store.Engagement(ctx, m.Engagement, access.System)
	if err != nil {
		return postgres.Letter{}, err
	}
	if from, due := e.MailDue(m.Kind, m.Checkpoint, now); !due || from.After(now) {
		return postgres.Letter{}, notDue("The checkpoint was moved, cancelled or held before it was sent.")
	}
	to, err := w.reader(ctx, e, m)
	if err != nil {
		return postgres.Letter{}, err
	}
	var l letter
	var meeting int // the number of the one that they are invited to
	switch m.Kind {
	case engagement.Digest:
		if l, err = w.digest(ctx, e, m.Checkpoint, to, now); err != nil {
			return postgres.Letter{}, err
		}
		meeting = e.NextScheduled()
	case engagement.Update:
		l, meeting = w.update(e, m.Checkpoint, to), m.Checkpoint
	default:
		l, meeting = w.reminder(e, m.Checkpoint, to, now), m.Checkpoint
	}
	written := postgres.Letter{Name: to.name, Address: to.address, Subject: strings.Join(strings.Fields(l.Subject), " "), Text: l.text(), HTML: l.html()}
	if meeting != 0 {
		written.Invited = meeting
		written.Invitation, err = w.invitation(ctx, e, meeting, to, now)
	}
	return written, err
}

// reader finds out who reads a mail: somebody who is still here, sees the engagement
// and wants such mails, or a contact who does.
func (w *worker) reader(ctx context.Context, e *postgres.Loaded, m postgres.Mail) (reader, error) {
	to := reader{Recipient: m.To}
	if m.To.Person == 0 {
		if !e.Mails(m.To) {
			return to, notDue("The contact wants no mails, or is no longer asked.")
		}
		c := e.Contacts[m.To.Contact]
		to.name, to.address = c.Name, c.Email
		return to, nil
	}
	p, _ := e.People.Person(m.To.Person)
	if !p.Active {
		return to, notDue("The person has no account any more.")
	}
	if _, err := w.store.Engagement(ctx, m.Engagement, p.Actor); fault.KindOf(err) == fault.NotFound {
		return to, notDue("The person does not see this engagement any more.")
	} else if err != nil {
		return to, err
	}
	own, err := w.store.Settings(ctx, m.To.Person)
	if err != nil {
		return to, err
	}
	if m.Kind == engagement.Digest && !own.Mail.Digests || m.Kind != engagement.Digest && !own.Mail.Reminders {
		return to, notDue("The person wants no such mails.")
	}
	to.name, to.address, to.account = p.Name, p.Email, true
	if zone, err := day.Zone(own.Zone); own.Zone != "" && err == nil {
		to.zone = zone
	}
	return to, nil
}

// digest tells what was said in a checkpoint, as it stood when it was closed, with what
// corrected it since.
func (w *worker) digest(ctx context.Context, e *postgres.Loaded, n int, to reader, now time.Time) (letter, error) {
	m, err := w.minutes(ctx, e, n, now)
	if err != nil {
		return letter{}, err
	}
	l := letter{
		Subject: "Minutes of " + lower(m.Title()),
		Lead:    []string{"Here is what was said and done in the meeting of " + m.When() + "."},
		Text:    m.Text(), Body: template.HTML(m.Body()), // which escapes what people typed
		Foot: []string{"You get this mail because you attended."},
	}
	if next := e.NextScheduled(); next != 0 {
		c := e.Checkpoints[next]
		l.Lead = append(l.Lead, fmt.Sprintf("The next meeting is planned for %s. The invitation is attached.", w.when(c.Starts(e.Facts.Location()), to)))
	}
	w.sign(&l, e, n, to)
	return l, nil
}

// minutes gives the minutes of a checkpoint that was closed.
func (w *worker) minutes(ctx context.Context, e *postgres.Loaded, n int, now time.Time) (minutes.Minutes, error) {
	_, then, err := w.store.Closing(ctx, e.ID, n, access.System, now)
	if err != nil {
		return minutes.Minutes{}, err
	}
	stood := e.Engagement
	if then != nil { // else it changed too often to show how it stood
		stood = then.Engagement
	}
	names := func(p engagement.PersonID) string { return e.People.Name(p) }
	m := minutes.Of(stood, n, names)
	m.Corrections = minutes.Corrections(e.Engagement, n, names)
	return m, nil
}

// reminder tells that a checkpoint is planned, and what of it concerns who reads it.
func (w *worker) reminder(e *postgres.Loaded, n int, to reader, now time.Time) letter {
	c, zone := e.Checkpoints[n], e.Facts.Location()
	title, day := fmt.Sprintf("checkpoint %d of %s", n, e.Facts.Customer), "Tomorrow: "
	if c.On == e.Today(now) { // it could not be sent before
		day = "Today: "
	}
	l := letter{
		Subject: day + title, Lead: []string{fmt.Sprintf("Checkpoint %d of %s is planned for %s.", n, e.Facts.Customer, w.when(c.Starts(zone), to))},
		Foot: []string{"You get this mail because you work on this engagement."},
	}
	if to.account {
		l.List = agenda(e, c.On)
	} else {
		l.List = promised(e, to.Contact)
		l.Foot = []string{"You get this mail because you are asked to this meeting."}
	}
	w.sign(&l, e, n, to)
	return l
}

// update tells who was invited to a checkpoint that it takes place at another time, or
// not at all. The file that goes with it has calendars do the same.
func (w *worker) update(e *postgres.Loaded, n int, to reader) letter {
	c := e.Checkpoints[n]
	title, when := fmt.Sprintf("checkpoint %d of %s", n, e.Facts.Customer), w.when(c.Starts(e.Facts.Location()), to)
	l := letter{
		Subject: "Moved: " + title,
		Lead:    []string{fmt.Sprintf("Checkpoint %d of %s now takes place on %s. The new invitation is attached.", n, e.Facts.Customer, when)},
		Foot:    []string{"You get this mail because you were invited."},
	}
	if c.State == engagement.Cancelled {
		l.Subject = "Cancelled: " + title
		l.Lead = []string{fmt.Sprintf("Checkpoint %d of %s, planned for %s, does not take place.", n, e.Facts.Customer, when), c.Words}
	}
	w.sign(&l, e, n, to)
	return l
}

// agenda says how much there is to speak of; nil for nothing.
func agenda(e *postgres.Loaded, on day.Date) *list {
	l := &list{Title: "On the agenda:"}
	for _, part := range e.Agenda(on) {
		l.Rows = append(l.Rows, fmt.Sprintf("%s: %d", part.Title, len(part.Subjects)))
	}
	if len(l.Rows) == 0 {
		return nil
	}
	return l
}

// promised lists what a contact is still to keep; nil for nothing.
func promised(e *postgres.Loaded, contact int) *list {
	l := &list{Title: "You promised:"}
	for _, n := range e.OpenPromises() {
		if p := e.Promises[n]; p.Contact == contact {
			row := strings.Join(strings.Fields(p.What), " ")
			if !p.By.IsZero() {
				row += ", by " + p.By.Format("2 Jan 2006")
			}
			l.Rows = append(l.Rows, row)
		}
	}
	if len(l.Rows) == 0 {
		return nil
	}
	return l
}

// sign ends a letter: with the way to the page and to one's settings, for those who can
// open them.
func (w *worker) sign(l *letter, e *postgres.Loaded, n int, to reader) {
	switch {
	case !to.account:
		l.Foot = append(l.Foot, "If you want no such mails, tell those who hold these meetings.")
	case w.url != "":
		l.Page, l.PageText = w.url+route.Checkpoint(e.ID, n), "Open it in GapTrack"
		l.Foot = append(l.Foot, "Which mails you get you settle on your account: "+w.url+route.Account)
	default:
		l.Foot = append(l.Foot, "Which mails you get you settle on your account in GapTrack.")
	}
}

const momentWords = "Mon 2 Jan 2006, 15:04"

// when words a moment of the customer's, with the reader's own time beside it where
// that is another.
func (w *worker) when(at time.Time, to reader) string {
	words := fmt.Sprintf("%s (%s)", at.Format(momentWords), day.ZoneLabel(at))
	if to.zone == nil {
		return words
	}
	if own := at.In(to.zone); own.Format(momentWords) != at.Format(momentWords) {
		words += fmt.Sprintf(", which is %s (%s) for you", own.Format(momentWords), day.ZoneLabel(own))
	}
	return words
}

// invitation gives the calendar file of a checkpoint, for one reader: nobody else's
// address is in it.
func (w *worker) invitation(ctx context.Context, e *postgres.Loaded, n int, to reader, now time.Time) (string, error) {
	instance, err := w.store.Instance(ctx)
	if err != nil {
		return "", err
	}
	page := ""
	if to.account && w.url != "" {
		page = w.url + route.Checkpoint(e.ID, n)
	}
	m := calendar.Checkpoint(e.Engagement, n, instance, page)
	m.Made = now
	if w.from != nil {
		m.Organizer = calendar.Person{Name: w.from.Name, Email: w.from.Address}
		m.Attendees = []calendar.Person{{Name: to.name, Email: to.address}}
	}
	return string(calendar.Invitation(m)), nil
}

// lower writes a title of ours for inside a sentence.
func lower(title string) string { return strings.ToLower(title[:1]) + title[1:] }
