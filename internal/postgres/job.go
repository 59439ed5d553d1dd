package postgres

import (
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// JobQueue is the queue in which this program's jobs wait.
const JobQueue = "default"

// Jobs gives River the database in which its jobs are kept.
func (s *Store) Jobs() riverdriver.Driver[pgx.Tx] { return riverpgxv5.New(s.pool) }

// queueJob queues the writing of a job that is to be carried out from a moment on, as
// River writes it: it is there when the transaction is. Args are numbers and words of
// ours: no name, no address. Past maxAttempts it is given up.
func queueJob(b *pgx.Batch, kind string, args map[string]any, from, now time.Time) {
	const sql = `insert into river_job (kind, args, state, scheduled_at, created_at, max_attempts, queue) values ($1, $2, $3, $4, $5, $6, $7)`
	state := "available"
	if from.After(now) {
		state = "scheduled"
	}
	b.Queue(sql, kind, args, state, from, now, MaxAttempts, JobQueue)
}

// MaxAttempts is how often a job is tried: River waits longer each time, so that the
// last is most of a day after the first.
const MaxAttempts = 12
