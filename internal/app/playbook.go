package app

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"path"
	"time"

	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/sample"
	"gaptrack/playbooks"
)

// offer brings the playbooks that came with the program into the catalog: each is
// published where there is none of its name, and else waits to be merged by who may
// edit it, once.
func offer(ctx context.Context, store *postgres.Store, log *slog.Logger) error {
	names, err := fs.Glob(playbooks.FS, "*.md")
	if err != nil {
		return err
	}
	for _, name := range names {
		source, includes, err := ReadPlaybook(playbooks.FS, name)
		if err != nil {
			return fmt.Errorf("the playbook %s that came with the program: %w", name, err)
		}
		slug := playbook.Slug(name)
		became, err := store.OfferPlaybook(ctx, slug, name, source, includes, time.Now())
		if err != nil {
			return fmt.Errorf("bring in %s: %w", name, err)
		}
		switch became {
		case postgres.OfferPublished:
			log.Info("published", "playbook", slug, "edition", 1)
		case postgres.OfferWaits:
			log.Info("the program came with a newer file of a playbook; it waits to be merged by an administrator", "playbook", slug)
		}
	}
	return nil
}

// ReadPlaybook reads a playbook's file and the fragments that it includes, by
// playbook.Include.File. A fragment that is not there is left out.
func ReadPlaybook(from fs.FS, name string) (source []byte, includes map[string]string, err error) {
	source, err = fs.ReadFile(from, name)
	if err != nil {
		return nil, nil, err
	}
	p, err := playbook.Parse(source)
	if err != nil {
		return nil, nil, err
	}
	includes = map[string]string{}
	for _, i := range p.Includes {
		text, err := fs.ReadFile(from, path.Join(path.Dir(name), i.File()))
		if err == nil {
			includes[i.File()] = string(text)
		}
	}
	return source, includes, nil
}

// loadDemo loads the demo portfolio into a database that has none.
func loadDemo(ctx context.Context, store *postgres.Store, log *slog.Logger) error {
	return sample.Load(ctx, store, time.Now(), log)
}
