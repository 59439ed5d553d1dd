package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/jackc/pgx/v5"
)

// asked is what is asked of a database: as whom, and which engagements. All of
// them are open, and the engineer sees them.
type asked struct {
	engineer, manager, admin visitor

	middling []int64       // with a checklist of about 33 items
	many     []int64       // of every kind
	held     map[int64]int // a checkpoint of each that was held, if there was one
	writes   []taskOf      // of engagements that are not among the others
}

// taskOf is a task that can be changed.
type taskOf struct {
	id   int64
	ftop int
}

// A checklist of about 33 items: the scale of the checklist that the playbook's
// own assessment fills.
const fewest, most = 30, 36

// How many engagements are drawn: enough that no page stays in a processor's
// cache, as it would not for a team at work.
const (
	mostPages  = 300
	mostWrites = 128
)

// candidate is an engagement that the engineer sees.
type candidate struct {
	ID      int64
	Items   int
	Held    *int // the newest checkpoint whose minutes are closed
	Ftop    *int // a task that is under way, or was when an earlier run changed it
	Waiting bool // its exit waits for a manager, so that nothing may change
}

const findCandidates = `with seen as (
		select engagement_id as id from member where person_id = $1 and present
		union select e.id from engagement e join person m on m.id = e.manager_id
		where m.team_id = (select team_id from person where id = $1))
	select e.id, e.items_total as items, e.exit_state = 'waiting' as waiting,
		(select max(c.n) from checkpoint c where c.engagement_id = e.id and c.state = 'closed') as held,
		(select min(t.ftop) from task t where t.engagement_id = e.id and t.ftop not in (1700, 3190)
			and t.state in ('in progress', 'not started') and t.pulled_in = '') as ftop
	from engagement e join seen using (id) where e.phase = 'Remediate' order by e.id`

// choose signs people in and draws the engagements, the same on every run.
func (b *bench) choose(ctx context.Context, d *dataset) error {
	if err := b.people(ctx, d); err != nil {
		return err
	}
	rows, _ := d.pool.Query(ctx, findCandidates, d.engineer.id) // CollectRows gives the error
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[candidate])
	if err != nil {
		return err
	}
	draw := rand.New(rand.NewPCG(seed, uint64(d.size)))
	draw.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	d.draw(all)
	if len(d.middling)*len(d.many)*len(d.held)*len(d.writes) == 0 {
		return fmt.Errorf("%s sees %d engagements: %d of about 33 items, %d with a checkpoint that was held, %d to write to: too few",
			d.engineer.name, len(all), len(d.middling), len(d.held), len(d.writes))
	}
	return nil
}

// draw shares the candidates out: those with about 33 items to the pages, of the
// others every third to the writes, the rest to the pages too.
func (a *asked) draw(all []candidate) {
	a.held = map[int64]int{}
	for i, c := range all {
		middling := c.Items >= fewest && c.Items <= most
		if c.Ftop != nil && !c.Waiting && !middling && i%3 == 0 && len(a.writes) < mostWrites {
			a.writes = append(a.writes, taskOf{c.ID, *c.Ftop})
			continue
		}
		if middling {
			a.middling = append(a.middling, c.ID)
		}
		if len(a.many) < mostPages {
			a.many = append(a.many, c.ID)
			if c.Held != nil {
				a.held[c.ID] = *c.Held
			}
		}
	}
	slices.Sort(a.many) // requests are drawn at random from them
}
