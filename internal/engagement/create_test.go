package engagement_test

import (
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Customer, f.Services = "  Harbour \n & Finch ", []string{"MDATP", "Exchange", "MDATP"}
	f.Phase, f.Reopened, f.CreatedOn = engagement.Enable, "once", today.Add(-900)
	d := beginWith(t, f)
	wantKinds(t, d.events, engagement.Created, engagement.MemberAdded, engagement.MemberAdded)
	got := d.e.Facts
	if got.Customer != "Harbour & Finch" || !slices.Equal(got.Services, []string{"Exchange", "MDATP"}) ||
		got.Phase != engagement.Remediate || got.Reopened != "" || got.CreatedOn != today {
		t.Errorf("facts: %+v", got)
	}
	if d.e.ManagerTeam != manager.TeamID || d.e.Version != 3 {
		t.Errorf("team %d, version %d", d.e.ManagerTeam, d.e.Version)
	}
	d.refuses(engineer, engagement.Create{Facts: facts()}, fault.Conflict)
}

func TestCreateBeginsOnTheCustomersDate(t *testing.T) {
	t.Parallel()
	for zone, want := range map[string]string{
		"Pacific/Auckland": "2026-03-03", "Pacific/Apia": "2026-03-03", "America/Los_Angeles": "2026-03-02", "UTC": "2026-03-02",
	} {
		d := &desk{t: t, now: monday.Add(5 * 3600e9), e: engagement.New(1, edition())} // 14:00 UTC
		f := facts()
		f.Zone = zone
		d.do(engineer, engagement.Create{Facts: f})
		if got := d.e.Facts.CreatedOn.String(); got != want {
			t.Errorf("%s: created on %s, want %s", zone, got, want)
		}
	}
}

func TestCreateByRole(t *testing.T) {
	t.Parallel()
	for _, a := range everybody {
		d := &desk{t: t, now: monday, e: engagement.New(1, edition())}
		if a.Role == access.SME {
			d.refuses(a, engagement.Create{Facts: facts()}, fault.Forbidden)
		} else {
			d.do(a, engagement.Create{Facts: facts()})
		}
	}
}

func TestNothingHappensBeforeCreation(t *testing.T) {
	t.Parallel()
	d := &desk{t: t, now: monday, e: engagement.New(1, edition())}
	d.refuses(engineer, finding(), fault.NotFound)
	d.refuses(access.System, engagement.Create{Facts: facts()}, fault.Unauthenticated)
}

func TestFactsAreChecked(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		edit  func(*engagement.Facts)
		field string
	}{
		{"no customer", func(f *engagement.Facts) { f.Customer = " \t " }, "customer"},
		{"a customer that is no text", func(f *engagement.Facts) { f.Customer = "A\xff" }, "customer"},
		{"a customer with NUL", func(f *engagement.Facts) { f.Customer = "A\x00" }, "customer"},
		{"a long customer", func(f *engagement.Facts) { f.Customer = strings.Repeat("é", engagement.MaxName+1) }, "customer"},
		{"no seats", func(f *engagement.Facts) { f.Seats = 0 }, "seats"},
		{"seats below nothing", func(f *engagement.Facts) { f.Seats = -12 }, "seats"},
		{"seats beyond the database", func(f *engagement.Facts) { f.Seats = 1 << 40 }, "seats"},
		{"no motion", func(f *engagement.Facts) { f.Motion = "" }, "motion"},
		{"no services", func(f *engagement.Facts) { f.Services = nil }, "services"},
		{"unknown services", func(f *engagement.Facts) { f.Services = []string{"Fax", "Telex", "Exchange"} }, "services"},
		{"All Services is no service", func(f *engagement.Facts) { f.Services = []string{"All Services"} }, "services"},
		{"no cadence", func(f *engagement.Facts) { f.Cadence = "" }, "cadence"},
		{"a cadence of nothing", func(f *engagement.Facts) { f.Cadence = "days:0" }, "cadence"},
		{"a cadence beyond a quarter", func(f *engagement.Facts) { f.Cadence = "days:93" }, "cadence"},
		{"a cadence in another spelling", func(f *engagement.Facts) { f.Cadence = "days:+7" }, "cadence"},
		{"a time past midnight", func(f *engagement.Facts) { f.MeetsAt = 24 * 60 }, "meets_at"},
		{"a time before midnight", func(f *engagement.Facts) { f.MeetsAt = -1 }, "meets_at"},
		{"no zone", func(f *engagement.Facts) { f.Zone = "" }, "time_zone"},
		{"the server's zone", func(f *engagement.Facts) { f.Zone = "Local" }, "time_zone"},
		{"a path for a zone", func(f *engagement.Facts) { f.Zone = "../../etc/passwd" }, "time_zone"},
		{"a zone with NUL", func(f *engagement.Facts) { f.Zone = "Europe/Prague\x00" }, "time_zone"},
		{"no manager", func(f *engagement.Facts) { f.Manager = 0 }, "manager"},
		{"an engineer for a manager", func(f *engagement.Facts) { f.Manager = 1 }, "manager"},
		{"an unknown manager", func(f *engagement.Facts) { f.Manager = -77 }, "manager"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := facts()
			test.edit(&f)
			d := &desk{t: t, now: monday, e: engagement.New(1, edition())}
			d.refuses(engineer, engagement.Create{Facts: f}, fault.Invalid, test.field)
			begin(t).refuses(engineer, engagement.ChangeFacts{Facts: f}, fault.Invalid, test.field)
		})
	}
}

