package postgres

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// Person is somebody of the onboarding team, with no more than pages show.
type Person struct {
	access.Actor
	Team   string // the name of the team, empty for none
	Demo   string // the demo sign-in button that this person is, empty for none
	Active bool   // not disabled
}

// Account is a person with the hash of their password, empty where they have
// none. It is for signing in alone.
type Account struct {
	Person
	PasswordHash string
}

const (
	personColumns = `p.id, p.name, p.email, p.role, coalesce(p.team_id, 0), p.time_zone, coalesce(t.name, ''),
		coalesce(p.demo, ''), p.disabled_at is null`
	fromPerson = ` from person p left join team t on t.id = p.team_id `

	selectPerson = "select " + personColumns + fromPerson
)

// at gives the places of a person's values, in the order of personColumns.
func (p *Person) at() []any {
	return []any{&p.ID, &p.Name, &p.Email, &p.Role, &p.TeamID, &p.Zone, &p.Team, &p.Demo, &p.Active}
}

func scanPerson(row pgx.CollectableRow) (p Person, err error) { return p, row.Scan(p.at()...) }

// People gives everybody.
func (s *Store) People(ctx context.Context) (*Directory, error) {
	var version int64
	err := s.pool.QueryRow(ctx, peopleVersion).Scan(&version)
	var known *Directory
	if err == nil {
		known, err = s.asOf(ctx, s.pool, version)
	}
	return known, trouble(err, "list people")
}

// ListPeople lists everybody by name, disabled ones too.
func (s *Store) ListPeople(ctx context.Context) ([]Person, error) {
	rows, _ := s.pool.Query(ctx, selectPerson+"order by lower(p.name), p.id") // CollectRows gives the error
	people, err := pgx.CollectRows(rows, scanPerson)
	return people, trouble(err, "list people")
}

// PersonByEmail finds an account by its address, in any case. A disabled one is
// found too; see Active.
func (s *Store) PersonByEmail(ctx context.Context, email string) (Account, error) {
	const sql = "select " + personColumns + ", p.password_hash" + fromPerson + "where lower(p.email) = lower($1)"
	var a Account
	err := s.pool.QueryRow(ctx, sql, storable(strings.TrimSpace(email))).Scan(append(a.at(), &a.PasswordHash)...)
	return a, noPerson(err)
}

// PersonByDemo finds the active person behind a demo sign-in button.
func (s *Store) PersonByDemo(ctx context.Context, demo string) (Person, error) {
	const sql = selectPerson + "where p.demo = $1 and p.disabled_at is null"
	var p Person
	err := s.pool.QueryRow(ctx, sql, storable(demo)).Scan(p.at()...)
	return p, noPerson(err)
}

func noPerson(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.New(fault.NotFound, "There is no such person.")
	}
	return trouble(err, "find a person")
}

// DisablePerson takes somebody's access away at once, sessions too. What they
// did stays in the records. Nobody disables themself: a Conflict.
func (s *Store) DisablePerson(ctx context.Context, id engagement.PersonID, by access.Actor, now time.Time) error {
	if int64(id) == by.ID {
		return fault.New(fault.Conflict, "You cannot take away your own access. Ask another administrator to.")
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, "update person set disabled_at = coalesce(disabled_at, $2) where id = $1", id, now)
		if err == nil && done.RowsAffected() == 0 {
			return pgx.ErrNoRows
		}
		if err == nil {
			_, err = tx.Exec(ctx, "delete from session where person_id = $1", id)
		}
		return err
	})
	return noPerson(err)
}

// storable leaves out of a typed text what the database cannot hold, so that
// looking for it finds nothing instead of failing.
func storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "")
}
