package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"gaptrack/internal/access"
	"gaptrack/internal/app"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

type playbookDiff struct {
	A    string `arg:"" help:"A playbook's file, SLUG for its newest edition, SLUG@N, or SLUG@draft."`
	B    string `arg:"" help:"The other one, likewise."`
	Text bool   `help:"Tell of the text too, as diff -u does."`
}

// Run prints what differs, one thing a line. It finds nothing wrong where nothing
// differs; of a file and an edition the documents alone are compared, and the
// fragments that are beside the file.
func (c playbookDiff) Run(e env, d database) error {
	sides, err := c.read(e, d)
	if err != nil {
		return err
	}
	a, b := sides[0], sides[1]
	found := a.compare(b)
	for _, d := range found {
		fmt.Fprintln(e.out, printable(d.Words))
	}
	hunks := playbook.CompareText(string(a.Source), string(b.Source), 3)
	if len(found) == 0 && len(hunks) > 0 {
		fmt.Fprintln(e.out, "The two mean the same and are not written the same.")
	}
	if c.Text {
		fmt.Fprint(e.out, playbook.Unified(a.name, b.name, hunks))
	}
	if len(found)+len(hunks) > 0 {
		return errFound
	}
	return nil
}

// comparedSide is one of the two that are compared.
type comparedSide struct {
	name string // as given
	playbook.Catalog
	book *playbook.Playbook
	file bool
}

// compare tells what differs by meaning. What a file alone does not have is no
// difference: what stands beside an edition, and fragments that are not beside it.
func (s *comparedSide) compare(other *comparedSide) []playbook.Difference {
	from, to := *s.book, *other.book
	if s.file != other.file {
		from.Beside, to.Beside = playbook.Beside{}, playbook.Beside{}
	}
	was, became := maps.Clone(s.Includes), maps.Clone(other.Includes)
	if s.file || other.file {
		maps.DeleteFunc(was, func(file, _ string) bool { return other.Includes[file] == "" })
		maps.DeleteFunc(became, func(file, _ string) bool { return s.Includes[file] == "" })
	}
	return append(playbook.Compare(&from, &to), playbook.CompareIncludes(was, became)...)
}

// read reads both sides. The database is opened where one of them needs it.
func (c playbookDiff) read(e env, d database) (sides [2]*comparedSide, err error) {
	var db *app.OpenDatabase
	for i, name := range []string{c.A, c.B} {
		if !inCatalog(name) {
			if sides[i], err = readSide(e, name); err != nil {
				return sides, err
			}
			continue
		}
		if db == nil {
			if db, err = d.open(e); err != nil {
				return sides, err
			}
			defer db.Close()
		}
		if sides[i], err = publishedSide(e, db, name); err != nil {
			return sides, err
		}
	}
	return sides, nil
}

// edition is how an edition or a draft is named: a slug, and which one.
var edition = regexp.MustCompile(`^([a-z0-9]+(?:-[a-z0-9]+)*)(?:@(draft|[1-9][0-9]{0,8}))?$`)

// inCatalog reports whether a name is that of an edition or a draft. One that is a
// file's too is the file's.
func inCatalog(name string) bool {
	_, err := os.Stat(name)
	return edition.MatchString(name) && errors.Is(err, fs.ErrNotExist)
}

// shell is who asks from the shell: whoever has it and the database has them whole.
var shell = access.Actor{Name: "The shell", Role: access.Admin}

// publishedSide reads an edition or a draft.
func publishedSide(e env, db *app.OpenDatabase, name string) (*comparedSide, error) {
	parts := edition.FindStringSubmatch(name)
	if parts[2] != "draft" {
		number, _ := strconv.Atoi(parts[2]) // 0 for none: the newest
		published, err := db.Store.Edition(e, parts[1], number)
		if err != nil {
			return nil, err
		}
		return &comparedSide{name: name, Catalog: published.Catalog, book: published.Playbook}, nil
	}
	draft, err := db.Store.Draft(e, parts[1], shell)
	if err != nil {
		return nil, err
	}
	if draft.Typed != nil {
		return nil, fault.New(fault.Conflict, "The draft of %s cannot be read as it was typed. Its page lists the problems.", parts[1])
	}
	s := &comparedSide{name: name, Catalog: draft.Catalog}
	s.book, err = draft.Catalog.Parse()
	return s, err
}

// readSide reads a file, and the fragments that are beside it. What is wrong with
// it goes where errors go, by line.
func readSide(e env, name string) (*comparedSide, error) {
	source, err := readLimited(name)
	if err != nil {
		return nil, err
	}
	s := &comparedSide{name: name, file: true, Catalog: playbook.Catalog{Source: source, Includes: map[string]string{}}}
	s.book, err = s.Parse()
	var problems playbook.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Fprintf(e.err, "%s:%d: %s\n", name, p.Line, p.Message)
		}
		return nil, errFound
	}
	if err != nil {
		return nil, err
	}
	for _, i := range s.book.Includes {
		if text, err := readLimited(filepath.Join(filepath.Dir(name), filepath.FromSlash(i.File()))); err == nil {
			s.Includes[i.File()] = string(text)
		}
	}
	return s, nil
}

// printable takes out of a text what a terminal would act on.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
