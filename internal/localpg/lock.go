package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"gaptrack/internal/fault"
)

// lock takes a file's lock, waiting as long as ctx allows. The system gives it
// back when the program ends in any way.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable,
			"The data folder cannot be used (%v). Name another one with --data-dir.", err)
	}
	for {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return func() { _ = file.Close() }, nil // closing is what unlocks
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			_ = file.Close()
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		if err := sleep(ctx, 30*time.Millisecond); err != nil {
			_ = file.Close()
			return nil, fmt.Errorf("wait for %s: %w", path, err)
		}
	}
}
