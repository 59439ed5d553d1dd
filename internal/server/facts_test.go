package server

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

var sameDates = cmp.Comparer(func(a, b day.Date) bool { return a == b })

func TestFactsComeBackFromTheirForm(t *testing.T) {
	t.Parallel()
	for _, cadence := range []engagement.Cadence{engagement.Weekly, engagement.Monthly, engagement.EveryDays(10)} {
		want := exampleFacts()
		want.Cadence = cadence
		f := newForm(factsValues(&engagement.Engagement{Facts: want}))
		if diff := cmp.Diff(want, f.facts(engagement.Facts{}), sameDates); diff != "" || f.err() != nil {
			t.Errorf("%s (-want +got):\n%s%v", cadence, diff, f.err())
		}
	}
}

func TestAFieldOfTheFactsIsReadAsItIsTyped(t *testing.T) {
	t.Parallel()
	tests := []struct {
		typed   url.Values
		change  func(*engagement.Facts)
		problem string
	}{
		{url.Values{}, func(*engagement.Facts) {}, ""},
		{url.Values{"seats": {"20 000"}}, func(f *engagement.Facts) { f.Seats = 20_000 }, ""},
		{url.Values{"seats": {"many"}}, func(f *engagement.Facts) { f.Seats = 0 }, "seats"},
		{url.Values{"services": {""}}, func(f *engagement.Facts) { f.Services = nil }, ""},
		{url.Values{"services": {"", "AIP"}}, func(f *engagement.Facts) { f.Services = []string{"AIP"} }, ""},
		{url.Values{"services": {`["AIP","Edge"]`}}, func(f *engagement.Facts) { f.Services = []string{"AIP", "Edge"} }, ""},
		{url.Values{"meets_at": {"14:05"}}, func(f *engagement.Facts) { f.MeetsAt = day.Clock(14*60 + 5) }, ""},
		{url.Values{"meets_at": {"845"}}, func(f *engagement.Facts) { f.MeetsAt = day.Clock(14*60 + 5) }, ""},
		{url.Values{"meets_at": {"noon"}}, func(f *engagement.Facts) { f.MeetsAt = 0 }, "meets_at"},
		{url.Values{"cadence": {"days"}, "cadence_days": {"9"}}, func(f *engagement.Facts) { f.Cadence = engagement.EveryDays(9) }, ""},
		{url.Values{"cadence": {"days:9"}}, func(f *engagement.Facts) { f.Cadence = engagement.EveryDays(9) }, ""},
		{url.Values{"manager": {"x"}}, func(f *engagement.Facts) { f.Manager = 0 }, "manager"},
	}
	for _, test := range tests {
		want := exampleFacts()
		test.change(&want)
		f := newForm(test.typed)
		if diff := cmp.Diff(want, f.facts(exampleFacts()), sameDates); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.typed, diff)
		}
		if got := f.problems; (test.problem == "") != (len(*got) == 0) || test.problem != "" && (*got)[0].Name != test.problem {
			t.Errorf("%v: problems %v, want one of %q", test.typed, *got, test.problem)
		}
	}
}

func TestEveryZoneThatIsOfferedIsThereOnce(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	seen := map[string]bool{}
	offered := 0
	for _, region := range zoneRegions {
		for _, name := range region.zones {
			if seen[name] || location(name) == nil {
				t.Errorf("%s is no zone, or comes twice", name)
			}
			seen[name] = true
		}
		offered += len(region.zones)
	}
	groups := zoneGroups("Europe/Prague", now)
	drawn := 0
	for _, g := range groups {
		drawn += len(g.Options)
		for _, o := range g.Options {
			if o.Selected != (o.Value == "Europe/Prague") || o.Selected && o.Label != "Prague (UTC+1)" {
				t.Errorf("the choice of Prague is drawn as %+v", o)
			}
		}
	}
	if drawn != offered {
		t.Errorf("%d zones are drawn, want %d", drawn, offered)
	}
	if first := zoneGroups("America/Nome", now)[0]; first.Options[0].Value != "America/Nome" || !first.Options[0].Selected {
		t.Errorf("a zone that is not in the list is drawn as %+v", first)
	}
	for _, none := range []string{"", "Local", "Atlantis/Main"} {
		if location(none) != nil {
			t.Errorf("%q passes for a zone", none)
		}
	}
}

