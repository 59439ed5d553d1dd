package postgres

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/playbook"
)

// newestEditions gives the newest edition of every playbook, the playbooks in their
// order.
const newestEditions = `select coalesce(array_agg(e.id order by p.id), '{}') from playbook p
	join lateral (select id from edition where playbook_id = p.id order by number desc limit 1) e on true`

// services are the services of all playbooks by the newest editions, as they were
// read last. They are shared and never change.
type services struct {
	editions []int64
	terms    []playbook.Term
}

// knownServices gives the services as they were read last, and reads them where they
// never were.
func (s *Store) knownServices(ctx context.Context) (*services, error) {
	if known := s.services.Load(); known != nil {
		return known, nil
	}
	var newest []int64
	if err := s.pool.QueryRow(ctx, newestEditions).Scan(&newest); err != nil {
		return nil, err
	}
	return s.servicesOf(ctx, newest)
}

// servicesOf gives the services by editions that the database told to be the newest.
func (s *Store) servicesOf(ctx context.Context, newest []int64) (*services, error) {
	if known := s.services.Load(); known != nil && slices.Equal(known.editions, newest) {
		return known, nil
	}
	lists := make([][]playbook.Term, len(newest))
	for i, id := range newest {
		edition, err := s.editionByID(ctx, s.pool, id) // a query for an edition that is new to this program alone
		if err != nil {
			return nil, err
		}
		lists[i] = edition.Playbook.Services()
	}
	known := &services{newest, playbook.Union(lists...)}
	s.services.Store(known)
	return known, nil
}

// queueNewest asks which editions are the newest.
func queueNewest(b *pgx.Batch, into *[]int64) {
	b.Queue(newestEditions).QueryRow(func(row pgx.Row) error { return row.Scan(into) })
}