func TestAllProblemsOfFactsAtOnce(t *testing.T) {
	t.Parallel()
	d := &desk{t: t, now: monday, e: engagement.New(1, edition())}
	d.refuses(engineer, engagement.Create{}, fault.Invalid,
		"customer", "seats", "motion", "services", "cadence", "time_zone", "manager")
}

func TestChangeFacts(t *testing.T) {
	t.Parallel()
	d := begin(t)
	f := d.e.Facts
	f.Seats, f.Phase, f.Reopened, f.CreatedOn = 25_000, engagement.Enable, "x", today.Add(9)
	events := d.do(sme, engagement.ChangeFacts{Facts: f})
	wantKinds(t, events, engagement.FactsChanged)
	if len(events[0].Changes) != 1 || d.e.Facts.Phase != engagement.Remediate {
		t.Errorf("changes %+v", events[0].Changes)
	}
	if got := d.do(sme, engagement.ChangeFacts{Facts: f}); len(got) != 0 {
		t.Errorf("the same facts again gave %v", kinds(got))
	}
}

func TestChangeOfManager(t *testing.T) {
	t.Parallel()
	d := begin(t)
	f := d.e.Facts
	f.Manager = engagement.PersonID(stranger.ID)
	d.refuses(sme, engagement.ChangeFacts{Facts: f}, fault.Forbidden)
	d.refuses(stranger, engagement.ChangeFacts{Facts: f}, fault.NotFound)
	d.do(engineer, engagement.ChangeFacts{Facts: f})
	if d.e.ManagerTeam != stranger.TeamID {
		t.Errorf("the engagement is of team %d", d.e.ManagerTeam)
	}
	d.refuses(engineer2, finding(), fault.NotFound) // of the old manager's team
	d.do(stranger, finding())
	d.do(sme, finding()) // a member still
}

func TestMembers(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.refuses(sme, engagement.ChangeMembers{Members: []engagement.PersonID{1, 2}}, fault.Forbidden)
	d.refuses(engineer, engagement.ChangeMembers{Members: []engagement.PersonID{1, 77}}, fault.Invalid, "members")
	d.refuses(engineer, engagement.ChangeMembers{Members: []engagement.PersonID{-1}}, fault.Invalid, "members")
	var crowd []engagement.PersonID
	for n := range engagement.MaxMembers + 1 {
		crowd = append(crowd, engagement.PersonID(n+1))
	}
	d.refuses(engineer, engagement.ChangeMembers{Members: crowd}, fault.Invalid, "members")

	events := d.do(engineer, engagement.ChangeMembers{Members: []engagement.PersonID{9, 0, 1, 9}})
	wantKinds(t, events, engagement.MemberAdded, engagement.MemberRemoved)
	if d.e.Members[0] != nil || !d.e.Members[9].Present || d.e.Members[6].Present {
		t.Errorf("members: %v", d.e.Values())
	}
	d.do(stranger, finding())
}

func TestMembersKeepWhatOthersChangedSince(t *testing.T) {
	t.Parallel()
	d := begin(t)
	seen := d.e.Version
	d.do(manager, engagement.ChangeMembers{Members: []engagement.PersonID{1, 2}}) // adds 2, removes 6
	d.doSeen(engineer, engagement.ChangeMembers{Members: []engagement.PersonID{1, 6, 9}}, seen)
	for p, want := range map[int]bool{1: true, 2: true, 6: false, 9: true} {
		if got := d.e.Members[p].Present; got != want {
			t.Errorf("person %d present: %v, want %v", p, got, want)
		}
	}
}
