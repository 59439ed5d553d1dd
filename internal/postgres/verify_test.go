package postgres

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"gaptrack/internal/engagement"
)

// TestVerifyNotices alters one thing at a time behind the program's back, as
// only the database's superuser can, and asks for the sentence that names it.
func TestVerifyNotices(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ sql, want string }{
		"an altered event":     {`update event set actor_id = null where seq = 3`, "does not hash"},
		"an altered change":    {`update event set changes = replace(changes::text, '2026-12-01', '2026-12-02')::jsonb where seq = 3`, "does not hash"},
		"an altered text":      {`update event_text set became = 'nothing' where seq = 3`, "text of notes was altered"},
		"an altered old text":  {`update event_text set was = 'nothing' where seq = 3`, `notes was ""`},
		"a text taken out":     {`delete from event_text where seq = 3`, "text of notes was altered"},
		"a deleted event":      {`delete from event where seq = 3`, "event 4 of engagement 1 follows event 2"},
		"the newest deleted":   {`delete from event where seq = 4`, "there are 3 events, and the record says 4"},
		"all events deleted":   {`delete from event`, "there are 0 events"},
		"an altered head":      {`update engagement set head = sha256('x')`, "newest event"},
		"an altered record":    {`update task set due = '2026-12-24'`, "task 4080 due"},
		"an altered fact":      {`update engagement set seats = 50000`, "facts 0 seats"},
		"a deleted record":     {`delete from task`, "task 4080"},
		"a record put in":      {`insert into member values (1, 5, true)`, "member 5 present"},
		"an altered snapshot":  {`update snapshot_parts set task = replace(encode(task, 'escape'), 'called', 'colled')::bytea`, "the snapshot"},
		"an engagement erased": {`delete from engagement`, "there are events, and no engagement"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			id := o.begin(t)
			o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("called"), Due: new(o.get(t, id).Facts.CreatedOn.Add(8))})
			o.do(t, id, o.manager, engagement.ChangeTask{FTOP: 4080, State: new(engagement.InProgress)})
			o.verified(t)
			o.run(t, "set session_replication_role = replica; "+test.sql+"; reset session_replication_role")
			v, err := o.Verify(t.Context(), nil)
			must(t, err)
			if len(v.Failures) != 1 || v.Failures[0].Engagement != id || !strings.Contains(v.Failures[0].What, test.want) {
				t.Errorf("found %v, want %q", v.Failures, test.want)
			}
			wantNamed(t, v.Failures[0], o)
		})
	}
}

// wantNamed holds a failure that speaks of an event to who did it, what and when.
func wantNamed(t *testing.T, f Failure, o *office) {
	t.Helper()
	var seq int
	if _, err := fmt.Sscanf(f.What, "event %d", &seq); err != nil {
		if f.Seq != 0 || f.Kind != "" || f.Who != "" {
			t.Errorf("%s: it names an event: %+v", f.What, f)
		}
		return
	}
	who := map[engagement.PersonID]string{engagement.PersonID(o.engineer.ID): o.engineer.Name, engagement.PersonID(o.manager.ID): o.manager.Name, 0: ""}
	if f.Seq != seq || f.Kind != engagement.TaskChanged || !f.At.Equal(now) || f.Who != who[f.Actor] {
		t.Errorf("%s: it names %+v", f.What, f)
	}
}

func TestVerifyGoesOnAfterBadOnes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const count = 2*verifyPage + 1
	for range count {
		o.begin(t)
	}
	o.run(t, "update engagement set seats = 1 where id in (2, $1)", count)
	pages := 0
	v, err := o.Verify(t.Context(), func(Progress) { pages++ })
	must(t, err)
	if v.Engagements != count || v.Events != 2*count || len(v.Failures) != 2 || pages != 3 {
		t.Errorf("in %d pages: %+v", pages, v)
	}
}

func TestHistoryIsAppendOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.begin(t)
	for _, sql := range []string{
		"update event set kind = 'x'", "delete from event", "truncate event cascade",
		"update event_text set became = 'x'", "delete from event_text", "truncate event_text",
		"update edition set number = 9", "delete from edition", "truncate edition cascade",
	} {
		_, err := o.pool.Exec(t.Context(), sql)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "23001" {
			t.Errorf("%s: %v", sql, err)
		}
	}
}
