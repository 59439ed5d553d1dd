package engagement_test

import (
	"testing"

	"gaptrack/internal/engagement"

	"github.com/google/go-cmp/cmp"
)

func TestListTasks(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done), Owner: new(engagement.PersonID(6)), Due: new(today.Add(-3))})
	d.do(engineer, engagement.ChangeTask{FTOP: 4101, State: new(engagement.Blocked), BlockedOn: new("the change board"), Due: new(today.Add(-2))})
	d.do(engineer, engagement.ChangeTask{FTOP: 3190, Due: new(today)})
	tests := []struct {
		name string
		q    engagement.TaskQuery
		want []int
	}{
		{"all in scope, as the playbook has them", engagement.TaskQuery{}, []int{4080, 4101, 3190, 1700}},
		{"a state", engagement.TaskQuery{State: engagement.NotStarted}, []int{3190, 1700}},
		{"what must be done", engagement.TaskQuery{Need: engagement.NeedMandatory}, []int{4080, 3190, 1700}},
		{"what may be done", engagement.TaskQuery{Need: engagement.NeedOptional}, []int{4101}},
		{"somebody's", engagement.TaskQuery{Owner: 6}, []int{4080}},
		{"nobody's", engagement.TaskQuery{Unowned: true}, []int{4101, 3190, 1700}},
		{"words in any order", engagement.TaskQuery{Text: "BOARD change"}, []int{4101}},
		{"an FTOP ID", engagement.TaskQuery{Text: "1700"}, []int{1700}},
		{"by due date, none last", engagement.TaskQuery{Sort: engagement.TasksByDue}, []int{4080, 4101, 3190, 1700}},
		{"by due date, downwards", engagement.TaskQuery{Sort: engagement.TasksByDue, Descending: true}, []int{1700, 3190, 4101, 4080}},
		{"by state", engagement.TaskQuery{Sort: engagement.TasksByState}, []int{4101, 3190, 1700, 4080}},
	}
	for _, test := range tests {
		var got []int
		for _, task := range d.e.ListTasks(test.q, d.today()) {
			got = append(got, task.ID)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	overdue := map[int]int{}
	for _, task := range d.e.ListTasks(engagement.TaskQuery{}, d.today()) {
		overdue[task.ID] = task.Overdue
	}
	if diff := cmp.Diff(map[int]int{4080: 0, 4101: 2, 3190: 0, 1700: 0}, overdue); diff != "" {
		t.Errorf("days late: %s", diff)
	}
}
