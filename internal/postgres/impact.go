package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// Effect is something that an edition does to an engagement which moves to it.
type Effect string

// The effects.
const (
	EffectAny       Effect = "" // of every engagement
	EffectGains     Effect = "gains"
	EffectLoses     Effect = "loses"
	EffectUnreadies Effect = "unready"   // it was ready to exit and would not be
	EffectWaiting   Effect = "waiting"   // a request waits for a manager
	EffectConflicts Effect = "conflicts" // there is something to decide
	EffectNone      Effect = "none"      // nothing changes for it
)

// Effects lists the effects in the order in which pages show them.
var Effects = []Effect{EffectAny, EffectGains, EffectLoses, EffectUnreadies, EffectWaiting, EffectConflicts, EffectNone}

// Impact is what an edition does to the open engagements of its playbook: how many
// it touches and how, and some of them by name.
type Impact struct {
	Counts map[Effect]int
	Rows   []ImpactRow // of the effect that is asked for
	Next   string      // for the rows after these; empty where there are none
}

// ImpactRow is one engagement, and what the edition does to it.
type ImpactRow struct {
	ID       engagement.ID
	Customer string
	engagement.Preview
}

// ImpactQuery says which rows are given; all engagements are counted.
type ImpactQuery struct {
	Effect Effect
	After  string // Next of the rows before
}

// Impact tells what an edition, published or not, would do to every open engagement
// that runs on an earlier one of its playbook, for who edits playbooks. They are
// read from their snapshots, a page at a time.
func (s *Store) Impact(ctx context.Context, to *engagement.Edition, q ImpactQuery, by access.Actor, now time.Time) (Impact, error) {
	if err := access.May(by, access.EditPlaybooks); err != nil {
		return Impact{}, err
	}
	w := weighing{store: s, to: to, query: q, now: now, impact: Impact{Counts: map[Effect]int{}}}
	_, _ = fmt.Sscanf(q.After, "%d.%d", &w.after.edition, &w.after.id) // what is no place is the beginning
	err := w.all(ctx)
	return w.impact, trouble(err, "weigh an edition of %q", to.Slug)
}

// weighing is the impact of an edition being found out.
type weighing struct {
	store  *Store
	to     *engagement.Edition
	query  ImpactQuery
	now    time.Time
	after  impactPlace
	impact Impact
}

// impactPlace is a place in the list of engagements: by edition, then by ID.
type impactPlace struct {
	edition int64
	id      engagement.ID
}

func (p impactPlace) String() string { return fmt.Sprintf("%d.%d", p.edition, p.id) }

func (p impactPlace) before(q impactPlace) bool {
	return p.edition < q.edition || p.edition == q.edition && p.id < q.id
}

// weighPage is how many engagements are in memory at once.
const weighPage = 250

var readWeighed = "select e.id, e.version, " + strings.Join(partColumns, ", ") + `
	from engagement e left join snapshot_parts s on s.engagement_id = e.id and s.version = e.version
	where e.edition_id = $1 and e.phase <> 'Enable' and e.id > $2 order by e.id limit $3`

// all weighs the engagements of every earlier edition.
func (w *weighing) all(ctx context.Context) error {
	const earlier = `select e.id from edition e join playbook p on p.id = e.playbook_id where p.slug = $1 and e.number < $2 order by e.id`
	rows, _ := w.store.pool.Query(ctx, earlier, storable(w.to.Slug), w.to.Number) // CollectRows gives the error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	for _, id := range ids {
		if err == nil {
			err = w.edition(ctx, id)
		}
	}
	return err
}

// edition weighs the engagements that run on one edition.
func (w *weighing) edition(ctx context.Context, id int64) error {
	from, err := w.store.editionByID(ctx, w.store.pool, id)
	if err != nil {
		return err
	}
	for last, more := engagement.ID(0), true; more; {
		read := 0
		var bare []*Loaded // which have no snapshot of their version
		rows, err := w.store.pool.Query(ctx, readWeighed, id, last, weighPage)
		if err != nil {
			return err
		}
		l, kept := &Loaded{}, snapshot{}
		_, err = pgx.ForEachRow(rows, append([]any{&last, new(int)}, kept.at()...), func() error {
			read++
			l = newLoaded(last)
			l.Edition = from.Edition
			if !kept.found() || l.restore(&kept) != nil {
				bare = append(bare, l)
				return nil
			}
			return w.one(l)
		})
		for _, l := range bare {
			if err == nil {
				err = w.bare(ctx, l.ID, from)
			}
		}
		if err != nil {
			return err
		}
		more = read == weighPage
	}
	return nil
}

// bare weighs an engagement by its tables. One that exited or moved meanwhile is left
// out.
func (w *weighing) bare(ctx context.Context, id engagement.ID, from *Edition) error {
	l := newLoaded(id)
	err := sendSnapshot(ctx, w.store.pool, l.readRecords)
	if err != nil || l.Exited() || l.Facts.Edition != from.ID {
		return err
	}
	l.Edition = from.Edition
	return w.one(l)
}

// one counts an engagement, and keeps it if it is on the page that is asked for.
func (w *weighing) one(l *Loaded) error {
	p, err := l.Preview(w.to, l.Today(w.now))
	if err != nil {
		return err
	}
	at := impactPlace{l.Edition.ID, l.ID}
	for _, e := range Effects {
		if !e.of(p) {
			continue
		}
		w.impact.Counts[e]++
		if e != w.query.Effect || !w.after.before(at) {
			continue
		}
		switch len(w.impact.Rows) {
		case pageSize:
			w.impact.Next = impactPlace{w.impact.Rows[pageSize-1].From.ID, w.impact.Rows[pageSize-1].ID}.String()
		default:
			w.impact.Rows = append(w.impact.Rows, ImpactRow{l.ID, l.Facts.Customer, p})
		}
	}
	return nil
}

// of reports whether a move has the effect.
func (e Effect) of(p engagement.Preview) bool {
	switch e {
	case EffectGains:
		return len(p.Gains) > 0
	case EffectLoses:
		return len(p.Loses) > 0
	case EffectUnreadies:
		return p.Unreadies()
	case EffectWaiting:
		return len(p.Waiting) > 0
	case EffectConflicts:
		return len(p.Conflicts) > 0
	case EffectNone:
		return p.Level() == engagement.Green
	}
	return true
}
