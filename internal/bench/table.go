package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"
)

// table is a part of what is printed.
type table struct {
	title string
	head  []string
	rows  [][]string
	notes []string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) note(format string, args ...any) {
	t.notes = append(t.notes, fmt.Sprintf(format, args...))
}

// print writes the tables; those without a row are left out, but for their notes.
func print(to io.Writer, tables []*table) error {
	for _, t := range tables {
		if len(t.rows)+len(t.notes) == 0 {
			continue
		}
		if err := t.print(to); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) print(to io.Writer) error {
	fmt.Fprintf(to, "\n%s\n", t.title)
	w := tabwriter.NewWriter(to, 0, 0, 3, ' ', 0)
	if len(t.rows) > 0 {
		fmt.Fprintln(w, strings.Join(t.head, "\t"))
	}
	for _, row := range t.rows {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, n := range t.notes {
		fmt.Fprintln(to, n)
	}
	return nil
}

// whole writes the middle of a spread without decimals.
func whole(s spread) string {
	if math.IsNaN(s.median) {
		return "unknown"
	}
	return fmt.Sprintf("%.0f", s.median)
}
