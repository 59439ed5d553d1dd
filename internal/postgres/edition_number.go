package postgres

import (
	"context"
	"strconv"

	"gaptrack/internal/engagement"
)

// EditionNumber gives the number of an edition that the engagement ran on, by its
// ID, 0 where that is not known.
func (l *Loaded) EditionNumber(id int64) int {
	switch {
	case l.Edition != nil && l.Edition.ID == id:
		return l.Edition.Number
	case l.editions == nil:
		return 0
	}
	if known, ok := l.editions.Load(id); ok {
		return known.(*Edition).Number
	}
	return 0
}

// knowEditions reads the editions that events moved an engagement between, which is
// a round trip for the first that asks.
func (s *Store) knowEditions(ctx context.Context, events []engagement.Event) error {
	for _, ev := range events {
		for _, c := range ev.Changes {
			if c.Field != "edition" || ev.Subject.Noun != engagement.NounFacts {
				continue
			}
			for _, text := range []string{c.Was, c.Became} {
				id, err := strconv.ParseInt(text, 10, 64)
				if err != nil {
					continue // there was none before the first
				}
				if _, err := s.editionByID(ctx, s.pool, id); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
