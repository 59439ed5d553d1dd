package postgres

import (
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"gaptrack/internal/engagement"
)

// none keeps a number whose zero means "none" as NULL: a person, a task. It is
// read into and written from the place that it points to.
type none[T ~int | ~int64] struct{ at *T }

func orNone[T ~int | ~int64](at *T) none[T] { return none[T]{at} }

// ScanInt64 reads the number, NULL as 0.
func (n none[T]) ScanInt64(v pgtype.Int8) error {
	*n.at = T(v.Int64)
	return nil
}

// Int64Value gives the number, 0 as NULL.
func (n none[T]) Int64Value() (pgtype.Int8, error) {
	return pgtype.Int8{Int64: int64(*n.at), Valid: *n.at != 0}, nil
}

// moment keeps a time whose zero means "never" as NULL, and gives it in UTC.
type moment struct{ at *time.Time }

// ScanTimestamptz reads the time, NULL as the zero time.
func (m moment) ScanTimestamptz(v pgtype.Timestamptz) error {
	*m.at = time.Time{}
	if v.Valid {
		*m.at = v.Time.UTC()
	}
	return nil
}

// TimestamptzValue gives the time, the zero time as NULL.
func (m moment) TimestamptzValue() (pgtype.Timestamptz, error) {
	return pgtype.Timestamptz{Time: *m.at, Valid: !m.at.IsZero()}, nil
}

// digest keeps a hash as its bytes.
type digest struct{ at *engagement.Hash }

// ScanBytes reads the hash; one of another length reads as a hash that nothing
// has.
func (d digest) ScanBytes(v []byte) error {
	*d.at = engagement.Hash{}
	if len(v) == len(d.at) {
		copy(d.at[:], v)
	}
	return nil
}

// BytesValue gives the hash's bytes.
func (d digest) BytesValue() ([]byte, error) { return d.at[:], nil }
