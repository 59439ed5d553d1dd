// Package localpg is the embedded default database: a private PostgreSQL that
// runs beside the program, with no port and no password. Its server is a child
// of the first program that opens the data folder; further programs join it.
// Whichever is left when that first one ends starts the server again, on the
// same socket, so that an address once given out stays good.
package localpg

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"time"
)

const (
	databaseName = "gaptrack"
	superuser    = "gaptrack"
	port         = "5432" // part of the socket's name only: nothing listens on a network
	watchEvery   = time.Second
)

// Config says where the data lies and how its server runs.
type Config struct {
	// DataDir is the program's folder; the cluster is made inside it, in
	// postgres-<major version>.
	DataDir string
	// Downloads is the folder that `make postgres` fills with binaries; DataDir
	// when empty. The program's own checkout is looked into as well.
	Downloads string
	// Log hears of starts, stops and recoveries; slog.Default when nil.
	Log *slog.Logger
	// Settings are further server settings, each "name=value".
	Settings []string
	// Detached leaves the server running when the program ends without Stop.
	Detached bool

	elsewhere string // holds the data that DataDir cannot; /var/lib/gaptrack when empty
}

// Server is a private PostgreSQL that this program started or joined.
type Server struct {
	config Config
	site   site
	log    *slog.Logger

	cancel context.CancelFunc
	kept   chan struct{} // closed when the watch has ended
	once   sync.Once

	mu    sync.Mutex
	child *process // nil while another program owns the server
}

// Start gives a server that answers, with the database gaptrack in it. The
// first start makes the cluster, which takes about a second. ctx bounds the
// start alone. Errors that a person can mend are faults.
func Start(ctx context.Context, config Config) (*Server, error) {
	site, err := survey(config)
	if err != nil {
		return nil, err
	}
	s := &Server{config: config, site: site, log: config.Log, kept: make(chan struct{})}
	if s.log == nil {
		s.log = slog.Default()
	}
	if site.notice != "" {
		s.log.Warn(site.notice)
	}
	if err := s.attach(ctx); err != nil {
		return nil, err
	}
	watching, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go s.keep(watching)
	return s, nil
}

// URL is the address of the database gaptrack. It stays the same from start to
// start as long as the data folder stays where it is.
func (s *Server) URL() string { return s.DatabaseURL(databaseName) }

// DatabaseURL is the address of another database of the same server.
func (s *Server) DatabaseURL(name string) string { return socketURL(s.site.socket, name) }

// Folder is where the cluster lies.
func (s *Server) Folder() string { return s.site.data }

// Major is the server's major version, such as 17.
func (s *Server) Major() int { return s.site.binaries.major }

// Notice is a sentence for the person who starts the program when the data does
// not lie where it was asked to; empty otherwise.
func (s *Server) Notice() string { return s.site.notice }

// Joined tells whether another program owns the server now.
func (s *Server) Joined() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.child == nil
}

// Stop ends the server if this program owns it, and only leaves it otherwise.
// It first asks for a fast shutdown, then for an immediate one; ctx shortens
// the waits. Calling it again does nothing.
func (s *Server) Stop(ctx context.Context) error {
	var err error
	s.once.Do(func() {
		s.cancel()
		<-s.kept
		if s.child != nil {
			err = s.child.stop(ctx)
			s.site.tidySocket()
			s.log.Info("database stopped", "folder", s.site.data)
		}
	})
	return err
}

// keep attaches anew whenever the server is gone: its owner stopped it, or it
// was killed.
func (s *Server) keep(ctx context.Context) {
	defer close(s.kept)
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !s.gone() {
			continue
		}
		s.log.Warn("database is gone, starting it again", "folder", s.site.data)
		if err := s.attach(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("database does not start", "err", err)
		}
	}
}

func (s *Server) gone() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.child != nil {
		return s.child.ended()
	}
	pid, err := postmasterPID(s.site.data)
	return err != nil || !alive(pid)
}

func (s *Server) own(child *process) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.child = child
}

// attach joins the server that runs on the folder, or starts one. A lock makes
// of two programs that come at the same moment one that starts and one that joins.
func (s *Server) attach(ctx context.Context) error {
	unlock, err := lock(ctx, filepath.Join(s.site.home, filepath.Base(s.site.data)+".lock"))
	if err != nil {
		return err
	}
	defer unlock()

	running, err := s.site.answers(ctx)
	if err != nil {
		return err
	}
	if running {
		s.own(nil)
		s.log.Info("joined the database of another program", "folder", s.site.data)
		return nil
	}
	child, err := s.launch(ctx)
	if err != nil {
		return err
	}
	s.own(child)
	s.log.Info("database started", "folder", s.site.data, "postgres", s.site.binaries.major)
	return nil
}
