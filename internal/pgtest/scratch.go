package pgtest

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

const (
	used = "gaptrack-test-" // folders that belong to a running test program
	kept = "gaptrack-kept-" // folders that a person asked for
)

// scratch is a cluster's folder. Its lock says that its test program still runs.
type scratch struct {
	path string
	lock *os.File
}

// newScratch makes a folder, and first removes those whose program was killed.
func newScratch(keep bool) (*scratch, error) {
	top := scratchTop()
	sweep(top)
	prefix := used
	if keep {
		prefix = kept
	}
	path, err := os.MkdirTemp(top, prefix)
	if err != nil {
		return nil, fmt.Errorf("folder for the test cluster: %w", err)
	}
	if err := os.Chmod(path, 0o755); err != nil { // the server may be another user's
		return nil, fmt.Errorf("folder for the test cluster: %w", err)
	}
	lock, err := hold(path)
	if err != nil {
		return nil, fmt.Errorf("folder for the test cluster: %w", err)
	}
	return &scratch{path, lock}, nil
}

func (s *scratch) remove() error {
	defer func() { _ = s.lock.Close() }()
	return os.RemoveAll(s.path)
}

// hold locks a folder, or fails when its program runs.
func hold(path string) (*os.File, error) {
	dir, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(dir.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = dir.Close()
		return nil, err
	}
	return dir, nil
}

// sweep leaves alone what it may not remove: another user's, one that runs, or
// one that is so young that its program may be about to lock it.
func sweep(top string) {
	left, err := filepath.Glob(filepath.Join(top, used+"*"))
	if err != nil {
		return
	}
	for _, path := range left {
		if info, err := os.Stat(path); err != nil || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		if lock, err := hold(path); err == nil {
			_ = os.RemoveAll(path)
			_ = lock.Close()
		}
	}
}
