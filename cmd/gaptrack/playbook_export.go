package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"

	"gaptrack/internal/app"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

type playbookExport struct {
	Slug    string `arg:"" help:"The playbook, by its slug; see playbook list."`
	Edition int    `help:"The number of the edition. Without it, the newest." xor:"which" placeholder:"N"`
	Draft   bool   `help:"The draft, or the newest edition where there is none." xor:"which"`
	To      string `help:"Write the file and the fragments that it includes to this folder, not the file to standard output." placeholder:"DIR"`
}

// Run writes the file, byte for byte.
func (c playbookExport) Run(e env, d database) error {
	if c.Edition < 0 {
		return fault.New(fault.Invalid, "Editions are numbered from 1.")
	}
	db, err := d.open(e)
	if err != nil {
		return err
	}
	defer db.Close()
	exported, err := c.catalog(e, db)
	if err != nil {
		return err
	}
	if c.To != "" {
		return writeCatalog(c.To, c.Slug, exported)
	}
	_, err = e.out.Write(exported.Source)
	return err
}

// catalog reads what is exported: a draft as it was typed last, whether it can be
// read or not.
func (c playbookExport) catalog(e env, db *app.OpenDatabase) (playbook.Catalog, error) {
	if !c.Draft {
		edition, err := db.Store.Edition(e, c.Slug, c.Edition)
		if err != nil {
			return playbook.Catalog{}, err
		}
		return edition.Catalog, nil
	}
	draft, err := db.Store.Draft(e, c.Slug, shell)
	if err != nil {
		return playbook.Catalog{}, err
	}
	return draft.AsTyped(), nil
}

// writeCatalog writes a playbook's file and its fragments below a folder, which is
// made where it is not there. Nothing is written outside of it.
func writeCatalog(folder, slug string, c playbook.Catalog) error {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return cannotWrite(err, folder)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return cannotWrite(err, folder)
	}
	defer root.Close()
	files := maps.Clone(c.Includes)
	if files == nil {
		files = map[string]string{}
	}
	files[slug+".md"] = string(c.Source)
	for _, file := range slices.Sorted(maps.Keys(files)) {
		if err := writeBelow(root, file, files[file]); err != nil {
			return cannotWrite(err, file)
		}
	}
	return nil
}

func writeBelow(root *os.Root, file, text string) error {
	if err := root.MkdirAll(path.Dir(file), 0o750); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return root.WriteFile(file, []byte(text), 0o640)
}

func cannotWrite(err error, name string) error {
	return fault.Wrap(err, fault.Invalid, "%s cannot be written.", name)
}
