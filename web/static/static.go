// Package static serves the styles, scripts and icons that pages refer to.
// They are embedded in the program, named by their content and cached by
// browsers for ever: a changed file has another name.
//
// The style sheets under css are served as one, app.css, and the scripts
// under js as one, app.js, each file in a block of its own, so that a fault in
// one leaves the others running. Files under vendor are copied there from npm
// and may be missing; pages then leave them out.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Prefix is the path under which Handler serves.
const Prefix = "/static/"

//go:embed css js icons all:vendor
var files embed.FS

// contentTypes are the kinds of file that are served; others are not.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// vendored are the scripts of others that live pages load when they are there,
// in this order.
var vendored = []string{"vendor/htmx.min.js"}

// store is all that is served, by name and by hashed name.
type store struct {
	byName map[string]*asset
	byURL  map[string]*asset
}

var assets = sync.OnceValue(func() *store {
	s, err := load(files)
	if err != nil {
		panic(fmt.Sprintf("static: %v", err)) // the files are part of the program
	}
	return s
})

// URL gives the path of a file by its name: "app.css", "app.js",
// "icons/favicon.svg". A name that Has does not know gives a path that answers
// 404.
func URL(name string) string {
	if a := assets().byName[name]; a != nil {
		return Prefix + a.hashed
	}
	return Prefix + name
}

// Has reports whether there is a file of that name.
func Has(name string) bool { return assets().byName[name] != nil }

// Vendored lists the scripts of others that are there, in the order in which
// pages load them.
func Vendored() []string { return those(true) }

// Missing lists the scripts of others that are not there, so that the start of
// the program can say so.
func Missing() []string { return those(false) }

func those(present bool) []string {
	var names []string
	for _, name := range vendored {
		if Has(name) == present {
			names = append(names, name)
		}
	}
	return names
}

// load reads the files that browsers may have, joined, hashed and compressed.
func load(from fs.FS) (*store, error) {
	s := &store{map[string]*asset{}, map[string]*asset{}}
	css, err := join(from, "css/*.css", "%s\n", cssWords)
	if err != nil {
		return nil, err
	}
	js, err := join(from, "js/*.js", "try {\n%s} catch (fault) {\nconsole.error(fault);\n}\n", jsWords)
	if err != nil {
		return nil, err
	}
	s.add("app.css", css)
	s.add("app.js", js)
	return s, s.addFolders(from, "icons", "vendor")
}

// What only the readers of the sources need: comments, which in scripts have
// lines of their own, and indents. No text of ours looks like either.
var (
	cssWords = regexp.MustCompile(`(?s)/\*.*?\*/\n?|(?m)^[ \t]+`)
	jsWords  = regexp.MustCompile(`(?m)^[ \t]*//.*\n|^[ \t]+`)
)

// join makes one file of those that match, in the order of their names, each
// written by format and without what matches words: it is a tenth lighter.
func join(from fs.FS, pattern, format string, words *regexp.Regexp) ([]byte, error) {
	names, err := fs.Glob(from, pattern)
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		content, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, format, words.ReplaceAll(content, nil))
	}
	return []byte(b.String()), nil
}

func (s *store) addFolders(from fs.FS, folders ...string) error {
	for _, folder := range folders {
		err := fs.WalkDir(from, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || contentTypes[path.Ext(name)] == "" {
				return err
			}
			content, err := fs.ReadFile(from, name)
			if err == nil {
				s.add(name, content)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *store) add(name string, content []byte) {
	sum := sha256.Sum256(content)
	hash := hex.EncodeToString(sum[:6])
	ext := path.Ext(name)
	a := newAsset(strings.TrimSuffix(name, ext)+"."+hash+ext, hash, contentTypes[ext], content)
	s.byName[name] = a
	s.byURL[a.hashed] = a
}
