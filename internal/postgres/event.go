package postgres

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// The columns of whole rows, as they are written.
var (
	eventRowColumns = []string{"engagement_id", "seq", "at", "actor_id", "cause", "kind", "noun", "n", "changes", "hash"}
	textRowColumns  = []string{"engagement_id", "seq", "field", "salt", "was", "became"}

	addEvent = insertInto("event", eventRowColumns)
	addText  = insertInto("event_text", textRowColumns)
)

func insertInto(table string, columns []string) string {
	return fmt.Sprintf("insert into %s (%s) values (%s)", table, strings.Join(columns, ", "), places(1, len(columns)))
}

const (
	eventHead    = "e.engagement_id, e.seq, e.at, e.actor_id, e.cause, e.kind, e.noun, e.n, e.changes, e.hash"
	eventColumns = eventHead + ", t.field, t.salt, t.was, t.became"

	joinTexts = ` left join event_text t on t.engagement_id = e.engagement_id and t.seq = e.seq `
)

// change is a changed field as an event's row keeps it. Of free text it keeps
// the digest alone; the words are a row of event_text, which can be taken out.
type change struct {
	Field  string `json:"field"`
	Was    string `json:"was,omitempty"`
	Became string `json:"became,omitempty"`
	Digest string `json:"digest,omitempty"` // hexadecimal; set for free text alone
}

// newSalt gives the random bytes that one free text is hashed with.
func newSalt() []byte {
	salt := make([]byte, engagement.SaltSize)
	_, _ = rand.Read(salt) // never fails
	return salt
}

// putEvent queues the writing of a sealed event and its texts.
func putEvent(b *pgx.Batch, ev engagement.Event) {
	b.Queue(addEvent, eventValues(&ev)...)
	for i := range ev.Changes {
		if c := &ev.Changes[i]; c.Free {
			b.Queue(addText, textValues(&ev, c)...)
		}
	}
}

// eventValues gives the values of eventRowColumns.
func eventValues(ev *engagement.Event) []any {
	changes := make([]change, len(ev.Changes))
	for i, c := range ev.Changes {
		changes[i] = change{Field: c.Field, Was: c.Was, Became: c.Became}
		if c.Free {
			changes[i] = change{Field: c.Field, Digest: c.Digest.String()}
		}
	}
	return []any{ev.Engagement, ev.Seq, ev.At, orNone(&ev.Actor), ev.Cause, ev.Kind, ev.Subject.Noun, ev.Subject.N,
		changes, ev.Hash[:]}
}

// textValues gives the values of textRowColumns, of a free text.
func textValues(ev *engagement.Event, c *engagement.Change) []any {
	return []any{ev.Engagement, ev.Seq, c.Field, c.Salt, c.Was, c.Became}
}

// eventRow is a row of eventColumns: an event, with one of its texts if it has
// any.
type eventRow struct {
	event              engagement.Event
	changes            []byte
	field, was, became *string
	salt               []byte
}

// head gives the places of eventHead.
func (r *eventRow) head() []any {
	return []any{&r.event.Engagement, &r.event.Seq, moment{&r.event.At}, orNone(&r.event.Actor), &r.event.Cause,
		&r.event.Kind, &r.event.Subject.Noun, &r.event.Subject.N, &r.changes, digest{&r.event.Hash}}
}

func (r *eventRow) at() []any { return append(r.head(), &r.field, &r.salt, &r.was, &r.became) }

// eachEvent calls do with every event of rows of eventColumns, in which the
// texts of an event follow one another.
func eachEvent(rows pgx.Rows, do func(engagement.Event) error) error {
	defer rows.Close()
	var current engagement.Event
	var r eventRow
	places := r.at()
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return fmt.Errorf("read an event: %w", err)
		}
		if r.event.Engagement != current.Engagement || r.event.Seq != current.Seq {
			if err := emit(current, do); err != nil {
				return err
			}
			current = r.event
			if err := r.decode(&current); err != nil {
				return err
			}
		}
		r.addText(&current)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return emit(current, do)
}

func emit(ev engagement.Event, do func(engagement.Event) error) error {
	if ev.Seq == 0 {
		return nil // none was read yet
	}
	return do(ev)
}

// decode fills in the event's changes, texts aside.
func (r *eventRow) decode(ev *engagement.Event) error {
	changes, err := readChanges(r.changes)
	if err != nil {
		return fmt.Errorf("read event %d of engagement %d: %w", ev.Seq, ev.Engagement, err)
	}
	ev.Changes = make([]engagement.Change, len(changes))
	for i, c := range changes {
		ev.Changes[i] = engagement.Change{Field: c.Field, Was: c.Was, Became: c.Became, Free: c.Digest != ""}
		if len(c.Digest) == hex.EncodedLen(sha256.Size) {
			_, _ = hex.Decode(ev.Changes[i].Digest[:], []byte(c.Digest)) // what is no digest is one that no text has
		}
	}
	return nil
}

// addText fills in the text of this row.
func (r *eventRow) addText(ev *engagement.Event) {
	if r.field != nil {
		eventText{field: *r.field, was: *r.was, became: *r.became, salt: r.salt}.fill(ev)
	}
}

// collectEvents reads all events of rows of eventColumns.
func collectEvents(rows pgx.Rows, into *[]engagement.Event) error {
	return eachEvent(rows, func(ev engagement.Event) error {
		*into = append(*into, ev)
		return nil
	})
}
