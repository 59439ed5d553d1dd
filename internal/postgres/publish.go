package postgres

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

func checkFiles(slug string, includes map[string]string) error {
	if slug != playbook.Slug(slug) {
		return fault.New(fault.Invalid, "A playbook is named by letters a to z, digits and single hyphens, such as %s.", playbook.Slug(slug))
	}
	for file, text := range includes {
		if file != storable(file) || text != storable(text) {
			return fault.New(fault.Invalid, "The fragment %q is no text; save it as UTF-8.", storable(file))
		}
	}
	return nil
}

// newEdition is an edition that is about to be.
type newEdition struct {
	playbook.Catalog
	title   string
	summary string
	by      engagement.PersonID // 0: it comes with the program
	at      time.Time
}

// publish inserts the next edition unless the newest is the same. The upsert
// of the playbook's row makes publishers of one playbook take turns.
func publish(ctx context.Context, tx pgx.Tx, slug string, made newEdition) (id int64, fresh bool, err error) {
	const (
		upsert = `insert into playbook (slug, title) values ($1, $2)
			on conflict (slug) do update set title = excluded.title returning id`
		newest = `select id, number, sha256 from edition where playbook_id = $1 order by number desc limit 1`
		insert = `insert into edition (playbook_id, number, source, includes, beside, sha256, summary, published_by, published_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`
	)
	var book int64
	if err := tx.QueryRow(ctx, upsert, slug, made.title).Scan(&book); err != nil {
		return 0, false, err
	}
	files, sum, err := sumCatalog(made.Catalog)
	if err != nil {
		return 0, false, err
	}
	var number int
	var before []byte
	err = tx.QueryRow(ctx, newest, book).Scan(&id, &number, &before)
	if err == nil && bytes.Equal(before, sum) {
		return id, false, nil
	}
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, false, err
	}
	err = tx.QueryRow(ctx, insert, book, number+1, made.Source, json.RawMessage(files), made.Beside, sum,
		made.summary, orNone(&made.by), made.at).Scan(&id)
	return id, true, err
}

// sumCatalog gives the includes as JSON, keys in order, and the SHA-256 of the
// source's length, the source, that JSON and, where there is any, what stands
// beside as JSON in a line of its own.
func sumCatalog(c playbook.Catalog) (files, sum []byte, err error) {
	if c.Includes == nil {
		c.Includes = map[string]string{}
	}
	if files, err = json.Marshal(c.Includes); err != nil {
		return nil, nil, fmt.Errorf("write the includes: %w", err)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d\n", len(c.Source))
	h.Write(c.Source)
	h.Write(files)
	if !c.Beside.IsZero() {
		beside, err := json.Marshal(c.Beside)
		if err != nil {
			return nil, nil, fmt.Errorf("write what stands beside: %w", err)
		}
		fmt.Fprintf(h, "\n%s", beside)
	}
	return files, h.Sum(nil), nil
}
