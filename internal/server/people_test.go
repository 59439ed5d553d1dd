package server

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func TestPeopleAreForAdmins(t *testing.T) {
	t.Parallel()
	inside := only(access.Administer, func(*request) (reply, error) { return reply{}, nil })
	for _, role := range access.Roles {
		_, err := inside(&request{who: access.Actor{ID: 1, Role: role}})
		if role == access.Admin && err != nil || role != access.Admin && fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", role, err)
		}
	}
}

func TestPeopleView(t *testing.T) {
	t.Parallel()
	admin := access.Actor{ID: 1, Name: "D. Novak", Role: access.Admin}
	v := peopleView([]postgres.Person{
		{Actor: admin, Team: "West", Active: true},
		{Actor: access.Actor{ID: 2, Name: "R. Osei", Role: access.Engineer}, Team: "West", Active: true},
		{Actor: access.Actor{ID: 3, Name: "K. Adeyemi", Role: access.Manager}, Team: "East"},
	}, admin, nil, nil, workNow)
	if v.Adding || v.Rows[0].Disable.DisabledReason == "" || v.Rows[1].Disable.DisabledReason != "" || v.Rows[2].Disable != nil {
		t.Errorf("the rows are %+v", v.Rows)
	}
	if v.Rows[1].Action != "/admin/people/2/disable" || v.Rows[2].Access.Text != "Disabled" {
		t.Errorf("the rows are %+v", v.Rows)
	}
	if got := strings.Join(v.Fields.Teams, ","); got != "East,West" {
		t.Errorf("teams are %s", got)
	}
}

func TestPeopleFormComesBackAsTyped(t *testing.T) {
	t.Parallel()
	typed := url.Values{"name": {"A <b>"}, "role": {"sme"}, "password": {"secret"}, "time_zone": {"Asia/Tokyo"}}
	_, err := joining(newForm(typed))
	var wrong *fault.Error
	if !errors.As(err, &wrong) || len(wrong.Fields) != 2 || wrong.Fields[0].Name != "email" || wrong.Fields[1].Name != "password" {
		t.Fatalf("the form is told %v", err)
	}
	v := peopleView(nil, access.Actor{ID: 1}, typed, component.Errors(wrong.Fields), workNow)
	doc := drawn(t, page.People(v))
	values := map[string]string{}
	for _, input := range elements(doc, "input") {
		values[attribute(input, "name")] = attribute(input, "value")
	}
	if values["name"] != "A <b>" || values["password"] != "" {
		t.Errorf("the form came back with %v", values)
	}
	chosen := ""
	for _, o := range elements(doc, "option") {
		for _, a := range o.Attr {
			if a.Key == "selected" {
				chosen += attribute(o, "value") + " "
			}
		}
	}
	if chosen != "sme Asia/Tokyo " {
		t.Errorf("chosen are %s", chosen)
	}
	if text := words(doc); strings.Count(text, "Give an address like") != 2 {
		t.Error("the error does not stand on top and beside its field")
	}
}
