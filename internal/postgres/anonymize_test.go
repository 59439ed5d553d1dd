package postgres

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// everywhere gives every value of every table, as text, by table and column.
func (o *office) everywhere(t *testing.T) map[string]string {
	t.Helper()
	const columns = `select c.table_name, c.column_name, c.data_type from information_schema.columns c
		join information_schema.tables t using (table_schema, table_name)
		where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`
	all := map[string]string{}
	rows, err := o.pool.Query(t.Context(), columns)
	must(t, err)
	var table, column, kind string
	var found [][3]string
	_, err = pgx.ForEachRow(rows, []any{&table, &column, &kind}, func() error {
		found = append(found, [3]string{table, column, kind})
		return nil
	})
	must(t, err)
	for _, c := range found {
		value := pgx.Identifier{c[1]}.Sanitize() + "::text"
		if c[2] == "bytea" {
			value = fmt.Sprintf("encode(%s, 'escape')", pgx.Identifier{c[1]}.Sanitize())
		}
		var text string
		sql := fmt.Sprintf("select coalesce(string_agg(%s, E'\n'), '') from %s", value, pgx.Identifier{c[0]}.Sanitize())
		must(t, o.pool.QueryRow(t.Context(), sql).Scan(&text))
		all[c[0]+"."+c[1]] = text
	}
	return all
}

// wantNowhere fails the test where a name still stands somewhere.
func (o *office) wantNowhere(t *testing.T, names ...string) {
	t.Helper()
	for place, text := range o.everywhere(t) {
		for _, name := range names {
			if strings.Contains(strings.ToLower(text), strings.ToLower(name)) {
				t.Errorf("%s still holds %s", place, name)
			}
		}
	}
}

// wantSomewhere fails the test where a name stands nowhere at all.
func (o *office) wantSomewhere(t *testing.T, name string) {
	t.Helper()
	for _, text := range o.everywhere(t) {
		if strings.Contains(text, name) {
			return
		}
	}
	t.Errorf("%s stands nowhere", name)
}

// withContacts gives an engagement that has exited, with contacts of every kind.
func (o *office) withContacts(t *testing.T) engagement.ID {
	t.Helper()
	id := o.begin(t)
	i := someItem()
	i.Side, i.Owner = "customer", "Ida Customer"
	o.do(t, id, o.engineer, engagement.AddItem{Item: i})
	i.Owner = "Otto Earlier"
	o.do(t, id, o.engineer, engagement.ChangeItem{N: 1, Owner: new("Otto Earlier")})
	o.do(t, id, o.engineer, engagement.HoldCheckpoint{})
	o.do(t, id, o.engineer, engagement.NoteCheckpoint{N: 1, Attended: new("Ida Customer, Uwe Guest"), Minutes: new("Agreed.")})
	o.do(t, id, o.engineer, engagement.CloseCheckpoint{N: 1})
	o.ready(t, id)
	o.do(t, id, o.engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	o.do(t, id, o.engineer, engagement.RequestExit{Note: "All is done."})
	o.do(t, id, o.manager, engagement.DecideExit{N: 1, Approve: true, Words: "Thanks to Kari Nordmann."})
	return id
}

func TestContactsGoAndTheRecordHolds(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.withContacts(t)
	o.run(t, "insert into snapshot values ($1, 1, 'Ida Customer')", id) // by a program before this one
	before := o.proven(t, id, 1)
	done := o.do(t, id, access.System, engagement.Anonymize{})
	if done.TakenOut == 0 || len(done.Events) != 4 {
		t.Errorf("done: %d texts, %v", done.TakenOut, done.Events)
	}
	o.wantNowhere(t, "Ida Customer", "Otto Earlier", "Uwe Guest", "Kari Nordmann confirmed")
	o.wantSomewhere(t, "Thanks to Kari Nordmann.") // a manager's words name whom they will
	if v := o.verified(t); v.Proofs != 1 {
		t.Errorf("verified %+v", v)
	}
	p := o.proven(t, id, 1)
	if problems := p.Check(&p.Keys); len(problems) > 0 || p.Hash() != before.Hash() || p.TakenOut() != 3 {
		t.Errorf("the proof: %v, %d taken out", problems, p.TakenOut())
	}
	_, then, _, err := o.visit(t, o.manager).Past(t.Context(), id, 0, Point{Seq: 3})
	must(t, err)
	if got := then[0].Items[1].Owner; got != engagement.Anonymous {
		t.Errorf("at event 3 the owner is %q", got)
	}

	o.do(t, id, o.admin, engagement.Anonymize{Name: "Kari Nordmann"})
	o.wantNowhere(t, "Kari Nordmann")
	o.do(t, id, o.manager, engagement.Reopen{Reason: "The proxy is back."})
	if v := o.verified(t); v.Proofs != 1 {
		t.Errorf("verified %+v", v)
	}
}

// TestOnlyEventsTakeWordsOut holds the database to it: no text changes but by an event.
func TestOnlyEventsTakeWordsOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.withContacts(t)
	refused := func(sql string) {
		t.Helper()
		if _, err := o.pool.Exec(t.Context(), sql); err == nil || !strings.Contains(err.Error(), "23001") {
			t.Errorf("%s: %v", sql, err)
		}
	}
	refused("update event_text set salt = '', became = 'x' where field = 'attended'")
	o.do(t, id, access.System, engagement.Anonymize{})
	refused("update event_text set became = 'x' where field = 'attended'")
	refused("update event_text set salt = '', became = 'x' where field = 'minutes'")
	refused("update event_text set salt = '', field = 'x' where field = 'attended'")
	refused("update event_text t set salt = '' from event e where e.engagement_id = t.engagement_id and e.seq = t.seq and e.kind like '%anonymized'")
	o.verified(t)
	o.run(t, "update event_text set salt = '', became = 'x' where field = 'attended' and length(salt) = 0 and became <> ''")
	if v, err := o.Verify(t.Context(), nil); err != nil || len(v.Failures) != 1 || v.Failures[0].Seq == 0 {
		t.Errorf("an anonymous text that was altered: %+v, %v", v, err)
	}
}

