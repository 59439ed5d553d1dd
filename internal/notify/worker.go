package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/mail"
	"time"

	"github.com/riverqueue/river"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// DigestArgs, ReminderArgs and UpdateArgs name a checkpoint whose mails are due; MailArgs names a
// mail. Jobs hold no name, no address and no text.
type (
	DigestArgs struct {
		Engagement engagement.ID `json:"engagement"`
		Checkpoint int           `json:"checkpoint"`
	}
	ReminderArgs DigestArgs
	UpdateArgs   DigestArgs
	MailArgs     struct {
		Mail postgres.MailID `json:"mail"`
	}
)

// Kind names the job.
func (DigestArgs) Kind() string { return postgres.DigestJob }

// Kind names the job.
func (ReminderArgs) Kind() string { return postgres.ReminderJob }

// Kind names the job.
func (UpdateArgs) Kind() string { return postgres.UpdateJob }

// Kind names the job.
func (MailArgs) Kind() string { return postgres.MailJob }

// worker carries out the jobs.
type worker struct {
	store  *postgres.Store
	log    *slog.Logger
	now    func() time.Time
	server *server // nil: mails are kept
	from   *mail.Address
	url    string             // without a slash at its end
	crash  func(point string) // tests end the program here
}

func (w *worker) register(all *river.Workers) {
	river.AddWorker(all, river.WorkFunc(func(ctx context.Context, j *river.Job[DigestArgs]) error {
		return w.owe(ctx, engagement.Digest, j.Args)
	}))
	river.AddWorker(all, river.WorkFunc(func(ctx context.Context, j *river.Job[ReminderArgs]) error {
		return w.owe(ctx, engagement.Reminder, DigestArgs(j.Args))
	}))
	river.AddWorker(all, river.WorkFunc(func(ctx context.Context, j *river.Job[UpdateArgs]) error {
		return w.owe(ctx, engagement.Update, DigestArgs(j.Args))
	}))
	river.AddWorker(all, river.WorkFunc(func(ctx context.Context, j *river.Job[MailArgs]) error { return w.mail(ctx, j.Args.Mail) }))
}

// owe owes a checkpoint's mails of a kind to those who are to have them. A reminder
// that comes too early, for the checkpoint was moved, waits.
func (w *worker) owe(ctx context.Context, k engagement.MailKind, of DigestArgs) error {
	e, err := w.store.Engagement(ctx, of.Engagement, access.System)
	if err != nil {
		return err
	}
	now := w.now()
	from, due := e.MailDue(k, of.Checkpoint, now)
	switch {
	case !due || !e.MailNews(k, of.Checkpoint, now):
		return nil
	case from.After(now):
		return river.JobSnooze(from.Sub(now))
	}
	to := e.Recipients(k, of.Checkpoint)
	if k == engagement.Update {
		if to, err = w.store.Invited(ctx, of.Engagement, of.Checkpoint); err != nil {
			return err
		}
	}
	return w.store.OweMails(ctx, e.Engagement, k, of.Checkpoint, to, now)
}

// mail sends a mail that is owed. One that was being sent when a program ended is left
// to an administrator.
func (w *worker) mail(ctx context.Context, id postgres.MailID) error {
	m, err := w.store.OwedMail(ctx, id)
	switch {
	case err != nil:
		return err
	case m.State == postgres.MailSending:
		return w.store.EndMail(ctx, id, postgres.MailUnsure, cutOff, w.now())
	case m.State != postgres.MailOwed:
		return nil
	}
	now := w.now()
	l, err := w.compose(ctx, m, now)
	var not notDue
	switch {
	case errors.As(err, &not):
		return w.store.EndMail(ctx, id, postgres.MailDropped, not.Error(), now)
	case err != nil:
		return err
	case w.server == nil:
		return w.store.KeepMail(ctx, id, l, now)
	}
	return w.send(ctx, m, l)
}

const cutOff = "The program ended while it was being sent."

// send sends a mail, with a note before and after.
func (w *worker) send(ctx context.Context, m postgres.Mail, l postgres.Letter) error {
	instance, err := w.store.Instance(ctx)
	if err != nil {
		return err
	}
	msg, err := message(m, l, w.from, instance, w.now())
	if err != nil {
		return w.store.EndMail(ctx, m.ID, postgres.MailFailed, "It cannot be written as a mail: "+err.Error(), w.now())
	}
	w.crash("before the note")
	if began, err := w.store.SendingMail(ctx, m.ID, l, w.now()); err != nil || !began {
		return err
	}
	w.crash("after the note")
	out := w.server.send(ctx, msg)
	w.crash("after the sending")
	if out.state == postgres.MailOwed && w.now().Sub(m.OwedAt) > giveUpAfter {
		out = outcome{postgres.MailFailed, "It was tried for a day. " + out.why}
	}
	if err := w.end(ctx, m.ID, out); err != nil {
		return err
	}
	w.log.Info("mail", "id", m.ID, "kind", m.Kind, "state", out.state)
	if out.state == postgres.MailOwed {
		return river.JobSnooze(wait(m.Attempts))
	}
	return nil
}

// giveUpAfter is how long it is tried to send a mail.
const giveUpAfter = 24 * time.Hour

// wait is how long to wait after some attempts that failed: from half a minute to an
// hour.
func wait(attempts int) time.Duration { return min(time.Hour, 30*time.Second<<min(attempts, 10)) }

// endTries is how often it is tried to note what came of a mail, a second apart: else
// nobody would know.
const endTries = 10

// end notes what came of a mail, even while the program stops.
func (w *worker) end(ctx context.Context, id postgres.MailID, out outcome) (err error) {
	for range endTries {
		if err = w.store.EndMail(context.WithoutCancel(ctx), id, out.state, out.why, w.now()); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return fmt.Errorf("mail %d is %s, which could not be noted: %w", id, out.state, err)
}
