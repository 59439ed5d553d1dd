package engagement_test

import (
	"slices"
	"testing"

	"gaptrack/internal/engagement"
)

func TestNamesPerson(t *testing.T) {
	t.Parallel()
	for field, want := range map[engagement.Noun]map[string]bool{
		engagement.NounTask: {"owner": true, "done_by": true, "confirmed_by": false},
		engagement.NounItem: {"owner": false, "resolved_by": true, "ftop": false},
		engagement.NounExit: {"requested_by": true, "no such field": false},
		"moon":              {"owner": false},
	} {
		for name, is := range want {
			if engagement.NamesPerson(field, name) != is {
				t.Errorf("%s.%s: a person %v, want %v", field, name, !is, is)
			}
		}
	}
}

func TestPeopleOfEvents(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, Owner: new(engagement.PersonID(6))})
	moved := d.do(manager, engagement.ChangeTask{FTOP: 4080, Owner: new(engagement.PersonID(2))})
	if got := moved[0].People(); !slices.Equal(got, []engagement.PersonID{2, 3, 6}) {
		t.Errorf("of a task that got another owner: %v", got)
	}
	joined := d.do(engineer, engagement.ChangeMembers{Members: []engagement.PersonID{1, 2, 6}})
	if got := joined[0].People(); !slices.Equal(got, []engagement.PersonID{1, 2}) {
		t.Errorf("of a person who joined: %v", got)
	}
}
