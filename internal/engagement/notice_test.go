package engagement_test

import (
	"slices"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// peopleOf gives the IDs of actors, in order.
func peopleOf(all ...access.Actor) []engagement.PersonID {
	var ids []engagement.PersonID
	for _, a := range all {
		ids = append(ids, engagement.PersonID(a.ID))
	}
	slices.Sort(ids)
	return ids
}

// The team is the manager, the engineer and the SME.
func TestConcern(t *testing.T) {
	t.Parallel()
	item := engagement.Subject{Noun: engagement.NounItem, N: 1}
	waived := func(d *desk) {
		d.do(engineer, finding())
		d.do(engineer2, engagement.ProposeWaiver{On: item, Reason: "r", Compensating: "c", ReviewOn: d.today().Add(30)})
	}
	approved := func(d *desk) {
		waived(d)
		d.do(manager2, engagement.DecideWaiver{N: 1, Approve: true})
	}
	requested := func(d *desk) {
		d.makeReady()
		d.do(engineer2, engagement.RequestExit{})
	}
	exited := func(d *desk) {
		requested(d)
		d.do(manager2, engagement.DecideExit{N: 1, Approve: true})
	}
	moved := facts()
	moved.Seats = 9_000
	dates := func(days int) func(*desk) {
		return func(d *desk) {
			approved(d)
			d.pass(days)
		}
	}
	for name, test := range map[string]struct {
		before func(*desk)
		by     access.Actor
		cmd    engagement.Command
		kind   engagement.Kind
		want   []engagement.PersonID
	}{
		"a waiver is proposed":            {func(d *desk) { d.do(engineer, finding()) }, engineer2, engagement.ProposeWaiver{On: item, Reason: "r", Compensating: "c", ReviewOn: today.Add(30)}, engagement.WaiverProposed, peopleOf(manager)},
		"a waiver is approved":            {waived, manager2, engagement.DecideWaiver{N: 1, Approve: true}, engagement.WaiverApproved, peopleOf(engineer2)},
		"a waiver is returned":            {waived, manager, engagement.DecideWaiver{N: 1, Words: "w"}, engagement.WaiverReturned, peopleOf(engineer2)},
		"a waiver is taken back":          {waived, engineer2, engagement.WithdrawWaiver{N: 1}, engagement.WaiverWithdrawn, nil},
		"a waiver ends with its item":     {approved, engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)}, engagement.WaiverEnded, peopleOf(engineer2, manager2)},
		"a waiver comes up for review":    {dates(16), access.System, engagement.Lapse{}, engagement.WaiverWarned, peopleOf(engineer2, manager2, manager)},
		"a waiver lapses":                 {dates(30), access.System, engagement.Lapse{}, engagement.WaiverLapsed, peopleOf(engineer2, manager2, manager)},
		"the exit is requested":           {(*desk).makeReady, engineer, engagement.RequestExit{}, engagement.ExitRequested, peopleOf(manager)},
		"the manager requests the exit":   {(*desk).makeReady, manager, engagement.RequestExit{}, engagement.ExitRequested, nil},
		"the exit is approved":            {requested, manager2, engagement.DecideExit{N: 1, Approve: true}, engagement.ExitApproved, peopleOf(engineer, sme, manager, engineer2)},
		"its own manager approves":        {requested, manager, engagement.DecideExit{N: 1, Approve: true}, engagement.ExitApproved, peopleOf(engineer, sme, engineer2)},
		"the exit is returned":            {requested, manager, engagement.DecideExit{N: 1, Words: "w"}, engagement.ExitReturned, peopleOf(engineer2)},
		"the exit is withdrawn by a find": {requested, engineer, finding(), engagement.ExitWithdrawn, peopleOf(engineer2)},
		"the exit is taken back":          {requested, engineer2, engagement.TakeBackExit{N: 1}, engagement.ExitWithdrawn, nil},
		"the engagement is reopened":      {exited, manager, engagement.Reopen{Reason: "r"}, engagement.Reopened, peopleOf(engineer, sme, engineer2, manager2)},
		"an item is added":                {nil, engineer, finding(), engagement.ItemAdded, nil},
		"the facts are changed":           {nil, engineer, engagement.ChangeFacts{Facts: moved}, engagement.FactsChanged, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := begin(t)
			if test.before != nil {
				test.before(d)
			}
			told := false
			for _, ev := range d.do(test.by, test.cmd) {
				if ev.Kind != test.kind {
					continue
				}
				told = true
				if got := d.e.Concern(ev); !slices.Equal(got, test.want) {
					t.Errorf("%s concerns %v, want %v", ev.Kind, got, test.want)
				}
			}
			if !told {
				t.Errorf("nothing is %s", test.kind)
			}
		})
	}
}

func TestConcernOfAnException(t *testing.T) {
	t.Parallel()
	d := begin(t)
	asked := d.do(engineer2, engagement.AskException{Reason: "r"})
	if got := d.e.Concern(asked[0]); !slices.Equal(got, peopleOf(manager)) {
		t.Errorf("asked for, it concerns %v", got)
	}
	approved := d.do(manager2, engagement.DecideException{N: 1, Approve: true})
	if got := d.e.Concern(approved[0]); !slices.Equal(got, peopleOf(engineer2)) {
		t.Errorf("approved, it concerns %v", got)
	}
	ended := d.do(engineer, engagement.EndException{N: 1})
	if got := d.e.Concern(ended[0]); !slices.Equal(got, peopleOf(engineer2, manager2)) {
		t.Errorf("ended, it concerns %v", got)
	}
}
