package postgres

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// Directory is everybody, at one moment. It is shared and never changes: pages
// take names from it, and offer people out of it, without a query.
type Directory struct {
	version int64
	byID    map[engagement.PersonID]Person
	active  []Person                        // by name
	teams   map[int64][]Person              // the active ones of a team, by name
	members map[int64][]engagement.PersonID // of a team, disabled people too
}

// NewDirectory gives a directory of some people.
func NewDirectory(people ...Person) *Directory {
	d := &Directory{byID: make(map[engagement.PersonID]Person, len(people)), teams: map[int64][]Person{}, members: map[int64][]engagement.PersonID{}}
	slices.SortFunc(people, func(a, b Person) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	for _, p := range people {
		id := engagement.PersonID(p.ID)
		d.byID[id] = p
		if p.TeamID != 0 {
			d.members[p.TeamID] = append(d.members[p.TeamID], id)
		}
		if !p.Active {
			continue
		}
		d.active = append(d.active, p)
		if p.TeamID != 0 {
			d.teams[p.TeamID] = append(d.teams[p.TeamID], p)
		}
	}
	return d
}

// Version counts the changes of people and teams.
func (d *Directory) Version() int64 { return d.version }

// Person gives somebody, disabled people too; known tells whether there is one.
func (d *Directory) Person(id engagement.PersonID) (p Person, known bool) {
	p, known = d.byID[id]
	return p, known
}

// Name gives somebody's name, empty for nobody. A nil directory knows nobody.
func (d *Directory) Name(id engagement.PersonID) string {
	if d == nil {
		return ""
	}
	return d.byID[id].Name
}

// Active lists everybody who is not disabled, by name. The list is shared: clone
// it before changing it.
func (d *Directory) Active() []Person { return d.active }

// Team lists the active people of a team, by name; none for no team. The list is
// shared: clone it before changing it.
func (d *Directory) Team(id int64) []Person { return d.teams[id] }

// readDirectory reads everybody anew. The version comes first: people who are
// newer than it are read once too often, never too seldom.
func (s *Store) readDirectory(ctx context.Context, q querier) (*Directory, error) {
	var version int64
	var people []Person
	b := &pgx.Batch{}
	b.Queue(peopleVersion).QueryRow(func(row pgx.Row) error { return row.Scan(&version) })
	b.Queue(selectPerson).Query(func(rows pgx.Rows) (err error) {
		people, err = pgx.CollectRows(rows, scanPerson)
		return err
	})
	if err := send(ctx, q, b); err != nil {
		return nil, err
	}
	d := NewDirectory(people...)
	d.version = version
	s.directory.Store(d)
	return d, nil
}

// peopleVersion counts the changes of people and teams.
const peopleVersion = "select n from people_version"

// known gives the directory as it was read last, and reads it where it never was.
func (s *Store) known(ctx context.Context, q querier) (*Directory, error) {
	if d := s.directory.Load(); d != nil {
		return d, nil
	}
	return s.readDirectory(ctx, q)
}

// asOf gives the directory of a version that the database told in this round
// trip: the one that is known, or a newer one.
func (s *Store) asOf(ctx context.Context, q querier, version int64) (*Directory, error) {
	if d := s.directory.Load(); d != nil && d.version == version {
		return d, nil
	}
	return s.readDirectory(ctx, q)
}
