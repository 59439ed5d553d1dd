package postgres

import (
	"context"
	"strings"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// NewPerson is what has to be known of somebody who joins.
type NewPerson struct {
	Email        string
	Name         string
	Role         access.Role
	TeamID       int64  // of EnsureTeam, 0 for none
	Zone         string // IANA name, empty where unknown
	PasswordHash string // empty: no sign-in by password
	Demo         string // the demo sign-in button, empty for none
}

// AddPerson adds somebody. An address that another person has is an Invalid
// fault on the field email.
func (s *Store) AddPerson(ctx context.Context, p NewPerson) (engagement.PersonID, error) {
	p.Email, p.Name = strings.TrimSpace(p.Email), strings.Join(strings.Fields(p.Name), " ")
	if err := p.check(); err != nil {
		return 0, err
	}
	const sql = `insert into person (email, name, role, team_id, time_zone, password_hash, demo)
		values ($1, $2, $3, nullif($4, 0), $5, $6, nullif($7, '')) returning id`
	var id engagement.PersonID
	err := s.pool.QueryRow(ctx, sql, p.Email, p.Name, p.Role, p.TeamID, p.Zone, p.PasswordHash, p.Demo).Scan(&id)
	switch {
	case violates(err, "person_email"):
		return 0, fault.Fields{{Name: "email", Message: "Somebody else has this address already."}}.Err()
	case violates(err, "person_demo_key"):
		return 0, fault.Fields{{Name: "demo", Message: "Somebody else is behind this button already."}}.Err()
	}
	return id, trouble(err, "add a person")
}

const maxEmail = 254 // characters; RFC 5321

func (p NewPerson) check() error {
	var problems fault.Fields
	if at := strings.LastIndex(p.Email, "@"); at < 1 || at == len(p.Email)-1 || len(p.Email) > maxEmail ||
		p.Email != storable(p.Email) || strings.ContainsAny(p.Email, " \t\r\n<>") {
		problems.Add("email", "Give an address like name@example.com.")
	}
	if p.Name == "" || len([]rune(p.Name)) > engagement.MaxName || p.Name != storable(p.Name) {
		problems.Add("name", "Give the person's name, in %d characters at most.", engagement.MaxName)
	}
	if !p.Role.Valid() {
		problems.Add("role", "Choose one of the roles: engineer, sme, architect, manager, admin.")
	}
	if _, err := time.LoadLocation(p.Zone); err != nil || p.Zone == "Local" {
		problems.Add("time_zone", "Choose a time zone such as Europe/Prague.")
	}
	return problems.Err()
}
