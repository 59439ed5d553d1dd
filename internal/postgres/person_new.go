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
	Team         string // is made when it is new; empty for none
	Zone         string // IANA name, empty where unknown
	PasswordHash string // empty: no sign-in by password
	Demo         string // the demo sign-in button, empty for none
}

// AddPerson adds somebody. An address that another person has is an Invalid
// fault on the field email.
func (s *Store) AddPerson(ctx context.Context, p NewPerson) (engagement.PersonID, error) {
	p.Email, p.Name = strings.TrimSpace(p.Email), strings.Join(strings.Fields(p.Name), " ")
	p.Team = strings.Join(strings.Fields(p.Team), " ")
	if err := p.Check(); err != nil {
		return 0, err
	}
	const sql = `with made as (
			insert into team (name) select $4 where $4 <> '' on conflict (name) do update set name = excluded.name returning id)
		insert into person (email, name, role, team_id, time_zone, password_hash, demo)
		values ($1, $2, $3, (select id from made), $5, $6, nullif($7, '')) returning id`
	var id engagement.PersonID
	err := s.pool.QueryRow(ctx, sql, p.Email, p.Name, p.Role, p.Team, p.Zone, p.PasswordHash, p.Demo).Scan(&id)
	switch {
	case violates(err, "person_email"):
		return 0, fault.Fields{{Name: "email", Message: "Somebody else has this address already."}}.Err()
	case violates(err, "person_demo_key"):
		return 0, fault.Fields{{Name: "demo", Message: "Somebody else is behind this button already."}}.Err()
	}
	return id, trouble(err, "add a person")
}

const maxEmail = 254 // characters; RFC 5321

// Check gives every problem of somebody who is to join, as an Invalid fault, or
// nil. An address that another person has is found by AddPerson alone.
func (p NewPerson) Check() error {
	var problems fault.Fields
	if at := strings.LastIndex(p.Email, "@"); at < 1 || at == len(p.Email)-1 || len(p.Email) > maxEmail ||
		p.Email != storable(p.Email) || strings.ContainsAny(p.Email, " \t\r\n<>") {
		problems.Add("email", "Give an address like name@example.com.")
	}
	if p.Name == "" || len([]rune(p.Name)) > engagement.MaxName || p.Name != storable(p.Name) {
		problems.Add("name", "Give the person's name, in %d characters at most.", engagement.MaxName)
	}
	if len([]rune(p.Team)) > engagement.MaxName || p.Team != storable(p.Team) {
		problems.Add("team", "Give the team's name, in %d characters at most.", engagement.MaxName)
	}
	if !p.Role.Valid() {
		problems.Add("role", "Choose what the person does.")
	}
	checkZone(&problems, p.Zone)
	return problems.Err()
}

// checkZone notes what is no time zone; the empty one is not known.
func checkZone(problems *fault.Fields, zone string) {
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		problems.Add("time_zone", "Choose a time zone such as Europe/Prague.")
	}
}
