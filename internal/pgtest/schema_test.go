package pgtest

import "testing"

// TestSchemaTellsEveryDifference applies changes one by one: each must show, and
// undoing it must give the same text again.
func TestSchemaTellsEveryDifference(t *testing.T) {
	t.Parallel()
	url := Empty(t)
	read := func() string {
		t.Helper()
		text, err := Schema(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	if got := read(); got != "" {
		t.Errorf("an empty database has %q", got)
	}
	base := `create table b (id bigint generated always as identity primary key, v text);
		create table a (id int, b_id bigint references b);
		create function f() returns trigger language plpgsql as 'begin return new; end'`
	if err := run(t.Context(), url, base); err != nil {
		t.Fatal(err)
	}
	before := read()
	for _, c := range []struct{ do, undo string }{
		{"alter table a alter id set not null", "alter table a alter id drop not null"},
		{"alter table a alter id set default 7", "alter table a alter id drop default"},
		{"alter table a alter id type bigint", "alter table a alter id type int"},
		{"alter table a add c text", "alter table a drop c"},
		{"alter table a add constraint x check (id > 0)", "alter table a drop constraint x"},
		{"create index i on a (id) where id > 3", "drop index i"},
		{"create trigger g before insert on a for each row execute function f()", "drop trigger g on a"},
		{"create function g(int) returns int language sql as 'select $1'", "drop function g"},
		{"create sequence s cache 9", "drop sequence s"},
		{"create type e as enum ('x', 'y')", "drop type e"},
		{"create domain d as text check (value <> '')", "drop domain d"},
		{"create view w as select id from a", "drop view w"},
		{"create materialized view m as select id from a", "drop materialized view m"},
		{"create table p (id int) partition by hash (id)", "drop table p"},
		{"comment on column a.id is 'x'", "comment on column a.id is null"},
		{"alter table a set (fillfactor = 70)", "alter table a reset (fillfactor)"},
	} {
		if err := run(t.Context(), url, c.do); err != nil {
			t.Fatalf("%s: %v", c.do, err)
		}
		if read() == before {
			t.Errorf("%s does not show", c.do)
		}
		if err := run(t.Context(), url, c.undo); err != nil {
			t.Fatalf("%s: %v", c.undo, err)
		}
		if got := read(); got != before {
			t.Errorf("%s leaves %s", c.undo, got)
		}
	}
}
