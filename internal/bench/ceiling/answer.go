package main

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"gaptrack/internal/signin"
)

// answerer answers one page.
type answerer struct {
	pool  *pgxpool.Pool
	sheet sheet
	page  string // the program's own
}

// errUnseen is of an engagement that the person does not see.
var errUnseen = errors.New("unseen")

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (a answerer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	rows, err := a.read(r)
	if err == nil {
		err = a.draw(r.Context(), b, rows)
	}
	if err != nil {
		http.Error(w, err.Error(), statusOf(err))
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	_, _ = w.Write(b.Bytes()) // who went away has no answer
}

func statusOf(err error) int {
	switch {
	case errors.Is(err, pgx.ErrNoRows): // of the session
		return http.StatusUnauthorized
	case errors.Is(err, errUnseen):
		return http.StatusNotFound
	}
	return http.StatusInternalServerError
}

// draw writes the rows, and of the program's page as much as the rows leave room
// for.
func (a answerer) draw(ctx context.Context, b *bytes.Buffer, rows [][]string) error {
	if err := table(rows).Render(ctx, b); err != nil {
		return err
	}
	rest := a.page[min(b.Len(), len(a.page)):]
	return templ.Raw(rest).Render(ctx, b)
}

// read sends the statements in one round trip: who asks, whether they see the
// engagement, and the rows.
func (a answerer) read(r *http.Request) ([][]string, error) {
	cookie, err := r.Cookie("gaptrack")
	if err != nil {
		return nil, pgx.ErrNoRows
	}
	token, _ := signin.ParseCookie(cookie.Value)
	hash, now := token.Hash(), time.Now()
	values, err := a.values(r, hash)
	if err != nil {
		return nil, errUnseen
	}
	person, seen := int64(0), true
	var rows [][]string
	b := &pgx.Batch{}
	b.Queue(findPerson, hash, now, now.Add(-signin.IdleTime)).QueryRow(func(row pgx.Row) error { return row.Scan(&person) })
	if a.sheet.takes[0] == engagement {
		b.Queue(findMembership, hash, values[0]).QueryRow(func(row pgx.Row) error { return row.Scan(&seen) })
	}
	b.Queue(a.sheet.sql, values...).Query(func(found pgx.Rows) (err error) {
		rows, err = texts(found)
		return err
	})
	err = a.pool.SendBatch(r.Context(), b).Close()
	if err == nil && !seen {
		err = errUnseen
	}
	return rows, err
}

// values gives what the sheet's statement takes.
func (a answerer) values(r *http.Request, hash []byte) ([]any, error) {
	var all []any
	for _, p := range a.sheet.takes {
		if p == session {
			all = append(all, hash)
			continue
		}
		n, err := strconv.ParseInt(chi.URLParam(r, map[param]string{engagement: "engagement", number: "n"}[p]), 10, 64)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}

// texts takes rows of texts as they came from the wire.
func texts(found pgx.Rows) ([][]string, error) {
	var rows [][]string
	for found.Next() {
		raw := found.RawValues()
		row := make([]string, len(raw))
		for i, v := range raw {
			row[i] = string(v)
		}
		rows = append(rows, row)
	}
	return rows, found.Err()
}
