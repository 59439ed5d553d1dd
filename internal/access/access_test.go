package access_test

import (
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

func TestMay(t *testing.T) {
	t.Parallel()
	allowed := map[access.Action]string{
		access.Create:  "engineer architect manager admin",
		access.Work:    "engineer sme architect manager admin",
		access.Staff:   "engineer architect manager admin",
		access.Request: "engineer architect manager admin",
		access.Decide:  "manager",
		access.Reopen:  "manager",
		access.Ask:     "engineer sme architect manager admin",

		access.EditPlaybooks: "admin",
		access.Administer:    "admin",
	}
	for action, roles := range allowed {
		got := ""
		for _, r := range access.Roles {
			err := access.May(access.Actor{ID: 1, Role: r}, action)
			if err == nil {
				got += " " + string(r)
			} else if fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s by %s: %v is not a Forbidden fault", action, r, err)
			}
		}
		if got != " "+roles {
			t.Errorf("%s: allowed to%s, want %s", action, got, roles)
		}
	}
}

func TestMayRefusesWhatIsNotInTheTable(t *testing.T) {
	t.Parallel()
	if access.May(access.Actor{ID: 1, Role: access.Admin}, "burn it") == nil {
		t.Error("an unknown action was allowed")
	}
	if access.May(access.Actor{ID: 1, Role: "visitor"}, access.Work) == nil {
		t.Error("an unknown role was allowed to work")
	}
}

func TestSees(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		actor  access.Actor
		owners access.Owners
		want   bool
	}{
		{"a member", access.Actor{ID: 1, Role: access.SME}, access.Owners{Member: true}, true},
		{"the manager's team", access.Actor{ID: 1, Role: access.Engineer, TeamID: 3}, access.Owners{ManagerTeam: 3}, true},
		{"another team", access.Actor{ID: 1, Role: access.Manager, TeamID: 4}, access.Owners{ManagerTeam: 3}, false},
		{"no team, and a manager with none", access.Actor{ID: 1, Role: access.Manager}, access.Owners{}, false},
		{"an admin", access.Actor{ID: 1, Role: access.Admin}, access.Owners{ManagerTeam: 3}, true},
		{"a date that passes", access.System, access.Owners{}, true},
		{"nobody", access.Actor{}, access.Owners{}, false},
		{"nobody who says to be an admin", access.Actor{Role: access.Admin}, access.Owners{}, false},
	}
	for _, test := range tests {
		if got := access.Sees(test.actor, test.owners); got != test.want {
			t.Errorf("%s: sees = %v, want %v", test.name, got, test.want)
		}
	}
}