// Names are taken out at random points of random histories; what is left verifies.
func TestAnonymousAtRandom(t *testing.T) {
	t.Parallel()
	const name = "Zoë Quinn-Hara"
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			id := o.begin(t)
			r := &chance{rand.New(rand.NewPCG(seed, 7)), o}
			for i := range 200 {
				at := now.Add(time.Duration(i) * time.Hour)
				cmd := r.naming(name)
				if c, decides := cmd.(engagement.DecideExit); decides {
					e := o.get(t, id)
					cmd = c.ShownBy(e.Engagement, e.Today(at))
				}
				_, err := o.Change(t.Context(), id, cmd, pick(r, o.engineer, o.manager, o.other, o.admin), 0, at)
				if fault.KindOf(err) == fault.Internal && err != nil {
					t.Fatalf("%#v: %v", cmd, err)
				}
			}
			o.wantSomewhere(t, "Quinn-Hara")
			done := o.do(t, id, o.admin, engagement.Anonymize{Name: name})
			o.wantNowhere(t, "Quinn-Hara") // the ë is escaped in some columns
			o.verified(t)
			if again := o.do(t, id, o.admin, engagement.Anonymize{Name: name}); len(again.Events) > 0 {
				t.Errorf("after %d texts, %d events more", done.TakenOut, len(again.Events))
			}
		})
	}
}

// naming makes a command, mostly one that names somebody, sometimes one that takes
// the name out.
func (r *chance) naming(name string) engagement.Command {
	say := new(pick(r, name, "Ask "+name+", please.", strings.ToUpper(name), `“`+name+`” & "more"`, "Nobody."))
	switch r.IntN(12) {
	case 0:
		return engagement.Anonymize{Name: name}
	case 1:
		return engagement.Anonymize{}
	case 2:
		return engagement.ChangeTask{FTOP: 4080, Notes: say, State: new(engagement.Done)}
	case 3:
		return engagement.ChangeTask{FTOP: engagement.ReviewTask, State: new(engagement.Done), ConfirmedBy: say, ConfirmedOn: new(day.New(2026, 11, 20))}
	case 4:
		i := r.item()
		i.Owner, i.State = *say, engagement.Resolved
		return engagement.AddItem{Item: i}
	case 5:
		return engagement.CloseCheckpoint{N: r.n(), Attended: say, Minutes: say}
	case 6:
		return engagement.RequestExit{Note: *say, Outputs: map[int]engagement.Answer{
			1: {Met: true, Words: *say}, 2: {Met: true, Words: *say}, 3: {Met: true, Words: *say}, 4: {Met: true, Words: *say}}}
	case 7:
		return engagement.DecideExit{N: r.n(), Approve: true, Words: *say}
	case 8:
		return attest(engagement.NounInput, 2)
	}
	return r.command()
}
