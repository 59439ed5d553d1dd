package sample

import (
	"context"
	"fmt"
	"slices"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// teamLoad is how many generated engagements one team has.
const teamLoad = 500

// crowdSeed is the one seed of all generated people: the next portfolio in a
// database, of whatever seed, finds those of the last.
const crowdSeed = 12

// team is a generated team with the people who are in the database.
type team struct {
	region
	cast
	known map[engagement.PersonID]access.Actor

	engineers, managers, smes, architects []string // keys of the cast
}

// crowd are the teams of generated engagements, of which one at a time is at
// hand: IDs go up.
type crowd struct {
	store  *postgres.Store
	place  int64
	latest *team
	joined int // people who were not in the database before
}

// team gives the team that an engagement belongs to, with its people found or
// added.
func (c *crowd) team(ctx context.Context, id engagement.ID) (*team, error) {
	place := (int64(id) - 1) / teamLoad
	if c.latest != nil && c.place == place {
		return c.latest, nil
	}
	players := teamPlayers(place)
	people, missing, err := join(ctx, c.store, players)
	c.joined += missing
	if err != nil {
		return nil, err
	}
	c.place, c.latest = place, newTeam(regionAt(place), people, players)
	return c.latest, nil
}

func regionAt(place int64) region { return regions[place%int64(len(regions))] }

func newTeam(r region, people cast, players []player) *team {
	t := &team{region: r, cast: people, known: map[engagement.PersonID]access.Actor{}}
	for _, p := range players {
		t.known[engagement.PersonID(people[p.key].ID)] = people[p.key]
		switch p.role {
		case access.Engineer:
			t.engineers = append(t.engineers, p.key)
		case access.Manager:
			t.managers = append(t.managers, p.key)
		case access.SME:
			t.smes = append(t.smes, p.key)
		case access.Architect:
			t.architects = append(t.architects, p.key)
		}
	}
	return t
}

// teamName gives the name of the team at a place. A region whose teams are full
// gets one more.
func teamName(place int64) string {
	name := "FastTrack " + regionAt(place).name
	if more := place / int64(len(regions)); more > 0 {
		name += fmt.Sprintf(" %d", more+1)
	}
	return name
}

// teamPlayers gives who is in the team at a place, the players of the demo
// among them where the demo has such a team.
func teamPlayers(place int64) []player {
	c, name := newChance(crowdSeed, place), teamName(place)
	all := slices.DeleteFunc(append(slices.Clone(players), closer), func(p player) bool { return p.team != name })
	for _, want := range []struct {
		role  access.Role
		count int
	}{
		{access.Engineer, c.between(6, 7)}, {access.SME, c.between(1, 2)},
		{access.Architect, 1}, {access.Manager, c.between(2, 3)},
	} {
		for n := count(all, want.role); n < want.count; n++ {
			all = append(all, player{
				key: fmt.Sprintf("%s %d", want.role, n+1), name: newName(c, all), role: want.role, team: name,
				zone: pick(c, regionAt(place).zones),
			})
		}
	}
	return all
}

func count(of []player, role access.Role) int {
	n := 0
	for _, p := range of {
		if p.role == role {
			n++
		}
	}
	return n
}

// newName draws a name that nobody of a team has.
func newName(c chance, team []player) string {
	for {
		name := pick(c, givenNames) + " " + pick(c, surnames)
		if !slices.ContainsFunc(team, func(p player) bool { return p.name == name }) {
			return name
		}
	}
}
