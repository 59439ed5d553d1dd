package server

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func TestNewScopeOfTheExample(t *testing.T) {
	t.Parallel()
	v := newScope(examplePlaybook(t), factsValues(&engagement.Engagement{Facts: exampleFacts()}))
	var ids []string
	for _, task := range v.In {
		ids = append(ids, task.ID)
	}
	if want := []string{"4080", "4101", "3190", "1700"}; !slices.Equal(ids, want) {
		t.Errorf("in scope are %v, want %v", ids, want)
	}
	if v.Sentence != "4 of 13 tasks are in scope: 3 mandatory, 1 optional." || len(v.Out) != 9 {
		t.Errorf("it says %q of %d left out", v.Sentence, len(v.Out))
	}
	i := slices.IndexFunc(v.Out, func(task page.ScopeTask) bool { return task.ID == "3208" })
	if i < 0 || !strings.Contains(v.Out[i].Why, "20,000 seats") || v.Out[i].Need != "Optional" {
		t.Errorf("3208 is left out as %+v", v.Out)
	}
}

func TestNewScopeSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"":                            "the number of seats, the motion and at least one service.",
		"seats=5":                     "the motion and at least one service.",
		"seats=many&motion=RFA":       "the number of seats and at least one service.",
		"seats=5&motion=RFA":          "at least one service.",
		"seats=5&motion=RFA&services": "at least one service.",
	} {
		v, err := url.ParseQuery(typed)
		if err != nil {
			t.Fatal(err)
		}
		if got := newScope(examplePlaybook(t), v).Missing; !strings.HasSuffix(got, "given "+want) {
			t.Errorf("%q: it says %q", typed, got)
		}
	}
}

func TestCreateFormComesBackAsItWasTyped(t *testing.T) {
	t.Parallel()
	c := begun(t)
	typed := url.Values{"customer": {""}, "seats": {"many"}, "motion": {"RFA"}, "services": {"AIP"}, "members": {"3"},
		"cadence": {"days"}, "cadence_days": {"200"}, "time_zone": {"Asia/Tokyo"}, "meets_at": {"25:00"}}
	errs := component.Errors{{Name: "seats", Message: "Give the seats as a whole number."}}
	people := []postgres.Person{{Actor: rosa}, {Actor: per}, {Actor: jan}, {Actor: access.Actor{ID: 8, TeamID: 9}}}
	v := c.asked(rosa, typed).createView(examplePlaybook(t), people, typed, errs)
	f := v.Fields
	if f.Seats.Value != "many" || f.Seats.Error != errs[0].Message || f.CadenceDays.Value != "200" || f.MeetsAt.Value != "25:00" {
		t.Errorf("the fields came back as %+v", f)
	}
	var team []string
	for _, o := range v.Members.Options {
		team = append(team, o.Value)
	}
	if !slices.Equal(team, []string{"3"}) || !v.Members.Options[0].Selected {
		t.Errorf("the colleagues are %+v", v.Members.Options)
	}
}

func TestUnreadableFieldsAreToldWithAllOthers(t *testing.T) {
	t.Parallel()
	c := begun(t)
	r := c.asked(rosa, url.Values{"seats": {"many"}, "motion": {"RFA"}, "manager": {"2"}, "cadence": {"weekly"},
		"meets_at": {"10:00"}, "time_zone": {"UTC"}})
	cmd := engagement.Create{Facts: r.form.facts(engagement.Facts{})}
	err := r.unreadable(cmd)
	if fault.KindOf(err) != fault.Invalid {
		t.Fatalf("got %v, want an Invalid fault", err)
	}
	var names []string
	for _, p := range err.(*fault.Error).Fields {
		names = append(names, p.Name)
	}
	if want := []string{"seats", "customer", "services"}; !slices.Equal(names, want) {
		t.Errorf("the problems are of %v, want %v", names, want)
	}
	if err := c.asked(rosa, url.Values{"seats": {"5"}}).unreadable(engagement.Create{}); err != nil {
		t.Errorf("a form that can be read gives %v", err)
	}
}

func TestANewEngagementStartsInTheZoneOfWhoAsks(t *testing.T) {
	t.Parallel()
	if got := blankEngagement(access.Actor{Zone: "Asia/Tokyo"}).Get("time_zone"); got != "Asia/Tokyo" {
		t.Errorf("the zone is %q", got)
	}
	if got := blankEngagement(rosa).Get("time_zone"); got != "UTC" {
		t.Errorf("without a zone of one's own it is %q", got)
	}
}
