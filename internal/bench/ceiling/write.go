package main

import (
	"context"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// writer changes a task as barely as a transaction can: begin, update one row,
// insert one row, commit. It knows no session, no rule and no chain of hashes.
// The rows are of tables of its own, in the schema ceiling, that the bench makes
// like task and event: those of the program hold together, and would not after
// this.
type writer struct {
	pool *pgxpool.Pool
	seq  atomic.Int32
}

const (
	updateTask  = "update ceiling.task set state = $3 where engagement_id = $1 and ftop = $2"
	insertEvent = `insert into ceiling.event (engagement_id, seq, at, actor_id, cause, kind, noun, n, changes, hash)
		values ($1, $2, $3, 1, '', 'task.changed', 'task', $4, $5, $6)`
	changes = `[{"Field": "state", "Was": "not started", "Became": "in progress"}]`
)

func (s *writer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(chi.URLParam(r, "engagement"), 10, 64)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	ftop, err := strconv.Atoi(chi.URLParam(r, "ftop"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if err := s.change(r.Context(), id, ftop, r.PostFormValue("state")); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Location", r.URL.Path)
	w.WriteHeader(http.StatusSeeOther)
}

func (s *writer) change(ctx context.Context, id int64, ftop int, state string) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, updateTask, id, ftop, state)
		if err == nil && done.RowsAffected() != 1 {
			err = pgx.ErrNoRows
		}
		if err != nil {
			return err
		}
		var hash [32]byte
		_, err = tx.Exec(ctx, insertEvent, id, s.seq.Add(1), time.Now(), ftop, changes, hash[:])
		return err
	})
}
