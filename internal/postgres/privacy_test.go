package postgres

import (
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/privacy"
)

// TestWhatIsHeldIsListed holds the list of what is held of people to the database:
// every column that leads to a person or holds words is in it.
func TestWhatIsHeldIsListed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const sql = `select c.relname || '.' || a.attname, t.typname in ('text', 'bytea', 'jsonb', '_text'), exists (
			select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid and f.confrelid = 'person'::regclass and a.attnum = any(f.conkey))
		from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped join pg_type t on t.oid = a.atttypid
		where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`
	rows, err := o.pool.Query(t.Context(), sql)
	must(t, err)
	var column string
	var words, person bool
	var found []string
	_, err = pgx.ForEachRow(rows, []any{&column, &words, &person}, func() error {
		found = append(found, column)
		people, listed := privacy.Listed(column)
		switch {
		case person && !people:
			t.Errorf("%s names a person: list it in privacy.Held, with the reason why it is held", column)
		case words && !listed:
			t.Errorf("%s holds words: list it in privacy.Held where they can tell of people, or under nobody", column)
		}
		return nil
	})
	must(t, err)
	for _, column := range privacy.Columns() {
		if !slices.Contains(found, column) {
			t.Errorf("%s is listed, and no such column is there", column)
		}
	}
	for _, h := range privacy.Held {
		for _, words := range []string{h.What, h.Of, h.Why, h.Until, h.Erased} {
			if strings.TrimSpace(words) == "" {
				t.Errorf("%s: not all is said", h.What)
			}
		}
	}
}
