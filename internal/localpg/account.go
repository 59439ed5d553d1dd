package localpg

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"gaptrack/internal/fault"
)

// account is the user that the server runs as when the program is root's,
// for PostgreSQL refuses to run as root.
type account struct {
	name     string
	uid, gid uint32
}

// accountFor gives nil when the program is not root. Else the owner of a
// cluster that is there already, else postgres, else nobody.
func accountFor(home string) (*account, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	clusters, err := filepath.Glob(filepath.Join(escapeGlob(home), "postgres-*"))
	if err != nil {
		return nil, fmt.Errorf("look into %s: %w", home, err)
	}
	for _, folder := range clusters {
		if owner, err := ownerOf(folder); err == nil && owner.uid != 0 && complete(folder) {
			return &owner, nil
		}
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			return parseAccount(u)
		}
	}
	return nil, fault.New(fault.Unavailable,
		"PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody. Start the program as an ordinary user.")
}

func parseAccount(u *user.User) (*account, error) {
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", u.Username, err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user %s: %w", u.Username, err)
	}
	return &account{name: u.Username, uid: uint32(uid), gid: uint32(gid)}, nil
}

// ownerOf gives who a file belongs to; its name is a number when nobody has it.
func ownerOf(path string) (account, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return account{}, err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return account{}, errors.New("file without owner: " + path)
	}
	owner := account{name: strconv.Itoa(int(stat.Uid)), uid: stat.Uid, gid: stat.Gid}
	if u, err := user.LookupId(owner.name); err == nil {
		owner.name = u.Username
	}
	return owner, nil
}

// own makes a private folder and gives it to the account.
func (a *account) own(folder string) error {
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if a == nil {
		return nil
	}
	return os.Chown(folder, int(a.uid), int(a.gid))
}

func (a *account) uid32() uint32 {
	if a == nil {
		return uint32(os.Getuid())
	}
	return a.uid
}
