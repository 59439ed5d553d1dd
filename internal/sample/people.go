package sample

import (
	"context"
	"fmt"
	"strings"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
)

// The teams of the demo. Almost all of it is West's; what East runs, West does
// not see.
const (
	west = "FastTrack West"
	east = "FastTrack East"
)

// player is somebody of the demo.
type player struct {
	key  string // how stories call them
	demo bool   // the key is also the name of a sign-in button
	name string
	role access.Role
	team string
	zone string
}

// players are who the stories are about.
var players = []player{
	{"engineer", true, "R. Osei", access.Engineer, west, "Europe/Stockholm"},
	{"engineer2", true, "L. Brandt", access.Engineer, west, "Europe/Berlin"},
	{"sme", true, "M. Tanaka", access.SME, west, "Europe/London"},
	{"architect", true, "I. Fabre", access.Architect, west, "Europe/Paris"},
	{"manager", true, "P. Lindqvist", access.Manager, west, "Europe/Stockholm"},
	{"manager2", true, "S. Whitfield", access.Manager, west, "Europe/London"},
	{"east engineer", false, "J. Moreau", access.Engineer, east, "Europe/Paris"},
	{"east manager", false, "K. Adeyemi", access.Manager, east, "Africa/Lagos"},
}

// closer is in no story and joins once all are told: who is here tells that the
// portfolio is whole.
var closer = player{"admin", true, "D. Novak", access.Admin, west, "Europe/Prague"}

// cast is who plays whom, by key.
type cast map[string]access.Actor

func (c cast) ids(keys []string) []engagement.PersonID {
	var ids []engagement.PersonID
	for _, key := range keys {
		ids = append(ids, engagement.PersonID(c[key].ID))
	}
	return ids
}

// email gives the address of a player. Nobody signs in with it: the demo has no
// passwords.
func (p player) email() string {
	at := strings.TrimPrefix(p.team, "FastTrack ")
	return fmt.Sprintf("%s@%s.gaptrack.example", dotted.Replace(p.name), hyphened.Replace(at))
}

// What writes "R. Osei" as "r.osei", and "Latin America 2" as "latin-america-2".
var (
	dotted   = folding(". ", ".", " ", ".")
	hyphened = folding(" ", "-")
)

// folding also makes capitals small.
func folding(rules ...string) *strings.Replacer {
	for c := 'A'; c <= 'Z'; c++ {
		rules = append(rules, string(c), strings.ToLower(string(c)))
	}
	return strings.NewReplacer(rules...)
}

// people finds the players, and adds those who are missing.
func people(ctx context.Context, store *postgres.Store, players ...player) (cast, error) {
	c, _, err := join(ctx, store, players)
	return c, err
}

// join is people, and tells how many were missing.
func join(ctx context.Context, store *postgres.Store, players []player) (c cast, missing int, err error) {
	c = cast{}
	for _, p := range players {
		account, err := store.PersonByEmail(ctx, p.email())
		if fault.KindOf(err) == fault.NotFound {
			missing++
			account.Person, err = add(ctx, store, p)
		}
		if err != nil {
			return nil, 0, fmt.Errorf("add %s to the demo: %w", p.name, err)
		}
		c[p.key] = account.Actor
	}
	return c, missing, nil
}

// here tells whether a player has joined.
func (p player) here(ctx context.Context, store *postgres.Store) (bool, error) {
	_, err := store.PersonByEmail(ctx, p.email())
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

func add(ctx context.Context, store *postgres.Store, p player) (postgres.Person, error) {
	joins := postgres.NewPerson{Email: p.email(), Name: p.name, Role: p.role, Team: p.team, Zone: p.zone}
	if p.demo {
		joins.Demo = p.key
	}
	if _, err := store.AddPerson(ctx, joins); err != nil {
		return postgres.Person{}, err
	}
	account, err := store.PersonByEmail(ctx, p.email())
	return account.Person, err
}
