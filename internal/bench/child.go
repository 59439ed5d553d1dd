package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// child is a server that this program started, and ends.
type child struct {
	cmd  *exec.Cmd
	addr string        // host:port, where it listens
	log  string        // the file of its standard error
	done chan struct{} // closed when it has ended
}

// announcement is what servers print once they listen.
const announcement = "listening on http://"

// startChild runs a server until it listens. Its log goes into a file, as in
// production, and its end is tied to ours.
func startChild(ctx context.Context, log, program string, args ...string) (*child, error) {
	file, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	c := &child{cmd: exec.Command(program, args...), log: log, done: make(chan struct{})}
	c.cmd.Stderr, c.cmd.SysProcAttr = file, tied()
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.spawn(); err != nil {
		return nil, err
	}
	if c.addr, err = listening(ctx, out); err != nil {
		c.stop()
		return nil, fmt.Errorf("%s: %w: %s", program, err, c.lastWords())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return c, nil
}

// spawn starts it from a thread that lives as long as it does: the signal at a
// parent's death comes when the thread ends that forked.
func (c *child) spawn() error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := c.cmd.Start()
		started <- err
		if err == nil {
			_, _ = c.cmd.Process.Wait() // how it ended tells nothing: we end it
			close(c.done)
		}
	}()
	return <-started
}

// listening reads until the server says where it listens.
func listening(ctx context.Context, out io.ReadCloser) (string, error) {
	defer context.AfterFunc(ctx, func() { out.Close() })()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if addr, found := strings.CutPrefix(lines.Text(), announcement); found {
			return addr, nil
		}
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	return "", errors.New("it ended before it listened")
}

// stop asks it to end, and makes it where it does not.
func (c *child) stop() {
	_ = c.cmd.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	select {
	case <-c.done:
	case <-time.After(15 * time.Second):
		_ = c.cmd.Process.Kill()
		<-c.done
	}
}

func (c *child) pid() int { return c.cmd.Process.Pid }

// lastWords gives the end of its log.
func (c *child) lastWords() string {
	text, err := os.ReadFile(c.log)
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(text[max(0, len(text)-2000):]))
}

// largestLog is how long a log may grow, in bytes.
const largestLog = 64 << 20

// emptyLog empties a log that has grown.
func (c *child) emptyLog() error {
	info, err := os.Stat(c.log)
	if err != nil || info.Size() < largestLog {
		return err
	}
	return os.Truncate(c.log, 0)
}
