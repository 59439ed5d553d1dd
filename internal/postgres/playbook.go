package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// Playbook is a playbook's name, and its newest edition's number and date.
type Playbook struct {
	Slug        string
	Title       string
	Number      int
	PublishedAt time.Time
}

// Edition is a published edition with the files that it was made of. It is
// shared and never changes.
type Edition struct {
	*engagement.Edition
	playbook.Catalog
	SHA256      []byte              // of all that it was made of
	Summary     string              // what its publisher said of it; "" of one that came with the program
	PublishedBy engagement.PersonID // 0: it came with the program
	PublishedAt time.Time
}

// Playbooks lists the playbooks by title.
func (s *Store) Playbooks(ctx context.Context) ([]Playbook, error) {
	rows, _ := s.pool.Query(ctx, selectPlaybooks) // CollectRows gives the error
	all, err := pgx.CollectRows(rows, scanPlaybook)
	return all, trouble(err, "list playbooks")
}

const selectPlaybooks = `select p.slug, p.title, e.number, e.published_at from playbook p
	join lateral (select number, published_at from edition where playbook_id = p.id order by number desc limit 1) e on true
	order by lower(p.title), p.id`

func scanPlaybook(row pgx.CollectableRow) (p Playbook, err error) {
	return p, row.Scan(&p.Slug, &p.Title, &p.Number, moment{&p.PublishedAt})
}

// Edition gives an edition of a playbook, number 0 for the newest. One that is
// not is NotFound.
func (s *Store) Edition(ctx context.Context, slug string, number int) (*Edition, error) {
	const sql = `select e.id from edition e join playbook p on p.id = e.playbook_id
		where p.slug = $1 and ($2::bigint = 0 or e.number = $2::bigint) order by e.number desc limit 1`
	var id int64
	err := foundEdition(s.pool.QueryRow(ctx, sql, storable(slug), number).Scan(&id))
	if err != nil {
		return nil, trouble(err, "find playbook %q", slug)
	}
	edition, err := s.editionByID(ctx, s.pool, id)
	return edition, trouble(err, "read playbook %q", slug)
}

// startEdition is the edition on which engagements begin.
const startEdition = `select id from edition where playbook_id = (select min(id) from playbook) order by number desc limit 1`

// StartEdition gives the edition on which Create begins an engagement: the
// newest of the first playbook. A database without a playbook is a Conflict.
func (s *Store) StartEdition(ctx context.Context) (*Edition, error) {
	var id int64
	err := s.pool.QueryRow(ctx, startEdition).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, noPlaybook()
	}
	if err != nil {
		return nil, trouble(err, "find the playbook that engagements begin on")
	}
	edition, err := s.editionByID(ctx, s.pool, id)
	return edition, trouble(err, "read edition %d", id)
}

func noPlaybook() error {
	return fault.New(fault.Conflict,
		"No playbook has been published yet. The program publishes its own when it starts: run gaptrack serve on this database.")
}

// editionByID gives an edition, from memory but for the first time. q is the
// caller's own connection: waiting for a second one while holding a first can
// wait for ever.
func (s *Store) editionByID(ctx context.Context, q querier, id int64) (*Edition, error) {
	if known, ok := s.editions.Load(id); ok {
		return known.(*Edition), nil
	}
	const sql = `select p.slug, e.number, e.source, e.includes, e.beside, e.sha256, e.summary, e.published_by, e.published_at
		from edition e join playbook p on p.id = e.playbook_id where e.id = $1`
	e := &Edition{Edition: &engagement.Edition{ID: id}}
	err := q.QueryRow(ctx, sql, id).Scan(&e.Slug, &e.Number, &e.Source, &e.Includes, &e.Beside, &e.SHA256, &e.Summary, orNone(&e.PublishedBy), moment{&e.PublishedAt})
	if err != nil {
		return nil, fmt.Errorf("read edition %d: %w", id, err)
	}
	if e.Playbook, err = e.Catalog.Parse(); err != nil {
		return nil, fmt.Errorf("edition %d, published once, no longer parses: %w", id, err)
	}
	first, _ := s.editions.LoadOrStore(id, e)
	return first.(*Edition), nil
}
