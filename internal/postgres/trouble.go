package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/puddle/v2"

	"gaptrack/internal/fault"
)

// SQLSTATEs that are acted on.
const (
	uniqueViolation      = "23505"
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	readOnlyTransaction  = "25006" // a standby answers: the cluster is changing its primary
	queryCanceled        = "57014" // the statement timeout
	adminShutdown        = "57P01"
	crashShutdown        = "57P02"
	cannotConnectNow     = "57P03"
	databaseDropped      = "57P04"
	idleSessionTimeout   = "57P05"
	tooManyConnections   = "53300"
)

// trouble sorts an error of the database; doing says what was being tried. A
// fault stays what it is, a database that is away or too busy is Unavailable,
// and all else is the program's own failure.
func trouble(err error, doing string, args ...any) error {
	var known *fault.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	cause := fmt.Errorf(doing+": %w", append(args, err)...)
	if errors.Is(err, context.Canceled) || !isAway(err) {
		return cause
	}
	return fault.Wrap(cause, fault.Unavailable, "The database does not answer at the moment. Try again in a minute.")
}

// isAway reports whether the same may well work a little later. That nobody is
// let in is one such thing, whatever the reason: the person who runs the
// database mends it while we wait.
func isAway(err error) bool {
	var connecting *pgconn.ConnectError
	if errors.As(err, &connecting) {
		return true
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case serializationFailure, deadlockDetected, readOnlyTransaction, queryCanceled, adminShutdown,
			crashShutdown, cannotConnectNow, databaseDropped, idleSessionTimeout, tooManyConnections:
			return true
		}
		return strings.HasPrefix(pg.Code, "08") // connection exceptions
	}
	var network net.Error
	return errors.As(err, &network) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, puddle.ErrClosedPool)
}

// passes reports whether a transaction failed by its neighbours alone, so that
// trying again at once makes sense.
func passes(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == serializationFailure || pg.Code == deadlockDetected)
}

// violates reports whether err is the violation of a constraint.
func violates(err error, constraint string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == uniqueViolation && pg.ConstraintName == constraint
}
