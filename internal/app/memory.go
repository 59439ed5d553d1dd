package app

import (
	"os"
	"runtime/debug"
)

// What lives between two requests is a few megabytes, so the usual collector
// would run every twenty pages or so, and take an eighth of the CPU. It may let
// the heap grow to some times that before it runs, far below the limit, from
// where on it runs as often as it must.
const (
	collectAt   = 500 // percent more than what lives
	memoryLimit = 192 << 20
)

// tuneMemory sets how the collector runs, unless the environment says it.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
