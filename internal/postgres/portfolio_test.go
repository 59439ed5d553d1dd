package postgres

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// fill makes many engagements that are equal in a few things each, without
// their events.
func (o *office) fill(t *testing.T, count int) {
	t.Helper()
	o.begin(t)
	columns := "id, " + strings.Join(rowColumns, ", ") // all but the generated one
	columnsOf := "f.id, f." + strings.Join(rowColumns, ", f.")
	o.run(t, `insert into engagement (`+columns+`) select `+columnsOf+` from engagement e, generate_series(2, $1::int) n, jsonb_populate_record(null::engagement, to_jsonb(e) || jsonb_build_object(
			'id', n, 'customer', (array['Ärzte', 'bank', 'Bank', 'Zoo "%_\'])[1 + n % 4] || n / 8, 'seats', n % 7,
			'motion', (array['RFA', 'Targeting'])[1 + n % 2], 'manager_id', case when n % 3 = 0 then $2 else e.manager_id end,
			'open_high', n % 5, 'blockers', n % 2, 'next_at', case when n % 4 > 0 then '2026-11-24T10:00:00.5Z'::timestamptz + n % 3 * interval '1 hour' end,
			'updated_at', '2026-11-01T00:00:00.000001Z'::timestamptz + n % 9 * interval '1 microsecond',
			'phase', (array['Remediate', 'Enable'])[1 + (n % 10 = 0)::int],
			'attention_rank', (array[1, 2, 99])[1 + n % 3], 'attention_since', case when n % 3 < 2 then (date '2026-11-01' + n % 5)::text else 'infinity' end,
			'attention', (array['[{"Kind": "cadence missed", "Since": "2026-11-02"}]', '[{"Kind": "blocked", "Since": "2026-11-02", "Count": 1}]', '[]'])[1 + n % 3]::jsonb)) f`, count, o.stranger.ID)
	o.run(t, "analyze engagement")
}

// TestPortfolioWalk walks every order in both directions, forth and back, and
// must meet every row once, in the same order.
func TestPortfolioWalk(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const count = 3*pageSize + 7
	o.fill(t, count)
	for _, sort := range slices.Sorted(maps.Keys(sortKeys)) {
		orders := map[bool][]engagement.ID{}
		for _, desc := range []bool{false, true} {
			q := PortfolioQuery{Sort: sort, Desc: desc, Phase: PhaseAll}
			forth, back := o.walk(t, q)
			if len(forth) != count || !slices.Equal(forth[:len(back)], back) {
				t.Errorf("%s, desc %v: forth %v, back %v", sort, desc, forth, back)
			}
			orders[desc] = forth
		}
		slices.Reverse(orders[true])
		if !slices.Equal(orders[false], orders[true]) {
			t.Errorf("%s: up and down are not each other's reverse", sort)
		}
		slices.Sort(orders[false])
		if len(slices.Compact(orders[false])) != count {
			t.Errorf("%s: a row was met twice", sort)
		}
	}
}

// walk gives the rows from the first page to the last, and those of all pages
// but the last on the way back, in the list's order.
func (o *office) walk(t *testing.T, q PortfolioQuery) (forth, back []engagement.ID) {
	t.Helper()
	page := o.page(t, q)
	for forth = ids(page); page.Next != ""; forth = append(forth, ids(page)...) {
		q.Cursor = page.Next
		page = o.page(t, q)
	}
	for page.Prev != "" {
		q.Cursor = page.Prev
		page = o.page(t, q)
		back = append(ids(page), back...)
	}
	return forth, back
}

func (o *office) page(t *testing.T, q PortfolioQuery) PortfolioPage {
	t.Helper()
	page, err := o.Portfolio(t.Context(), o.admin, q)
	must(t, err)
	return page
}

func ids(page PortfolioPage) []engagement.ID {
	var all []engagement.ID
	for _, r := range page.Rows {
		all = append(all, r.ID)
	}
	return all
}

