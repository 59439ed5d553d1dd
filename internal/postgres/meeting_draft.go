package postgres

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// How much is kept of what somebody types in a meeting and has not sent, and for how
// long: by then it is known from the minutes, or to nobody.
const (
	maxDraft  = 64 << 10 // bytes of one form
	maxDrafts = 200      // forms of one person in one meeting
	draftTime = 30 * 24 * time.Hour
)

// MeetingDraft is what somebody typed into a form of a meeting and has not sent.
type MeetingDraft struct {
	Field string    // the form: "item-3"
	Value string    // as their browser wrote it
	Saved time.Time // UTC
}

func (d *MeetingDraft) at() []any { return []any{&d.Field, &d.Value, moment{&d.Saved}} }

// draftField is the form of a field's name, so that it reads as words to others.
var draftField = regexp.MustCompile(`^[a-z][a-z0-9]{0,29}(-[a-z0-9]{1,20}){0,3}$`)

func (d MeetingDraft) check() error {
	switch {
	case !draftField.MatchString(d.Field):
		return fault.New(fault.Invalid, "The draft has no name that GapTrack knows.")
	case len(d.Value) > maxDraft:
		return fault.New(fault.TooLarge, "This is more than is kept of a draft (%d kB).", maxDraft>>10)
	case d.Value != storable(d.Value):
		return fault.New(fault.Invalid, "This holds characters that are no text, such as a NUL byte.")
	}
	return nil
}

// MeetingDrafts gives what who asks has not sent of what they typed in a checkpoint.
func (v *Visit) MeetingDrafts(ctx context.Context, id engagement.ID, n int) (all []MeetingDraft, err error) {
	err = v.read(ctx, func(by look, _ *Directory, b *pgx.Batch) {
		var version int
		queueVersion(b, id, by, &version)
		const sql = `select field, value, saved_at from meeting_draft where engagement_id = $1 and checkpoint_n = $2 and person_id = $3 order by saved_at, field`
		b.Queue(sql, id, n, by.ID).Query(func(rows pgx.Rows) (err error) {
			all, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (d MeetingDraft, err error) {
				return d, row.Scan(d.at()...)
			})
			return err
		})
	})
	return all, trouble(err, "read drafts of a meeting")
}

// KeepMeetingDraft keeps what who asks typed into a form of a checkpoint that is being
// held, in place of what was kept of it. Of another checkpoint nothing is kept: a
// Conflict.
func (v *Visit) KeepMeetingDraft(ctx context.Context, id engagement.ID, n int, d MeetingDraft) error {
	if err := d.check(); err != nil {
		return err
	}
	if err := v.mayDraft(ctx, id, n, d.Field); err != nil {
		return trouble(err, "keep a draft of a meeting")
	}
	const sql = `insert into meeting_draft (engagement_id, checkpoint_n, person_id, field, value, saved_at) values ($1, $2, $3, $4, $5, $6)
		on conflict (engagement_id, checkpoint_n, person_id, field) do update set value = excluded.value, saved_at = excluded.saved_at
		returning xmax = 0`
	var fresh bool
	err := v.store.pool.QueryRow(ctx, sql, id, n, v.who.ID, d.Field, d.Value, d.Saved).Scan(&fresh)
	if err == nil && fresh {
		v.store.tell(id, 0)
	}
	return trouble(err, "keep a draft of a meeting")
}

// mayDraft refuses a draft of a form that who asks may not have, for what the checkpoint
// is, or for the drafts of other forms.
func (v *Visit) mayDraft(ctx context.Context, id engagement.ID, n int, field string) error {
	var state string
	var others int
	err := v.read(ctx, func(by look, _ *Directory, b *pgx.Batch) {
		var version int
		queueVersion(b, id, by, &version)
		const sql = `select c.state, (select count(*) from meeting_draft d where d.engagement_id = c.engagement_id and d.checkpoint_n = c.n and d.person_id = $3 and d.field <> $4)
			from checkpoint c where c.engagement_id = $1 and c.n = $2`
		b.Queue(sql, id, n, by.ID, field).QueryRow(func(row pgx.Row) error { return found(row.Scan(&state, &others)) })
	})
	if err != nil {
		return err
	}
	if err := access.May(v.who.Actor, access.Work); err != nil {
		return err
	}
	switch {
	case state != string(engagement.Held):
		return fault.New(fault.Conflict, "Checkpoint %d is not being held, so that no draft of it is kept.", n)
	case others >= maxDrafts:
		return fault.New(fault.TooLarge, "You have %d drafts in this checkpoint that you never sent. Send or discard some.", others)
	}
	return nil
}

// DropMeetingDraft forgets a draft of who asks: it was sent, or discarded. One that is
// not there is forgotten already.
func (v *Visit) DropMeetingDraft(ctx context.Context, id engagement.ID, n int, field string) error {
	if !v.who.SignedIn() {
		if err := v.Prove(ctx); err != nil {
			return err
		}
	}
	const sql = "delete from meeting_draft where engagement_id = $1 and checkpoint_n = $2 and person_id = $3 and field = $4"
	done, err := v.store.pool.Exec(ctx, sql, id, n, v.who.ID, storable(field))
	if err == nil && done.RowsAffected() > 0 {
		v.store.tell(id, 0)
	}
	return trouble(err, "forget a draft of a meeting")
}

// queueUnsaved queues the reading of who has not sent what they typed in a checkpoint.
func queueUnsaved(b *pgx.Batch, id engagement.ID, n int, into *[]engagement.Unsaved) {
	const sql = "select person_id, saved_at, field from meeting_draft where engagement_id = $1 and checkpoint_n = $2 order by saved_at, person_id, field"
	b.Queue(sql, id, n).Query(func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (u engagement.Unsaved, err error) {
			err = row.Scan(&u.Person, moment{&u.At}, &u.What)
			u.What = strings.ReplaceAll(u.What, "-", " ")
			return u, err
		})
		return err
	})
}

// unsaved leaves what others have not sent, as far as they still can, with their names.
func unsaved(all []engagement.Unsaved, by access.Actor, known *Directory) (others []engagement.Unsaved) {
	for _, u := range all {
		if p, _ := known.Person(u.Person); p.Active && int64(u.Person) != by.ID {
			u.Name = p.Name
			others = append(others, u)
		}
	}
	return others
}

// found makes a row that is not there an engagement that is not.
func found(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return engagement.NotFound()
	}
	return err
}
