package localpg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// complete tells whether a folder holds a cluster that initdb finished. The
// control file is the last thing without which no server starts.
func complete(data string) bool {
	for _, name := range []string{"PG_VERSION", "global/pg_control"} {
		if _, err := os.Stat(filepath.Join(data, name)); err != nil {
			return false
		}
	}
	return true
}

// makeCluster makes the cluster when there is none. It is made beside its place
// and then renamed, so that it is whole or not there. A folder that is there but
// is no cluster is set aside, not deleted.
func (s site) makeCluster(ctx context.Context) error {
	if complete(s.data) {
		return nil
	}
	unfinished, aside := s.data+".new", s.data+".aside"
	if _, err := os.Lstat(s.data); err == nil {
		if err := replace(s.data, aside); err != nil {
			return fmt.Errorf("set the unfinished %s aside: %w", s.data, err)
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("data folder: %w", err)
	}
	if err := s.initdb(ctx, unfinished); err != nil {
		return err
	}
	if err := os.Rename(unfinished, s.data); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	return nil
}

func replace(from, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// initdb prefers the locale in which upper and lower case work for all letters;
// macOS has only the plain one.
func (s site) initdb(ctx context.Context, folder string) error {
	var failure error
	for _, locale := range []string{"C.UTF-8", "C"} {
		if err := os.RemoveAll(folder); err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
		if err := s.account.own(folder); err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
		cmd := s.command(ctx, "initdb", "-D", folder, "-U", superuser, "-A", "trust",
			"--locale="+locale, "--encoding=UTF8", "--no-instructions")
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		child, err := spawn(cmd, false)
		if err != nil {
			return err
		}
		if <-child.done; child.err == nil {
			return nil
		}
		failure = errors.Join(failure, fmt.Errorf("initdb: %w: %s", child.err, strings.TrimSpace(out.String())))
	}
	return failure
}

// command is a PostgreSQL program that runs as the account, sees none of our
// PG variables, and ends when we do.
func (s site) command(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.binaries.path(program), args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LANG=C", "LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = tied()
	if s.account != nil {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: s.account.uid, Gid: s.account.gid}
	}
	return cmd
}

// postmasterPID reads the process id that a server left in its folder.
func postmasterPID(data string) (int, error) {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return strconv.Atoi(strings.TrimSpace(first))
}

// clearStale removes what a killed server left behind. PostgreSQL does so
// itself, but not when its old process id has gone to another program.
func (s site) clearStale() error {
	if pid, err := postmasterPID(s.data); err == nil && alive(pid) && programOf(pid) == "postgres" {
		return nil
	}
	stale := []string{filepath.Join(s.data, "postmaster.pid"), s.socketFile(), s.socketFile() + ".lock"}
	for _, path := range stale {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("after a crash: %w", err)
		}
	}
	return nil
}

// alive tells whether a process exists, anybody's.
func alive(pid int) bool {
	return pid > 0 && !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}
