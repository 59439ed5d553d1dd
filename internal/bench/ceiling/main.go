// Command ceiling is the least that GapTrack's pages can do, as a program: the
// measure that `make bench` holds the real one against.
//
// A page that a signed-in person may see has to look up the session, find out
// whether this person sees this engagement, read the rows that the page shows,
// and write its bytes. The ceiling does that and nothing else, on the same
// router, driver, pool, template engine and compression: chi, pgx as
// postgres.Open makes it, templ, gzhttp. Its three statements go to the database
// in one round trip. Every value of a row is escaped into a table cell; the rest
// of the page is the program's own, word for word, so that an answer is as long
// as the program's, and shrinks as well. It has no rules, no log, no links, no
// forms, no errors for people: whatever makes GapTrack of it is what the program
// costs more. It reads rows where they are kept, one statement a page, so that a
// program that keeps them in a better shape can ask less of the database than
// this.
//
// It listens on a loopback address, for the bench alone.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"gaptrack/internal/postgres"
	"gaptrack/internal/shrink"
)

func main() {
	url := flag.String("database-url", "", "the database of the program")
	addr := flag.String("addr", "127.0.0.1:0", "where to listen; port 0 picks one")
	pages := flag.String("pages", "", "folder with the program's own pages, NAME.html")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *url, *addr, *pages); err != nil {
		fmt.Fprintln(os.Stderr, "ceiling:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, url, addr, folder string) error {
	pool, err := postgres.Open(ctx, url, postgres.Options{})
	if err != nil {
		return err
	}
	defer pool.Close()
	pages, err := readPages(folder)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	site := &http.Server{Handler: newCeiling(pool, pages), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	defer context.AfterFunc(ctx, func() { site.Close() })()
	fmt.Printf("listening on http://%s\n", listener.Addr())
	if err := site.Serve(listener); ctx.Err() == nil {
		return err
	}
	return nil
}

// readPages reads the program's own pages by their names.
func readPages(folder string) (map[string]string, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.html"))
	if err != nil {
		return nil, err
	}
	pages := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		pages[strings.TrimSuffix(filepath.Base(name), ".html")] = string(text)
	}
	return pages, nil
}

// newCeiling gives the handler of all pages, under the program's own addresses.
func newCeiling(pool *pgxpool.Pool, pages map[string]string) http.Handler {
	r := chi.NewRouter()
	r.Use(shrink.Middleware())
	of := func(s sheet) http.HandlerFunc { return answerer{pool, s, pages[s.name]}.ServeHTTP }
	r.Get("/engagements", of(portfolio))
	r.Get("/engagements/{engagement}", of(overview))
	r.Get("/engagements/{engagement}/tasks", of(tasks))
	r.Get("/engagements/{engagement}/checklist", of(checklist))
	r.Get("/engagements/{engagement}/checkpoints/{n}", of(checkpoint))
	r.Post("/engagements/{engagement}/tasks/{ftop}", (&writer{pool: pool}).ServeHTTP)
	return r
}
