package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

type playbookGroup struct {
	Check  playbookCheck  `cmd:"" help:"Check a playbook's file: a summary, or every problem by its line."`
	List   playbookList   `cmd:"" help:"List the playbooks of the catalog."`
	Diff   playbookDiff   `cmd:"" help:"Tell what differs between two playbooks or editions, by meaning. Finds nothing wrong where nothing differs."`
	Export playbookExport `cmd:"" help:"Write a playbook's file, byte for byte as it was imported where nobody edited it."`
	Import playbookImport `cmd:"" help:"Take a playbook's file in: a new one is published, another is merged into the draft."`
}

type playbookCheck struct {
	File string `arg:"" help:"The playbook's file."`
	JSON bool   `name:"json" help:"Print what was understood, as JSON."`
}

// Run checks the file.
func (c playbookCheck) Run(e env) error {
	source, err := readLimited(c.File)
	if err != nil {
		return err
	}
	p, err := playbook.Parse(source)
	var problems playbook.Problems
	if errors.As(err, &problems) {
		for _, problem := range problems {
			fmt.Fprintf(e.out, "%s:%d: %s\n", c.File, problem.Line, problem.Message)
		}
		return errFound
	} else if err != nil {
		return err
	}
	warnOfIncludes(p, c.File)
	if c.JSON {
		out, err := p.CheckJSON()
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(e.out, "%s\n", out)
		return err
	}
	return summary(e.out, c.File, p)
}

// warnOfIncludes adds a warning for each fragment that is not beside the file.
func warnOfIncludes(p *playbook.Playbook, file string) {
	for _, i := range p.Includes {
		if _, err := os.Stat(filepath.Join(filepath.Dir(file), filepath.FromSlash(i.File()))); err != nil {
			p.Warnings = append(p.Warnings, playbook.Problem{Line: i.Line, Message: fmt.Sprintf("The included file %s is not there.", i.Path)})
		}
	}
	slices.SortStableFunc(p.Warnings, func(a, b playbook.Problem) int { return a.Line - b.Line })
}

// readLimited reads a file up to the limit of a playbook and a byte more, so
// that Parse sees that it is too large.
func readLimited(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.Wrap(err, fault.NotFound, "The file %s cannot be read.", name)
	}
	defer f.Close()
	source, err := io.ReadAll(io.LimitReader(f, playbook.MaxSize+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.NotFound, "The file %s cannot be read.", name)
	}
	return source, nil
}

func summary(out io.Writer, file string, p *playbook.Playbook) error {
	tasks := 0
	for _, a := range p.Activities {
		tasks += len(a.Tasks)
	}
	for _, w := range p.Warnings {
		fmt.Fprintf(out, "%s:%d: warning: %s\n", file, w.Line, w.Message)
	}
	_, err := fmt.Fprintf(out, "%s: %s (%s): activities: %d, tasks: %d, warnings: %d\n",
		file, p.Title, p.Phase, len(p.Activities), tasks, len(p.Warnings))
	return err
}

type playbookList struct{}

// Run prints the playbooks, one a line.
func (playbookList) Run(e env, d database) error {
	db, err := d.open(e)
	if err != nil {
		return err
	}
	defer db.Close()
	list, err := db.Store.Playbooks(e)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SLUG\tEDITION\tPUBLISHED\tTITLE")
	for _, p := range list {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", p.Slug, p.Number, p.PublishedAt.Format("2006-01-02"), p.Title)
	}
	return w.Flush()
}
