package sample

import (
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// ledger writes an engagement in memory. The rules decide on every command, as
// they do in the store.
type ledger struct {
	postgres.Whole
	known map[engagement.PersonID]access.Actor
	salt  func() []byte
}

func (l *ledger) write(cmd engagement.Command, by access.Actor, at time.Time) error {
	events, err := l.Decide(shown(cmd, l.Engagement, at), engagement.Ask{By: by, Now: at, People: l.known})
	if err != nil {
		return err
	}
	l.Seal(events, l.salt)
	l.Events = append(l.Events, events...)
	return nil
}

// shown gives who approves an exit the sight of what they approve.
func shown(cmd engagement.Command, e *engagement.Engagement, at time.Time) engagement.Command {
	if c, decides := cmd.(engagement.DecideExit); decides && c.Approve {
		return c.ShownBy(e, e.Today(at))
	}
	return cmd
}

// invent makes a whole engagement of a team, as if it were told at the beginning
// of a day (in UTC), up to which the dates pass. Nothing happens on that day any
// more, so that all but the summary is the same whenever on it this is made; what a
// date does on the day itself is left to the program.
func invent(c chance, id engagement.ID, on *engagement.Edition, t *team, now time.Time) (postgres.Whole, error) {
	morning := now.UTC().Truncate(24 * time.Hour)
	p := newPlan(c, t, morning)
	book := &ledger{Whole: postgres.Whole{Engagement: engagement.New(id, on)}, known: t.known, salt: c.salt}
	l := &life{teller: newTeller(p.story, t.cast, book.write, morning), chance: c, plan: p, made: book.Engagement}
	l.tell()
	l.pass(morning)
	return book.Whole, l.err
}
