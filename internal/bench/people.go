package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/signin"
)

// usualLoad is how many open engagements the usual person has: the same in a
// small database and in a large one, so that their pages are alike.
const usualLoad = 75

// findEngineer gives the engineer who has the usual load, of those that were
// generated, and where there is none of them, of all.
const findEngineer = `select p.id, p.name from person p
	join member m on m.person_id = p.id and m.present
	join engagement e on e.id = m.engagement_id and e.phase = 'Remediate'
	where p.role = 'engineer' and p.disabled_at is null
	group by p.id order by p.demo is not null, abs(count(*) - $1), p.id limit 1`

// findManager gives the manager of a person's team with the most to manage.
const findManager = `select b.id, b.name from person b join person p on p.team_id = b.team_id and p.id = $1
	left join engagement e on e.manager_id = b.id
	where b.role = 'manager' and b.disabled_at is null group by b.id order by count(e.id) desc, b.id limit 1`

const findAdmin = "select id, name from person where role = 'admin' and disabled_at is null order by id limit 1"

// people signs in those as whom pages are asked for.
func (b *bench) people(ctx context.Context, d *dataset) error {
	var err error
	if d.engineer, err = b.signIn(ctx, d, findEngineer, usualLoad); err != nil {
		return fmt.Errorf("no engineer: %w", err)
	}
	if d.manager, err = b.signIn(ctx, d, findManager, d.engineer.id); err != nil {
		return fmt.Errorf("no manager of %s: %w", d.engineer.name, err)
	}
	d.admin, err = b.signIn(ctx, d, findAdmin)
	if errors.Is(err, pgx.ErrNoRows) {
		joins := postgres.NewPerson{Email: "bench@gaptrack.example", Name: "B. Ench", Role: access.Admin}
		if _, err = d.store.AddPerson(ctx, joins); err == nil {
			d.admin, err = b.signIn(ctx, d, findAdmin)
		}
	}
	return err
}

// signIn starts a session of whom a query finds, and ends it with the run.
func (b *bench) signIn(ctx context.Context, d *dataset, find string, args ...any) (visitor, error) {
	var v visitor
	if err := d.pool.QueryRow(ctx, find, args...).Scan(&v.id, &v.name); err != nil {
		return v, err
	}
	token, now := signin.NewToken(), time.Now()
	v.cookie = "gaptrack=" + token.Cookie(v.id) // without HTTPS, so without a prefix
	b.atEnd(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := d.store.EndSession(ctx, token.Hash()); err != nil {
			say("end a session: %v", err)
		}
	})
	return v, d.store.StartSession(ctx, token.Hash(), engagement.PersonID(v.id), now, now.Add(signin.LifeTime))
}