func TestScopeThatFollowsFromAChangeOfTheFacts(t *testing.T) {
	t.Parallel()
	c := begun(t)
	r := c.asked(rosa, nil)
	if v := r.factsScopeOf(c.loaded(), factsValues(c.e)); v.Unchanged == "" || len(v.Changes) > 0 {
		t.Errorf("facts as they are change the scope: %+v", v)
	}
	v := r.factsScopeOf(c.loaded(), url.Values{"seats": {"20,000"}, "services": {"Exchange", "Edge"}})
	want := []string{"Task 4080 leaves", "Task 4096 comes", "Task 3208 comes", "Task 3358 comes"}
	if len(v.Changes) != len(want) {
		t.Fatalf("the changes are %q", v.Changes)
	}
	for i, begins := range want {
		if !strings.HasPrefix(v.Changes[i], begins) {
			t.Errorf("change %d is %q, want %q …", i, v.Changes[i], begins)
		}
	}
	if v := r.factsScopeOf(c.loaded(), url.Values{"seats": {""}, "services": {""}}); v.Missing !=
		"The scope shows here as soon as you have given the number of seats and at least one service." {
		t.Errorf("with nothing typed it says %q", v.Missing)
	}
}

func TestFactsPageKeepsTheOtherFormAsItStands(t *testing.T) {
	t.Parallel()
	c := begun(t)
	people := []postgres.Person{{Actor: rosa, Active: true}, {Actor: per, Active: true}, {Actor: jan, Active: true}}
	typed := url.Values{"team": {"yes"}, "members": {"", "1"}, "version": {"2"}}
	v := c.asked(rosa, typed).factsView(c.loaded(), people, typed, nil)
	if v.Fields.Customer.Value != "Harbour & Finch" {
		t.Errorf("a refused team shows the customer %q", v.Fields.Customer.Value)
	}
	ticked := func() (names []string) {
		for _, o := range v.Team.Members.Options {
			if o.Selected {
				names = append(names, o.Value)
			}
		}
		return names
	}
	if got := ticked(); !slices.Equal(got, []string{"1"}) {
		t.Errorf("ticked are %v, want what was typed", got)
	}
	typed = url.Values{"customer": {"New name"}, "version": {"2"}}
	v = c.asked(rosa, typed).factsView(c.loaded(), people, typed, nil)
	if got := ticked(); !slices.Equal(got, []string{"1", "3"}) || v.Form.Hidden[0].Value != "2" {
		t.Errorf("ticked are %v and the form stands on version %s", got, v.Form.Hidden[0].Value)
	}
}

func TestManagersOfOnesOwnTeamComeFirst(t *testing.T) {
	t.Parallel()
	far := postgres.Person{Actor: access.Actor{ID: 8, Name: "Ada", Role: access.Manager, TeamID: 9}}
	near := postgres.Person{Actor: per}
	got := managersOf([]postgres.Person{far, {Actor: rosa}, near}, per.TeamID)
	if len(got) != 2 || got[0].ID != per.ID || got[1].ID != 8 {
		t.Errorf("the managers are %v", got)
	}
}

func TestAnSMECannotChooseAnotherManagerOrTeam(t *testing.T) {
	t.Parallel()
	c := begun(t)
	people := []postgres.Person{{Actor: access.Actor{ID: 8, Name: "Ada", Role: access.Manager}}}
	v := c.asked(jan, nil).factsView(c.loaded(), people, factsValues(c.e), nil)
	if len(v.Fields.Manager.Options) != 1 || v.Fields.Manager.Options[0].Value != "2" {
		t.Errorf("an SME is offered the managers %v", v.Fields.Manager.Options)
	}
	if v.Team.Save.DisabledReason == "" {
		t.Error("an SME can save the team")
	}
}
