package localpg

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

const (
	fastShutdown      = 20 * time.Second // disconnects everybody, writes a checkpoint
	immediateShutdown = 5 * time.Second  // recovers at the next start
)

// process is the server as our child.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
	err  error         // how it ended, once done is closed
}

// spawn starts a command from a thread that lives as long as the child does,
// for the signal at a parent's death comes when the thread ends that forked.
func spawn(cmd *exec.Cmd, detached bool) (*process, error) {
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		var release func()
		if err == nil && !detached {
			if release, err = endWithUs(cmd.Process.Pid); err != nil {
				_ = cmd.Process.Kill()
				_ = cmd.Wait()
			}
		}
		started <- err
		if err != nil {
			return
		}
		p.err = cmd.Wait()
		if release != nil {
			release()
		}
		close(p.done)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	return p, nil
}

func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// stop asks more and more firmly.
func (p *process) stop(ctx context.Context) error {
	for _, step := range []struct {
		signal syscall.Signal
		wait   time.Duration
	}{
		{syscall.SIGINT, fastShutdown},
		{syscall.SIGQUIT, immediateShutdown},
	} {
		_ = p.cmd.Process.Signal(step.signal) // it may have ended by itself
		if p.await(ctx, step.wait) {
			return nil
		}
		ctx = context.WithoutCancel(ctx)
	}
	_ = p.cmd.Process.Kill()
	<-p.done
	return fmt.Errorf("the database did not stop by itself and was killed; the next start recovers it")
}

func (p *process) await(ctx context.Context, limit time.Duration) bool {
	select {
	case <-p.done:
		return true
	case <-ctx.Done():
		return false
	case <-time.After(limit):
		return false
	}
}
