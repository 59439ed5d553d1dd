package pgtest

import (
	"os"
	"syscall"
)

// roomy is the free memory that a cluster may need for its write-ahead log.
const roomy = 2 << 30 // bytes

// scratchTop prefers memory, unless it is as small as a container's often is.
func scratchTop() string {
	const shm = "/dev/shm"
	var room syscall.Statfs_t
	if err := syscall.Statfs(shm, &room); err != nil || room.Bavail*uint64(room.Bsize) < roomy {
		return os.TempDir()
	}
	if probe, err := os.MkdirTemp(shm, used); err != nil || os.Remove(probe) != nil {
		return os.TempDir()
	}
	return shm
}
