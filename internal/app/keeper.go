package app

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"gaptrack/internal/fault"
	"gaptrack/internal/notify"
	"gaptrack/internal/postgres"
	"gaptrack/internal/signin"
	"gaptrack/web/static"
)

const (
	retryEvery = 2 * time.Second // how often a start that waits for its database tries again
	sweepEvery = time.Minute
	moveEvery  = 2 * time.Second // how often it is asked whether engagements wait to be moved
	moveAtOnce = 200             // engagements before it is asked again whether to stop
)

// keeper does what no request does: it begins, waits for a database that is
// away, and lets dates pass.
type keeper struct {
	Config
	db    *OpenDatabase
	ready atomic.Bool
	told  string // why it waits, as the log has it
}

// begin prepares the database. That it is away is no error: begin tells why, and
// wants to be called again.
func (k *keeper) begin(ctx context.Context) error {
	err := prepare(ctx, k.Config, k.db)
	if err == nil {
		k.ready.Store(true)
		static.Missing()     // compresses the assets, which the first page would do else
		debug.FreeOSMemory() // the start took much more than pages will, above all with the demo
		return nil
	}
	if ctx.Err() != nil { // whatever failed, it failed by that
		return ctx.Err()
	}
	if fault.KindOf(err) != fault.Unavailable {
		return err
	}
	if why := because(err); why != k.told {
		k.told = why
		k.Log.Warn("waiting for the database", "error", err, "cause", why)
	}
	return nil
}

// because gives what lies behind a fault.
func because(err error) string {
	var f *fault.Error
	if errors.As(err, &f) && f.Unwrap() != nil {
		return f.Unwrap().Error()
	}
	return err.Error()
}

// keep runs until ctx ends, and then gives nil.
func (k *keeper) keep(ctx context.Context) error {
	for !k.ready.Load() {
		if !pause(ctx, retryEvery) {
			return nil
		}
		if err := k.begin(ctx); err != nil && ctx.Err() == nil {
			return err
		}
	}
	var others sync.WaitGroup
	others.Go(func() { move(ctx, k.db.Store, k.Log) })
	others.Go(func() { hear(ctx, k.db.Store, k.Log) })
	others.Go(func() { k.mail(ctx) })
	for pause(ctx, sweepEvery) {
		sweep(ctx, k.db.Store, k.Log)
	}
	others.Wait()
	return nil
}

// mail sends mails until ctx ends, and begins again where the database is away at the
// beginning.
func (k *keeper) mail(ctx context.Context) {
	for again := true; again; again = pause(ctx, retryEvery) {
		err := notify.Run(ctx, notify.Config{Settings: k.Mail, Store: k.db.Store, Log: k.Log, Now: time.Now})
		if err != nil && ctx.Err() == nil {
			k.Log.Error("send mails", "error", err)
		}
	}
}

// hear hears what all programs on the database tell, until ctx ends.
func hear(ctx context.Context, store *postgres.Store, log *slog.Logger) {
	store.Listen(ctx, func(err error) {
		log.Warn("the connection that hears of changes was lost; it is made again", "cause", err)
	})
}

// move moves engagements that wait for it to another edition of their playbook, until
// ctx ends.
func move(ctx context.Context, store *postgres.Store, log *slog.Logger) {
	for pause(ctx, moveEvery) {
		for n := moveAtOnce; n == moveAtOnce && ctx.Err() == nil; {
			var err error
			if n, err = store.MoveSome(ctx, moveAtOnce, time.Now()); err != nil && ctx.Err() == nil {
				log.Error("move engagements", "error", err)
			} else if n > 0 {
				log.Info("move engagements", "decided", n)
			}
		}
	}
}

// sweep renews the summaries that a date made stale, forgets sessions that ended, news
// that is old, what meetings left and contacts that are no longer kept, looks after
// mails that were cut off, and goes on with erasures.
func sweep(ctx context.Context, store *postgres.Store, log *slog.Logger) {
	n, err := store.Sweep(ctx, time.Now())
	if err == nil {
		_, err = store.PruneSessions(ctx, time.Now(), signin.IdleTime)
	}
	if err == nil {
		_, err = store.PruneNotices(ctx, time.Now())
	}
	if err == nil {
		err = sweepMails(ctx, store, log)
	}
	if err == nil {
		err = store.PruneMeetings(ctx, time.Now())
	}
	if err != nil && ctx.Err() == nil {
		log.Error("sweep", "error", err)
	} else if n > 0 {
		log.Info("sweep", "renewed", n)
	}
	forget(ctx, store, log)
}

// sweepMails looks after mails that a program left when it ended.
func sweepMails(ctx context.Context, store *postgres.Store, log *slog.Logger) error {
	n, err := store.SweepMails(ctx, time.Now())
	if n > 0 {
		log.Warn("mails were cut off while they were being sent: an administrator has to look whether they arrived", "mails", n)
	}
	return err
}

// eraseSteps is how many steps of erasures are taken between two sweeps.
const eraseSteps = 50

// forget takes the names out of texts that are not to hold them any more. The log
// counts them, and names nobody.
func forget(ctx context.Context, store *postgres.Store, log *slog.Logger) {
	run, err := store.ForgetContacts(ctx, time.Now())
	if run.Engagements > 0 {
		log.Info("contacts made anonymous", "engagements", run.Engagements, "texts", run.Texts)
	}
	if _, erased := store.Erase(ctx, time.Now(), eraseSteps); err == nil {
		err = erased
	}
	if err != nil && ctx.Err() == nil {
		log.Error("forget", "error", err)
	}
}

// pause waits, and reports whether there is still something to do.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
