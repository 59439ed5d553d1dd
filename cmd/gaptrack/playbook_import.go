package main

import (
	"fmt"
	"path/filepath"
	"time"

	"gaptrack/internal/app"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
)

type playbookImport struct {
	File string          `arg:"" help:"The playbook's file. Fragments that it includes come along from beside it."`
	Slug string          `help:"The playbook that it is of. Without it, the file's name tells." placeholder:"SLUG"`
	Keep playbook.Choice `help:"Settle every conflict: ours keeps what the catalog has, theirs takes what the file has." enum:"ours,theirs," default:"" placeholder:"SIDE"`
}

// Run publishes the file of a playbook that is not there yet, and merges another
// into the draft.
func (c playbookImport) Run(e env, d database) error {
	read, err := readSide(e, c.File)
	if err != nil {
		return err
	}
	if c.Slug == "" {
		c.Slug = playbook.Slug(c.File)
	}
	db, err := d.open(e)
	if err != nil {
		return err
	}
	defer db.Close()
	draft, err := db.Store.Draft(e, c.Slug, shell)
	if fault.KindOf(err) == fault.NotFound {
		return c.begin(e, db, read)
	}
	if err != nil {
		return err
	}
	number, err := db.Store.ImportFile(e, c.Slug, filepath.Base(c.File), read.Source, read.Includes, shell, time.Now())
	if err != nil {
		return err
	}
	return c.merge(e, db, draft, number)
}

// begin publishes the first edition.
func (c playbookImport) begin(e env, db *app.OpenDatabase, read *comparedSide) error {
	edition, err := db.Store.ImportNew(e, c.Slug, filepath.Base(c.File), read.Source, read.Includes, shell, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "published %s, edition %d\n", edition.Slug, edition.Number)
	return summary(e.out, c.File, edition.Playbook)
}

// merge takes the file into the draft, or tells what has to be settled first.
func (c playbookImport) merge(e env, db *app.OpenDatabase, draft *postgres.Draft, number int) error {
	waiting, err := db.Store.WaitingImport(e, c.Slug, number, shell)
	if err != nil {
		return err
	}
	merged, err := c.settled(waiting, draft.Catalog)
	if err != nil {
		return err
	}
	for _, conflict := range merged.Conflicts {
		if conflict.Choice == "" {
			fmt.Fprintf(e.out, "%s: conflict: %s\n", c.File, printable(conflict.Name))
		}
	}
	if merged.Open() > 0 {
		fmt.Fprintf(e.out, "%s: it waits: settle the conflicts on the Import page of %s, or give --keep=ours or --keep=theirs.\n", c.File, c.Slug)
		return errFound
	}
	taken, err := db.Store.TakeImport(e, c.Slug, number, draft.Version, merged.Choices(), shell, time.Now())
	if err != nil {
		return err
	}
	if taken.Version == draft.Version {
		_, err = fmt.Fprintf(e.out, "%s: it changes nothing in %s\n", c.File, c.Slug)
		return err
	}
	_, err = fmt.Fprintf(e.out, "%s: merged into the draft of %s; nothing is published\n", c.File, c.Slug)
	return err
}

// settled merges with the choice that was given for every conflict, those that come
// of other choices too.
func (c playbookImport) settled(waiting *postgres.WaitingImport, into playbook.Catalog) (playbook.Merged, error) {
	choices := map[string]playbook.Choice{}
	for {
		merged, err := waiting.Merge(into, choices)
		if err != nil || c.Keep == "" || merged.Open() == 0 {
			return merged, err
		}
		for _, conflict := range merged.Conflicts {
			choices[conflict.Key] = c.Keep
		}
	}
}
