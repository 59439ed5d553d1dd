package postgres

import (
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// TestWhoSees asks every read and the road of a change, for everybody.
func TestWhoSees(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.do(t, id, o.engineer, engagement.AskException{Reason: "asked"})
	member := o.person(t, "Mia Member", access.SME, "")
	o.do(t, id, o.engineer, engagement.ChangeMembers{Members: people(o.engineer, member)})
	former := o.person(t, "Fay Former", access.Engineer, "")
	o.do(t, id, o.engineer, engagement.ChangeMembers{Members: people(o.engineer, member, former)})
	o.do(t, id, o.engineer, engagement.ChangeMembers{Members: people(o.engineer, member)})
	colleague := o.person(t, "Col League", access.Engineer, "North")
	for name, test := range map[string]struct {
		by   access.Actor
		sees bool
	}{
		"its creator": {o.engineer, true}, "its manager": {o.manager, true}, "the manager's team": {colleague, true},
		"a member": {member, true}, "an admin": {o.admin, true}, "a date that passes": {access.System, true},
		"a stranger": {o.stranger, false}, "a former member": {former, false},
	} {
		for read, got := range o.reads(t, id, test.by) {
			if got != test.sees {
				t.Errorf("%s by %s: %v", read, name, got)
			}
		}
	}
}

func people(actors ...access.Actor) (all []engagement.PersonID) {
	for _, a := range actors {
		all = append(all, engagement.PersonID(a.ID))
	}
	return all
}

// reads tells of each door whether it shows the engagement. A refusal must be
// the one that an engagement gets that is not.
func (o *office) reads(t *testing.T, id engagement.ID, by access.Actor) map[string]bool {
	t.Helper()
	seen := map[string]bool{}
	single := func(name string, err error) {
		t.Helper()
		seen[name] = err == nil
		if err != nil && err.Error() != engagement.NotFound().Error() {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := o.Engagement(t.Context(), id, by)
	single("Engagement", err)
	var cmd engagement.Command = engagement.Undo{Seq: 1}
	if by.System {
		cmd = engagement.Lapse{}
	}
	_, err = o.Change(t.Context(), id, cmd, by, 0, now)
	if fault.KindOf(err) == fault.Invalid || fault.KindOf(err) == fault.Forbidden {
		err = nil // seen, and refused for another reason
	}
	single("Change", err)
	page, err := o.Portfolio(t.Context(), by, PortfolioQuery{})
	must(t, err)
	seen["Portfolio"] = len(page.Rows) == 1 && page.Total == 1
	if !by.SignedIn() {
		return seen
	}
	approvals, err := o.visit(t, by).Approvals(t.Context())
	must(t, err)
	seen["Approvals"] = len(approvals) == 1
	page, err = o.visit(t, by).Portfolio(t.Context(), PortfolioQuery{})
	must(t, err)
	seen["a visitor's portfolio"] = len(page.Rows) == 1
	_, _, err = o.visit(t, by).Engagement(t.Context(), id, 0)
	single("a visitor's engagement", err)
	_, _, _, err = o.visit(t, by).History(t.Context(), id, HistoryQuery{}, 0)
	single("History", err)
	return seen
}

func TestWhatIsNot(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, id := range []engagement.ID{0, -1, 99, 1 << 62} {
		_, err := o.Engagement(t.Context(), id, o.admin)
		wantKind(t, err, fault.NotFound)
		_, _, _, err = o.visit(t, o.admin).History(t.Context(), id, HistoryQuery{}, 0)
		wantKind(t, err, fault.NotFound)
		_, err = o.Change(t.Context(), id, engagement.Lapse{}, o.admin, 1<<40, now)
		wantKind(t, err, fault.NotFound)
	}
}
