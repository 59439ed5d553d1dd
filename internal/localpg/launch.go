package localpg

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const (
	biggestLog = 1 << 20          // bytes; a longer log begins anew at the next start
	patience   = 10 * time.Second // with an earlier server that is still ending
)

// settings of every private server. The log keeps no values of rows or
// statements, for it may be shown to somebody who must not see the data.
var settings = []string{
	"listen_addresses=",
	"unix_socket_permissions=0700",
	"cluster_name=gaptrack",
	"timezone=UTC",
	"log_timezone=UTC",
	"log_checkpoints=off",
	"log_error_verbosity=terse",
	"log_min_error_statement=panic",
}

// launch makes the cluster if need be and runs the server until it answers and
// has the database. The caller holds the lock.
func (s *Server) launch(ctx context.Context) (*process, error) {
	var err error
	if s.site.binaries, err = s.site.binaries.within(s.site.home, s.site.account); err != nil {
		return nil, err
	}
	if err := s.site.makeCluster(ctx); err != nil {
		return nil, err
	}
	if err := s.site.readySocket(); err != nil {
		return nil, err
	}
	until := time.Now().Add(patience)
	for {
		child, err := s.tryLaunch(ctx)
		if !errors.Is(err, errEnding) || time.Now().After(until) {
			return child, err
		}
		if err := sleep(ctx, 100*time.Millisecond); err != nil {
			return nil, err
		}
	}
}

// errEnding: an earlier server, or the sessions of one that was killed, are
// still ending.
var errEnding = errors.New("an earlier server on the same folder has not ended")

func (s *Server) tryLaunch(ctx context.Context) (*process, error) {
	if err := s.site.clearStale(); err != nil {
		return nil, err
	}
	log, err := s.openLog()
	if err != nil {
		return nil, err
	}
	defer func() { _ = log.Close() }()
	start, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("database log: %w", err)
	}

	child, err := s.run(log)
	if err != nil {
		return nil, err
	}
	if err := s.ready(ctx, child); err != nil {
		_ = child.stop(context.WithoutCancel(ctx)) // the reason it is stopped for is the error
		return nil, explain(err, log, start)
	}
	return child, nil
}

func (s *Server) openLog() (*os.File, error) {
	path := s.site.data + ".log"
	flags := os.O_CREATE | os.O_RDWR | os.O_APPEND
	if info, err := os.Stat(path); err == nil && info.Size() > biggestLog {
		flags |= os.O_TRUNC
	}
	log, err := os.OpenFile(path, flags, 0o600)
	if err != nil {
		return nil, fmt.Errorf("database log: %w", err)
	}
	return log, nil
}

func (s *Server) run(log *os.File) (*process, error) {
	args := []string{"-D", s.site.data, "-k", s.site.socket, "-p", port}
	for _, setting := range append(settings, s.config.Settings...) {
		args = append(args, "-c", setting)
	}
	// The context is not the start's: the server outlives it.
	cmd := s.site.command(context.Background(), "postgres", args...)
	cmd.Stdout, cmd.Stderr = log, log
	if s.config.Detached {
		untie(cmd.SysProcAttr)
	}
	return spawn(cmd, s.config.Detached)
}

// ready waits until the server answers, however long a recovery takes, and
// makes the database.
func (s *Server) ready(ctx context.Context, child *process) error {
	for ping(ctx, s.DatabaseURL("postgres")) != nil {
		if child.ended() {
			return errors.New("the database does not start")
		}
		if err := sleep(ctx, 15*time.Millisecond); err != nil {
			return fmt.Errorf("wait for the database: %w", err)
		}
	}
	return s.makeDatabase(ctx)
}

const duplicateDatabase = "42P04"

func (s *Server) makeDatabase(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.DatabaseURL("postgres"))
	if err != nil {
		return fmt.Errorf("make the database: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, "create database "+databaseName)
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == duplicateDatabase {
		return nil
	}
	return err
}

// explain adds to err what the server wrote since start.
func explain(err error, log *os.File, start int64) error {
	size, seekErr := log.Seek(0, io.SeekEnd)
	if seekErr != nil {
		return err
	}
	text := make([]byte, min(size-start, 4096))
	n, _ := log.ReadAt(text, size-int64(len(text))) // a shorter text is still worth showing
	said := strings.TrimSpace(string(text[:n]))
	for _, sign := range []string{"pre-existing shared memory block", `"postmaster.pid" already exists`} {
		if strings.Contains(said, sign) {
			return fmt.Errorf("%w: %s", errEnding, said)
		}
	}
	return fmt.Errorf("%w; PostgreSQL says: %s", err, said)
}
