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

// publish makes the playbooks that came with the program editions of the
// catalog. One that is published already stays as it is.
func publish(ctx context.Context, store *postgres.Store, log *slog.Logger) error {
	names, err := fs.Glob(playbooks.FS, "*.md")
	if err != nil {
		return err
	}
	for _, name := range names {
		source, includes, err := ReadPlaybook(playbooks.FS, name)
		if err != nil {
			return fmt.Errorf("the playbook %s that came with the program: %w", name, err)
		}
		edition, fresh, err := store.PublishPlaybook(ctx, playbook.Slug(name), source, includes)
		if err != nil {
			return fmt.Errorf("publish %s: %w", name, err)
		}
		if fresh {
			log.Info("published", "playbook", edition.Slug, "edition", edition.Number)
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
