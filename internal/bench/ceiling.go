package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// openCeiling builds the ceiling, gives it the program's own pages, and starts
// it on the large database.
func (b *bench) openCeiling(ctx context.Context) error {
	program, pages := filepath.Join(b.dir, "ceiling"), filepath.Join(b.dir, "pages")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-o", program, "./internal/bench/ceiling")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build the ceiling: %w: %s", err, out)
	}
	err := b.keepPages(pages)
	if err != nil {
		return err
	}
	b.ceiling, err = b.start(ctx, filepath.Join(b.dir, "ceiling.log"), program,
		"-database-url", b.large.url, "-addr", "127.0.0.1:0", "-pages", pages)
	if err != nil {
		return err
	}
	return b.sameRows()
}

// keepPages writes the program's own pages into a folder, a file a page.
func (b *bench) keepPages(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, p := range measured {
		text, err := b.typical(p)
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, p.name+".html"), text, 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// typicalOf is how many of a page are looked at for one of usual length.
const typicalOf = 25

// typical gives the program's own page, of the usual length among some.
func (b *bench) typical(p page) ([]byte, error) {
	var found [][]byte
	paths := p.paths(b.large.asked)
	for _, path := range paths[:min(typicalOf, len(paths))] {
		f, err := fetchPage(b.large.program.addr, path, p.who(b.large.asked), identity)
		if err != nil {
			return nil, err
		}
		found = append(found, f.body)
	}
	slices.SortFunc(found, func(x, y []byte) int { return cmp.Compare(len(x), len(y)) })
	return found[len(found)/2], nil
}

// rowsOf tells how many rows a page of the program shows, by the links of them.
var rowsOf = map[string]*regexp.Regexp{
	"checklist": regexp.MustCompile(`href="/engagements/\d+/checklist/\d+"`),
	"portfolio": regexp.MustCompile(`href="/engagements/\d+"`),
}

// fullPortfolio is the rows of a page of the portfolio.
const fullPortfolio = 50

// sameRows makes sure that both sides show the rows that they are to show.
func (b *bench) sameRows() error {
	for _, p := range measured {
		links := rowsOf[p.name]
		if links == nil {
			continue
		}
		path, who := p.paths(b.large.asked)[0], p.who(b.large.asked)
		ours, err := fetchPage(b.large.program.addr, path, who, identity)
		if err != nil {
			return err
		}
		theirs, err := fetchPage(b.ceiling.addr, path, who, identity)
		if err != nil {
			return err
		}
		shown := distinct(links.FindAllString(string(ours.body), -1))
		drawn := rowsAtTop(theirs.body)
		if shown != drawn || p.name == "portfolio" && shown != fullPortfolio || p.name == "checklist" && (shown < fewest || shown > most) {
			return fmt.Errorf("GET %s shows %d rows, and %d of the ceiling's: they cannot be compared", path, shown, drawn)
		}
	}
	return nil
}

func distinct(all []string) int {
	slices.Sort(all)
	return len(slices.Compact(all))
}

// rowsAtTop counts the rows that the ceiling drew, which come before the rest.
func rowsAtTop(page []byte) int {
	rows, _, _ := bytes.Cut(page, []byte("</table>"))
	return strings.Count(string(rows), "<tr>")
}
