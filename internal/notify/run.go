package notify

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"gaptrack/internal/postgres"
)

// Config is what Run works with.
type Config struct {
	Settings
	Store *postgres.Store
	Log   *slog.Logger
	Now   func() time.Time
	Poll  time.Duration // how often it is looked for jobs; 0: every two seconds
}

const (
	atOnce   = 2 // mails that one program sends at the same time
	pollTime = 2 * time.Second
	jobTime  = 90 * time.Second
	stopTime = 10 * time.Second // for the mails that are being sent when the program stops
)

// Run carries out jobs until ctx ends, and lets those under way come to their end. It
// may run in many programs on one database. The settings are checked already.
func Run(ctx context.Context, c Config) error {
	return run(ctx, c, func(string) {})
}

func run(ctx context.Context, c Config, crash func(string)) error {
	is, err := c.server()
	if err != nil {
		return err
	}
	from, err := c.sender()
	if err != nil {
		return err
	}
	w := &worker{store: c.Store, log: c.Log, now: c.Now, server: is, from: from, url: strings.TrimRight(c.URL, "/"), crash: crash}
	workers := river.NewWorkers()
	w.register(workers)
	client, err := river.NewClient(c.Store.Jobs(), &river.Config{
		Queues: map[string]river.QueueConfig{postgres.JobQueue: {MaxWorkers: atOnce}}, Workers: workers, Logger: slog.New(quiet{c.Log.Handler()}),
		JobTimeout: jobTime, RescueStuckJobsAfter: postgres.MailTime, SoftStopTimeout: stopTime,
		PollOnly: true, FetchPollInterval: c.poll(), FetchCooldown: min(c.poll(), river.FetchCooldownDefault), // it holds no connection of the pool so
		ReindexerSchedule: river.NeverSchedule(), // the table is small
	})
	if err != nil {
		return err
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	<-ctx.Done()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime+time.Second)
	defer cancel()
	if err := client.Stop(stop); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil // what takes longer still is found unsure
}

func (c Config) poll() time.Duration {
	if c.Poll == 0 {
		return pollTime
	}
	return c.Poll
}

// quiet is a log without what is no trouble.
type quiet struct{ slog.Handler }

// Enabled reports whether a level is a trouble's.
func (q quiet) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && q.Handler.Enabled(ctx, level)
}
