package postgres

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// unhurried gives a page's transaction the time that it takes, and room to sort its
// events in memory.
const unhurried = "select set_config('statement_timeout', '0', true), set_config('work_mem', '32MB', true)"

// eventAt names an event.
type eventAt struct {
	engagement engagement.ID
	seq        int
}

// eventText is a text of an event.
type eventText struct {
	field, was, became string
	salt               []byte
}

// queueEvents queues the reading of the page's events. Their texts, a fifth of it all,
// are read before them: joined to each, the events would come once for each text, and
// be sorted with it.
func (p *proof) queueEvents(b *pgx.Batch, above engagement.ID) {
	const texts = `select engagement_id, seq, field, salt, was, became from event_text
		where engagement_id > $1 and engagement_id <= $2`
	b.Queue(texts, above, p.upTo).Query(p.keepTexts)
	const events = "select " + eventHead + ` from event e
		where e.engagement_id > $1 and e.engagement_id <= $2 order by e.engagement_id, e.seq`
	b.Queue(events, above, p.upTo).Query(p.followAll)
}

func (p *proof) keepTexts(rows pgx.Rows) error {
	p.texts = map[eventAt][]eventText{}
	for rows.Next() {
		var at eventAt
		var t eventText
		if err := rows.Scan(&at.engagement, &at.seq, &t.field, &t.salt, &t.was, &t.became); err != nil {
			return fmt.Errorf("read a text: %w", err)
		}
		p.texts[at] = append(p.texts[at], t)
	}
	return rows.Err()
}

// followAll replays the events, each with its texts.
func (p *proof) followAll(rows pgx.Rows) error {
	var r eventRow
	places := r.head()
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return fmt.Errorf("read an event: %w", err)
		}
		ev := r.event
		if err := r.decode(&ev); err != nil {
			return err
		}
		for _, t := range p.texts[eventAt{ev.Engagement, ev.Seq}] {
			t.fill(&ev)
		}
		p.follow(ev)
	}
	return rows.Err()
}

// fill gives an event its text.
func (t eventText) fill(ev *engagement.Event) {
	for i := range ev.Changes {
		if c := &ev.Changes[i]; c.Free && c.Field == t.field {
			c.Salt, c.Was, c.Became = t.salt, t.was, t.became
		}
	}
}
