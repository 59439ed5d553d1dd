package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// bench is one run.
type bench struct {
	options
	cluster      *cluster
	small, large *dataset
	ceiling      *child
	raw          *rawFile
	results      string   // the path of the results, without an ending
	shares       []shares // of every slice of a duel
	children     []*child
	ends         []func()
}

// part is what a run is made of. It gives tables, also beside an error: what was
// measured until then.
type part struct {
	name string
	run  func(*bench, context.Context) ([]*table, error)
}

var parts = []part{
	{"page", (*bench).pages}, {"write", (*bench).write}, {"growth", (*bench).growth}, {"start", (*bench).starts},
	{"memory", (*bench).memory}, {"wire", (*bench).wire}, {"go", (*bench).micro},
}

// errEnded is of a run that a person ended.
var errEnded = errors.New("ended early; what was measured is in the raw results")

// run does all that the options ask for, and prints the tables. A part that
// fails does not keep the others from it.
func run(ctx context.Context, o options) error {
	b := &bench{options: o}
	defer b.close()
	if err := b.open(ctx); err != nil {
		if ctx.Err() != nil {
			return errEnded // whatever failed, it failed by that
		}
		return err
	}
	var tables []*table
	var failed []error
	for _, p := range parts {
		found, err := p.run(b, ctx)
		if ctx.Err() != nil {
			return errEnded
		}
		tables = append(tables, found...)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", p.name, err))
		}
	}
	return errors.Join(append(failed, b.report(tables))...)
}

// open starts what every part stands on.
func (b *bench) open(ctx context.Context) (err error) {
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	if b.cluster, err = startCluster(ctx, b.dir); err != nil {
		return err
	}
	b.atEnd(b.cluster.stop)
	if b.small, err = b.openDataset(ctx, b.options.small); err != nil {
		return err
	}
	if b.large, err = b.openDataset(ctx, b.options.large); err != nil {
		return err
	}
	b.results = filepath.Join(b.dir, time.Now().Format("20060102-150405"))
	if b.raw, err = newRaw(b.results+".txt", b.machine(ctx)); err != nil {
		return err
	}
	b.atEnd(func() { b.raw.Close() })
	return b.openCeiling(ctx)
}

// report prints the tables and keeps them beside the raw results.
func (b *bench) report(tables []*table) error {
	kept, err := os.Create(b.results + ".table.txt")
	if err != nil {
		return err
	}
	to := io.MultiWriter(os.Stdout, kept)
	b.heading(to)
	err = print(to, tables)
	fmt.Fprintf(os.Stdout, "\nRaw results: %s.txt\n", b.results)
	return errors.Join(err, kept.Close())
}

// start starts a server that ends with the run, if it was not stopped before.
func (b *bench) start(ctx context.Context, log, program string, args ...string) (*child, error) {
	c, err := startChild(ctx, log, program, args...)
	if err != nil {
		return nil, err
	}
	b.children = append(b.children, c)
	b.atEnd(c.stop)
	return c, nil
}

func (b *bench) atEnd(do func()) { b.ends = append(b.ends, do) }

// close ends everything that was started, the last first.
func (b *bench) close() {
	for _, end := range slices.Backward(b.ends) {
		end()
	}
}

func (b *bench) emptyLogs() error {
	for _, c := range b.children {
		if err := c.emptyLog(); err != nil {
			return err
		}
	}
	return nil
}
