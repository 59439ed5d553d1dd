package localpg

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
)

const defaultElsewhere = "/var/lib/gaptrack"

// place gives the folder that the cluster goes to: dir, or one of its own under
// elsewhere when the account cannot enter dir or one of its parents, with a
// sentence that says so. The same dir always gives the same place.
func place(dir string, a *account, elsewhere string) (home, notice string) {
	if a == nil {
		return dir, ""
	}
	closed := closedParent(filepath.Join(dir, "cluster"), *a)
	if closed == "" {
		return dir, ""
	}
	if elsewhere == "" {
		elsewhere = defaultElsewhere
	}
	home = filepath.Join(elsewhere, stableName(dir))
	return home, fmt.Sprintf("The user %s, as whom PostgreSQL runs, cannot enter %s: the database is kept in %s instead.",
		a.name, closed, home)
}

// closedParent gives the first folder on the way to path that the account
// cannot pass through, or "" when the way is open. What does not exist yet is open.
func closedParent(path string, a account) string {
	var way []string
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		way = append(way, dir)
		if dir == filepath.Dir(dir) {
			break
		}
	}
	for i := len(way) - 1; i >= 0; i-- {
		info, err := os.Stat(way[i])
		if err != nil {
			return ""
		}
		stat, ok := info.Sys().(*syscall.Stat_t)
		if ok && !passable(uint32(info.Mode().Perm()), stat.Uid, stat.Gid, a) {
			return way[i]
		}
	}
	return ""
}

// passable applies the permission bits of a folder as the system does: the
// owner's alone for the owner, then the group's, then the others'.
func passable(perm, uid, gid uint32, a account) bool {
	switch {
	case a.uid == uid:
		return perm&0o100 != 0
	case a.gid == gid:
		return perm&0o010 != 0
	default:
		return perm&0o001 != 0
	}
}

var unreadable = regexp.MustCompile(`[^A-Za-z0-9]+`)

// stableName is a file name that a person recognises dir in, at most 50
// characters long, and no two folders share.
func stableName(dir string) string {
	words := strings.Trim(unreadable.ReplaceAllString(dir, "-"), "-")
	if extra := len(words) - 41; extra > 0 {
		words = strings.TrimLeft(words[extra:], "-")
	}
	return strings.TrimLeft(words+"-"+shortHash(dir), "-")
}

// shortHash tells names apart, in 8 characters.
func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}
