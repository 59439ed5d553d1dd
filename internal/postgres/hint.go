package postgres

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"gaptrack/internal/engagement"
)

// channel is where changes are told, as "ID:VERSION"; the version 0 tells of who is
// in a meeting and what they have not sent. It is a hint, never the truth: who hears it
// reads again, and what misses it does so sooner or later.
const channel = "engagement"

// hintTime is how long telling may take; a hint that is late is none.
const hintTime = 5 * time.Second

// hints are the changes that are still to be told. They are told behind the
// transactions that made them, those of a moment together: a NOTIFY inside one
// would hold a lock of the whole server over its commit, so that of all who write
// at the same time only one could wait for the disk.
type hints struct {
	mu      sync.Mutex
	waiting map[engagement.ID]int // the newest version
	telling bool
}

// tell has a change told, by a goroutine that ends when there is nothing more to
// tell.
func (s *Store) tell(id engagement.ID, version int) {
	h := &s.hints
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.waiting == nil {
		h.waiting = map[engagement.ID]int{}
	}
	h.waiting[id] = max(version, h.waiting[id])
	if !h.telling {
		h.telling = true
		go h.run(s.pool)
	}
}

func (h *hints) run(pool *pgxpool.Pool) {
	for texts := h.take(); len(texts) > 0; texts = h.take() {
		ctx, cancel := context.WithTimeout(context.Background(), hintTime)
		b := &pgx.Batch{}
		b.Queue("begin")
		b.Queue("set local synchronous_commit = off") // a hint that a crash takes was of no use any more
		b.Queue("select pg_notify($1, text) from unnest($2::text[]) text", channel, texts)
		b.Queue("commit")
		_ = send(ctx, pool, b) // a database that is away hears no hints
		cancel()
	}
}

// take takes all that waits. Nothing ends the telling.
func (h *hints) take() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var texts []string
	for id, version := range h.waiting {
		texts = append(texts, fmt.Sprintf("%d:%d", id, version))
	}
	h.telling = len(texts) > 0
	clear(h.waiting)
	return texts
}