func TestPortfolioFilters(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.fill(t, 40)
	stranger := engagement.PersonID(o.stranger.ID)
	for name, test := range map[string]struct {
		q    PortfolioQuery
		want func(r PortfolioRow) bool
	}{
		"open":      {PortfolioQuery{}, func(r PortfolioRow) bool { return !r.Exited }},
		"exited":    {PortfolioQuery{Phase: PhaseExited}, func(r PortfolioRow) bool { return r.Exited }},
		"motion":    {PortfolioQuery{Phase: PhaseAll, Motion: "RFA"}, func(r PortfolioRow) bool { return r.ID%2 == 0 || r.ID == 1 }},
		"service":   {PortfolioQuery{Phase: PhaseAll, Service: "Edge"}, func(PortfolioRow) bool { return false }},
		"manager":   {PortfolioQuery{Phase: PhaseAll, Manager: stranger}, func(r PortfolioRow) bool { return r.Manager == stranger }},
		"blocked":   {PortfolioQuery{Phase: PhaseAll, Blocked: true}, func(r PortfolioRow) bool { return r.Blockers > 0 }},
		"exit":      {PortfolioQuery{Phase: PhaseAll, Exit: engagement.Waiting}, func(PortfolioRow) bool { return false }},
		"pressing":  {PortfolioQuery{Phase: PhaseAll, Pressing: true}, func(r PortfolioRow) bool { return len(r.Attention) > 0 }},
		"attention": {PortfolioQuery{Phase: PhaseAll, Attention: engagement.StandsBlocked}, func(r PortfolioRow) bool { return slices.ContainsFunc(r.Attention, isBlocked) }},
		"mine":      {PortfolioQuery{Phase: PhaseAll, Mine: true}, func(PortfolioRow) bool { return false }},
		"search":    {PortfolioQuery{Phase: PhaseAll, Search: ` BANK3 `}, func(r PortfolioRow) bool { return r.Customer == "bank3" || r.Customer == "Bank3" }},
		"wildcards": {PortfolioQuery{Phase: PhaseAll, Search: `%_\`}, func(r PortfolioRow) bool { return r.Customer[:3] == "Zoo" }},
		"no text":   {PortfolioQuery{Phase: PhaseAll, Search: "\xff\x00'"}, func(PortfolioRow) bool { return false }},
	} {
		var want []engagement.ID
		for _, r := range o.page(t, PortfolioQuery{Phase: PhaseAll}).Rows {
			if test.want(r) {
				want = append(want, r.ID)
			}
		}
		if page := o.page(t, test.q); !slices.Equal(ids(page), want) || page.Total != len(want) {
			t.Errorf("%s: got %v of %d, want %v", name, ids(page), page.Total, want)
		}
	}
}

func TestPortfolioRow(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	i := someItem()
	i.Due, i.Blocker.On = day.New(2026, 11, 20), "change board"
	o.do(t, id, o.engineer, engagement.AddItem{Item: i})
	o.do(t, id, o.engineer, engagement.ScheduleCheckpoint{On: day.New(2026, 11, 25), At: 10*60 + 30})
	row, want := o.page(t, PortfolioQuery{}).Rows[0], o.get(t, id).Summarize(now)
	if got, want := fmt.Sprintf("%+v", row.Summary), fmt.Sprintf("%+v", utc(want)); got != want {
		t.Errorf("summary\n got %s\nwant %s", got, want)
	}
	if row.ManagerName != o.manager.Name || row.Customer != "Nordlys Energi" || !row.UpdatedAt.Equal(now) || len(row.Attention) != 2 {
		t.Errorf("row %+v", row)
	}
}

func utc(s engagement.Summary) engagement.Summary {
	s.NextAt, s.StaleAt = s.NextAt.UTC(), s.StaleAt.UTC()
	return s
}

func TestPortfolioRefusesBadCursors(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.fill(t, pageSize+1)
	good := o.page(t, PortfolioQuery{Sort: ByNext, Phase: PhaseAll}).Next
	if good == "" {
		t.Fatal("there is no second page")
	}
	for name, q := range map[string]PortfolioQuery{
		"no cursor": {Cursor: "rubbish"}, "cut off": {Sort: ByNext, Cursor: good[:len(good)-3]},
		"another order": {Sort: BySeats, Cursor: good}, "another direction": {Sort: ByNext, Desc: true, Cursor: good},
		"no keys":    {Sort: ByNext, Cursor: cursor{Sort: "next"}.String()},
		"few keys":   {Sort: ByNext, Cursor: cursor{Sort: "next", Keys: []string{"infinity"}}.String()},
		"no moment":  {Sort: ByNext, Cursor: cursor{Sort: "next", Keys: []string{"soon", "1"}}.String()},
		"no number":  {Sort: BySeats, Cursor: cursor{Sort: "seats", Keys: []string{"many", "1"}}.String()},
		"too large":  {Sort: BySeats, Cursor: cursor{Sort: "seats", Keys: []string{"99999999999999999999", "1"}}.String()},
		"no date":    {Cursor: cursor{Sort: "attention", Keys: []string{"1", "", "1"}}.String()},
		"bad number": {Cursor: cursor{Sort: "attention", Keys: []string{"1", "infinity", "'"}}.String()},
	} {
		if _, err := o.Portfolio(t.Context(), o.admin, q); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, keys := range [][]string{{"9999999999", "1"}, {"-1", "-1"}} { // well formed, if of no row
		_, err := o.Portfolio(t.Context(), o.admin, PortfolioQuery{Sort: BySeats, Cursor: cursor{Sort: "seats", Keys: keys}.String()})
		must(t, err)
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	quiet := o.begin(t)
	o.do(t, quiet, o.engineer, engagement.ChangeFacts{Facts: func() engagement.Facts { f := o.facts(); f.Cadence = engagement.EveryDays(90); return f }()})
	before := o.get(t, id)
	later := now.Add(9 * 24 * time.Hour)
	swept, err := o.Sweep(t.Context(), later)
	must(t, err)
	if swept != 1 {
		t.Errorf("swept %d", swept)
	}
	row := o.page(t, PortfolioQuery{}).Rows[0]
	if row.ID != id || len(row.Attention) != 1 || row.Attention[0].Kind != engagement.CadenceMissed || !row.UpdatedAt.Equal(before.UpdatedAt) {
		t.Errorf("after the sweep: %+v", row)
	}
	if swept, err = o.Sweep(t.Context(), later); err != nil || swept != 0 {
		t.Errorf("swept %d again: %v", swept, err)
	}
	o.verified(t)
}

func isBlocked(a engagement.Attention) bool { return a.Kind == engagement.StandsBlocked }

// TestPortfolioFindsAServiceByAnyOfItsNames publishes an edition that renames one,
// as another program would, and asks for the old name and the new.
func TestPortfolioFindsAServiceByAnyOfItsNames(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.fill(t, 3)
	of := func(service string) (found int, names []string) {
		page, err := o.Portfolio(t.Context(), o.admin, PortfolioQuery{Phase: PhaseAll, Service: service})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range page.Services {
			names = append(names, s.Name)
		}
		return len(page.Rows), names
	}
	if found, names := of("MDATP"); found == 0 || !slices.Contains(names, "MDATP") {
		t.Fatalf("%d engagements, services %v", found, names)
	}
	if found, _ := of("Defender for Endpoint"); found != 0 {
		t.Errorf("before the renaming: %d engagements", found)
	}
	o.run(t, `insert into edition (playbook_id, number, source, includes, sha256, published_at, beside)
		select playbook_id, number + 1, source, includes, sha256, published_at, '{"services": [{"name": "Defender for Endpoint", "aliases": ["MDATP"]}]}' from edition`)
	for _, service := range []string{"Defender for Endpoint", "MDATP"} {
		if found, names := of(service); found == 0 || !slices.Equal(names, []string{"Defender for Endpoint"}) {
			t.Errorf("%s: %d engagements, services %v", service, found, names)
		}
	}
	if found, _ := of("Edge"); found != 0 {
		t.Errorf("another service: %d engagements", found)
	}
}
