//go:build !linux

package pgtest

import "os"

// scratchTop is on disk: there is no shared memory folder here.
func scratchTop() string { return os.TempDir() }
