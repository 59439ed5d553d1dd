package localpg

import (
	"fmt"
	"os"
	"path/filepath"

	"gaptrack/internal/fault"
)

// site is what is settled before anything runs: which binaries, as whom, on
// which folders.
type site struct {
	binaries binaries
	account  *account // nil: as ourselves
	home     string   // DataDir, or the folder that stands in for it
	data     string   // the cluster, inside home
	socket   string   // the folder of the Unix socket
	notice   string
}

// survey settles the site. It makes home, and nothing else.
func survey(config Config) (site, error) {
	dir, err := filepath.Abs(config.DataDir)
	if err != nil {
		return site{}, fmt.Errorf("data folder: %w", err)
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return site{}, fault.New(fault.Unavailable, "The data directory %s is a file. Choose a folder by --data-dir.", dir)
	}
	downloads := config.Downloads
	if downloads == "" {
		downloads = dir
	}
	found, err := findBinaries(downloads)
	if err != nil {
		return site{}, err
	}
	var s site
	if s.account, err = accountFor(dir); err != nil {
		return site{}, err
	}
	s.home, s.notice = place(dir, s.account, config.elsewhere)
	if err := makeHome(s.home); err != nil {
		return site{}, err
	}
	if s.notice != "" { // what stands there already may be another user's
		if s.account, err = accountFor(s.home); err != nil {
			return site{}, err
		}
	}
	if s.binaries, err = prefer(found, s.home); err != nil {
		return site{}, err
	}
	s.data = clusterFolder(s.home, s.binaries.major)
	s.socket = socketFolder(s.data, s.account)
	return s, s.mayUse()
}

// makeHome makes the folder so that the server's user can pass through it,
// whatever the umask.
func makeHome(home string) error {
	if _, err := os.Stat(home); err == nil {
		return nil
	}
	err := os.MkdirAll(home, 0o755)
	if err == nil {
		err = os.Chmod(home, 0o755)
	}
	if err != nil {
		return fault.Wrap(err, fault.Unavailable,
			"The data folder %s cannot be made (%v). Name another one with --data-dir.", home, err)
	}
	return nil
}

// mayUse refuses a cluster that an ordinary user cannot open.
func (s site) mayUse() error {
	owner, err := ownerOf(s.data)
	if err != nil || os.Getuid() == 0 || owner.uid == uint32(os.Getuid()) {
		return nil
	}
	return fault.New(fault.Unavailable,
		"The database in %s belongs to the user %s. Start the program as that user or as root, or name another folder with --data-dir.",
		s.data, owner.name)
}

// clusterFolder holds the major version, for data of one does not start under
// another.
func clusterFolder(home string, major int) string {
	return filepath.Join(home, fmt.Sprintf("postgres-%d", major))
}

// prefer takes the binaries that fit data which is there already, else the
// first. It refuses to begin anew beside data that none of them fits.
func prefer(found []binaries, home string) (binaries, error) {
	for _, b := range found {
		if complete(clusterFolder(home, b.major)) {
			return b, nil
		}
	}
	others, err := filepath.Glob(filepath.Join(escapeGlob(home), "postgres-*[0-9]"))
	if err != nil {
		return binaries{}, fmt.Errorf("look into %s: %w", home, err)
	}
	for _, folder := range others {
		if complete(folder) {
			return binaries{}, fault.New(fault.Unavailable,
				"The data in %s is of a PostgreSQL that is not installed here. Install it, or set %s to the folder of its initdb, or name another folder with --data-dir.",
				folder, BinariesVariable)
		}
	}
	return found[0], nil
}
