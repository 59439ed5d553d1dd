package localpg

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"gaptrack/internal/fault"
)

// longestSocketFolder keeps the socket's whole path under the 104 bytes that
// macOS allows (Linux: 108).
const longestSocketFolder = 85

// socketFolder is the cluster's own folder where that can be an address, else a
// short private one. Commas and quotes would be read as lists.
func socketFolder(data string, a *account) string {
	if len(data) <= longestSocketFolder && !strings.ContainsAny(data, `,"'\`) {
		return data
	}
	return fmt.Sprintf("/tmp/gaptrack-%d-%s", a.uid32(), shortHash(data))
}

// readySocket makes the socket's folder, and refuses one that is not private.
func (s site) readySocket() error {
	if s.socket == s.data {
		return nil
	}
	if err := s.account.own(s.socket); err != nil {
		return fmt.Errorf("socket folder: %w", err)
	}
	owner, err := ownerOf(s.socket)
	if err != nil {
		return fmt.Errorf("socket folder: %w", err)
	}
	info, err := os.Lstat(s.socket)
	if err != nil {
		return fmt.Errorf("socket folder: %w", err)
	}
	if !info.IsDir() || info.Mode().Perm() != 0o700 || owner.uid != s.account.uid32() {
		return fault.New(fault.Unavailable,
			"%s is not a private folder of the database's. Remove it, or name a shorter data folder with --data-dir.", s.socket)
	}
	return nil
}

// tidySocket removes the short folder after the server has left it.
func (s site) tidySocket() {
	if s.socket != s.data {
		_ = os.Remove(s.socket) // when something is left in it, the next start uses it again
	}
}

func (s site) socketFile() string { return filepath.Join(s.socket, ".s.PGSQL."+port) }

// socketURL writes blanks as %20, for not every reader of such addresses takes a plus.
func socketURL(folder, database string) string {
	host := strings.ReplaceAll(url.QueryEscape(folder), "+", "%20")
	return "postgres://" + superuser + "@/" + url.PathEscape(database) + "?host=" + host + "&port=" + port
}

// answers tells whether a server runs on the socket. It waits while one is
// starting or stopping.
func (s site) answers(ctx context.Context) (bool, error) {
	for {
		err := ping(ctx, socketURL(s.socket, "postgres"))
		if !busy(err) {
			return err == nil, ctx.Err()
		}
		if err := sleep(ctx, 50*time.Millisecond); err != nil {
			return false, err
		}
	}
}

// ping connects once. A server that refuses for a reason of its own is there.
func ping(ctx context.Context, address string) error {
	conn, err := pgx.Connect(ctx, address)
	if err == nil {
		return conn.Close(ctx)
	}
	var refused *pgconn.PgError
	if errors.As(err, &refused) && !busy(err) {
		return nil
	}
	return err
}

const cannotConnectNow = "57P03"

func busy(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.Code == cannotConnectNow
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
