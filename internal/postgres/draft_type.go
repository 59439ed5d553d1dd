package postgres

import (
	"context"
	"errors"

	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// Typing is a draft's Markdown as somebody typed it.
type Typing struct {
	Seen int    // the version over which it was typed
	Text string // in UTF-8, lines ended in any way

	// How conflicts with what others saved meanwhile are settled, by their keys:
	// Ours is what stands, Theirs what was typed. They hold for the version
	// Against, at which they were chosen, and for no later one.
	Choices map[string]playbook.Choice
	Against int
}

// typedWords is what was done, of saves of the Markdown.
const typedWords = "Markdown edited"

// aStep is how long typing goes on as one step to undo.
const aStep = time.Minute

// TypeDraft saves the Markdown of a draft as it was typed. Where it does not parse,
// it is kept as typed, and the last that did beside it. Where others saved since
// the version that was seen, both are merged; what both changed is a Conflict, of
// whose Clashes Theirs is what stands, and Yours what was typed. What changes
// nothing is not saved; what is above playbook.MaxSize, or no text, is Invalid.
func (s *Store) TypeDraft(ctx context.Context, slug string, typed Typing, by access.Actor, now time.Time) (*Draft, error) {
	if err := typed.check(); err != nil {
		return nil, err
	}
	return s.changeDraft(ctx, slug, typed.Seen, by, func(tx pgx.Tx, d *Draft) error {
		before := d.AsTyped()
		made, err := typed.over(ctx, tx, d)
		if err != nil || made.Equal(before) {
			return err
		}
		goesOn := d.Begun && d.place.at == d.Version && d.What == typedWords && d.By == engagement.PersonID(by.ID) && now.Sub(d.place.since) < aStep
		d.take(made)
		if goesOn {
			return d.goOn(ctx, tx, typedWords, by, now)
		}
		return d.save(ctx, tx, typedWords, by, now)
	})
}

func (t Typing) check() error {
	var bad fault.Fields
	switch size := len(playbook.PlainText(t.Text)); {
	case size > playbook.MaxSize:
		bad.Add("markdown", "This has %d bytes, and a playbook may have %d (1 MiB) at most.", size, playbook.MaxSize)
	case t.Text != storable(t.Text):
		bad.Add("markdown", "This holds characters that are no text, such as a NUL byte. Take them out.")
	}
	return bad.Err()
}

// over gives the catalog that comes of the typing, on what stands now.
func (t Typing) over(ctx context.Context, tx pgx.Tx, d *Draft) (playbook.Catalog, error) {
	if t.Seen == d.Version {
		made := d.AsTyped()
		made.Source = d.Catalog.Typed(t.Text)
		return made, nil
	}
	base, err := d.seen(ctx, tx, t.Seen)
	if err != nil {
		return playbook.Catalog{}, err
	}
	if t.Against != d.Version {
		t.Choices = nil
	}
	mine := base
	mine.Source = base.Typed(t.Text)
	return d.merge(base, mine, t.Choices)
}

// take makes a catalog the draft's: a document that does not parse as what is
// typed, over the last that did.
func (d *Draft) take(made playbook.Catalog) {
	last := d.Source
	d.Catalog, d.Typed = made, nil
	if _, err := made.Parse(); err != nil {
		d.Source, d.Typed = last, new(made.Text())
	}
}

// seen gives the catalog of an earlier version, as it was typed. One that is not
// kept any more, or that stood on another edition, is as if nothing had been there:
// all that differs is then a conflict.
func (d *Draft) seen(ctx context.Context, tx pgx.Tx, version int) (playbook.Catalog, error) {
	if version == d.place.begun {
		return d.published(), nil
	}
	var at Draft
	const find = "select source, includes, beside, typed from draft where playbook_id = $1 and version = $2"
	err := tx.QueryRow(ctx, find, d.playbookID, version).Scan(&at.Source, &at.Includes, &at.Beside, &at.Typed)
	if errors.Is(err, pgx.ErrNoRows) {
		return playbook.Catalog{}, nil
	}
	return at.AsTyped(), err
}

// merge gives the draft with what somebody else changed of base.
func (d *Draft) merge(base, mine playbook.Catalog, choices map[string]playbook.Choice) (playbook.Catalog, error) {
	stands := d.AsTyped()
	if len(base.Source) == 0 { // beside what is not known any more the draft's own stands
		base.Includes, base.Beside, mine.Includes, mine.Beside = stands.Includes, stands.Beside, stands.Includes, stands.Beside
	}
	made, err := playbook.Merge(base, stands, mine, choices)
	if err != nil || made.Open() == 0 {
		return made.Catalog, err
	}
	clash := fault.New(fault.Conflict, "The draft was changed while this page was open, and some of it in the same places.")
	for _, c := range made.Conflicts {
		clash.Clashes = append(clash.Clashes, fault.Clash{
			Name: c.Key, Noun: "draft", Field: c.Name, By: int64(d.By), At: d.At, Original: c.Base, Theirs: c.Ours, Yours: c.Theirs,
		})
	}
	return playbook.Catalog{}, clash
}
