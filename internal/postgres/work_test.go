package postgres

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

func (o *office) work(t *testing.T, by access.Actor) Work {
	t.Helper()
	w, err := o.visit(t, by).Work(t.Context(), now)
	must(t, err)
	return w
}

// in begins an engagement of a customer in a time zone.
func (o *office) in(t *testing.T, zone string) engagement.ID {
	t.Helper()
	f := o.facts()
	f.Zone = zone
	id, err := o.Create(t.Context(), engagement.Create{Facts: f}, o.engineer, now)
	must(t, err)
	return id
}

// TestWorkCheckpoints plays on Monday 23 November, 09:00 UTC: 22:00 in
// Auckland, and still the 22nd in Honolulu.
func TestWorkCheckpoints(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	east, west := o.in(t, "Pacific/Auckland"), o.in(t, "Pacific/Honolulu")
	for _, d := range []int{23, 29, 30} { // the 30th is more than a week ahead
		o.do(t, east, o.engineer, engagement.ScheduleCheckpoint{On: day.New(2026, 11, d), At: 22*60 + 30})
		o.do(t, west, o.engineer, engagement.ScheduleCheckpoint{On: day.New(2026, 11, d), At: 9 * 60})
	}
	var got []string
	for _, c := range o.work(t, o.engineer).Checkpoints.Rows {
		got = append(got, fmt.Sprintf("%d/%d %s %v", c.Engagement, c.N, c.At.Format(time.RFC3339), c.Today))
	}
	want := []string{
		"1/1 2026-11-23T09:30:00Z true", "2/1 2026-11-23T19:00:00Z false",
		"1/2 2026-11-29T09:30:00Z false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if n := len(o.work(t, o.manager).Checkpoints.Rows); n != len(want) {
		t.Errorf("the manager has %d", n)
	}
	if n := len(o.work(t, o.other).Checkpoints.Rows); n != 0 {
		t.Errorf("a colleague has %d", n)
	}
}

func TestWorkTasks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	me := engagement.PersonID(o.engineer.ID)
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4101, Owner: &me})
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Owner: &me, Due: new(day.New(2026, 12, 1))})
	o.do(t, id, o.engineer, engagement.PullIn{FTOP: 3208, Reason: "asked for"})
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 3208, Owner: &me, Due: new(day.New(2026, 11, 25))})
	expect := func(what string, want ...int) {
		t.Helper()
		var got []int
		for _, task := range o.work(t, o.engineer).Tasks.Rows {
			got = append(got, task.FTOP)
			if task.Name == "" {
				t.Errorf("task %d has no name", task.FTOP)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	expect("owned", 3208, 4080, 4101)
	o.do(t, id, o.engineer, engagement.PullIn{FTOP: 3208})
	expect("put back out", 4080, 4101)
	o.do(t, id, o.engineer, engagement.ProposeWaiver{On: engagement.Subject{Noun: engagement.NounTask, N: 4080},
		Reason: "r", Compensating: "c", ReviewOn: day.New(2026, 12, 24)})
	o.do(t, id, o.manager, engagement.DecideWaiver{N: 1, Approve: true})
	expect("waived", 4101)
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4101, State: new(engagement.Done)})
	expect("done")
}

func TestWorkOverdue(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	east, west := o.in(t, "Pacific/Kiritimati"), o.in(t, "Pacific/Honolulu")
	for _, id := range []engagement.ID{east, west} { // the 23rd there, the 22nd here
		for _, d := range []int{21, 22, 23} {
			i := someItem()
			i.Due = day.New(2026, 11, d)
			o.do(t, id, o.engineer, engagement.AddItem{Item: i})
		}
	}
	o.do(t, west, o.engineer, engagement.AddItem{Item: someItem()})
	var got []string
	for _, i := range o.work(t, o.engineer).Overdue.Rows {
		got = append(got, fmt.Sprintf("%d/%d", i.Engagement, i.N))
	}
	if want := []string{"1/1", "2/1", "1/2"}; !slices.Equal(got, want) {
		t.Errorf("overdue %v, want %v", got, want)
	}
}

// TestWorkWaivedOnTheCustomersCalendar: it is the 23rd here, on which both
// waivers lapse, and still the 22nd there.
func TestWorkWaivedOnTheCustomersCalendar(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	west, here := o.in(t, "Pacific/Honolulu"), o.in(t, "UTC")
	me, late := engagement.PersonID(o.engineer.ID), someItem()
	late.Due = day.New(2026, 11, 20)
	yesterday := now.Add(-24 * time.Hour)
	for _, id := range []engagement.ID{west, here} {
		o.do(t, id, o.engineer, engagement.AddItem{Item: late})
		o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Owner: &me})
		for n, on := range []engagement.Subject{{Noun: engagement.NounTask, N: 4080}, {Noun: engagement.NounItem, N: 1}} {
			waive := engagement.ProposeWaiver{On: on, Reason: "r", Compensating: "c", ReviewOn: day.New(2026, 11, 23)}
			_, err := o.Change(t.Context(), id, waive, o.engineer, 0, yesterday)
			must(t, err)
			_, err = o.Change(t.Context(), id, engagement.DecideWaiver{N: n + 1, Approve: true}, o.manager, 0, yesterday)
			must(t, err)
		}
	}
	w := o.work(t, o.engineer)
	if len(w.Tasks.Rows) != 1 || w.Tasks.Rows[0].Engagement != here || len(w.Overdue.Rows) != 1 || w.Overdue.Rows[0].Engagement != here {
		t.Errorf("tasks %+v\nitems %+v", w.Tasks.Rows, w.Overdue.Rows)
	}
}

// TestWorkOfMany has more of everything than is shown.
func TestWorkOfMany(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for range maxWorkEngagements + 3 {
		o.begin(t)
	}
	for range maxWork + 4 {
		i := someItem()
		i.Due = day.New(2026, 11, 2)
		o.do(t, 1, o.engineer, engagement.AddItem{Item: i})
	}
	w := o.work(t, o.engineer)
	if len(w.Overdue.Rows) != maxWork || w.Overdue.More != 4 {
		t.Errorf("%d overdue and %d more", len(w.Overdue.Rows), w.Overdue.More)
	}
	if len(w.Engagements.Rows) != maxWorkEngagements || w.Engagements.More != 3 || w.Engagements.Rows[0].ID != 1 {
		t.Errorf("%d engagements and %d more, %d first", len(w.Engagements.Rows), w.Engagements.More, w.Engagements.Rows[0].ID)
	}
}

func TestRequests(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.do(t, id, o.engineer, engagement.AskException{Reason: "a partner", EndsOn: day.New(2026, 12, 31)})
	o.do(t, id, o.other, engagement.ProposeWaiver{On: engagement.Subject{Noun: engagement.NounTask, N: 4080},
		Reason: "no proxy", Compensating: "direct", ReviewOn: day.New(2026, 12, 24)})
	waiting := o.work(t, o.other).Approvals.Rows
	if len(waiting) != 2 || waiting[0].Request.Noun != engagement.NounException || waiting[0].Own || waiting[0].AskedByName != o.engineer.Name {
		t.Errorf("waiting: %+v", waiting)
	}
	if a := waiting[1]; a.Request.Noun != engagement.NounWaiver || a.On.N != 4080 || !a.Own || a.Until != day.New(2026, 12, 24) || a.Reason != "no proxy" {
		t.Errorf("the waiver: %+v", a)
	}
	if n := len(o.work(t, o.engineer).Approvals.Rows); n != 0 {
		t.Errorf("an engineer decides on %d", n)
	}
	o.do(t, id, o.manager, engagement.DecideException{N: 1, Words: "which partner?"})
	returned := o.work(t, o.engineer).Returned.Rows
	if len(returned) != 1 || returned[0].Words != "which partner?" || returned[0].ByName != o.manager.Name || returned[0].Customer == "" {
		t.Errorf("returned: %+v", returned)
	}
	o.do(t, id, o.engineer, engagement.AskException{Reason: "Contoso"})
	if n := len(o.work(t, o.engineer).Returned.Rows); n != 0 {
		t.Errorf("%d returned after asking again", n)
	}
}

// TestApprovalOfOwnReview lists an exit that a manager may not approve, having
// logged the customer's review.
func TestApprovalOfOwnReview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.engineer, o.manager = o.manager, o.engineer // the manager does the work
	o.ready(t, id)
	o.engineer, o.manager = o.manager, o.engineer
	o.do(t, id, o.engineer, engagement.RequestExit{Note: "done"})
	for _, by := range []access.Actor{o.manager, o.other} {
		all, err := o.visit(t, by).Approvals(t.Context())
		must(t, err)
		if len(all) != 1 || all[0].Own != (by == o.manager) || all[0].Reason != "done" {
			t.Errorf("for %s: %+v", by.Name, all)
		}
	}
}

// TestWorkReviews lists waivers for who proposed or decided them and for the
// engagement's manager, near their review on the customer's calendar: it is the
// 23rd, and still the 22nd in Honolulu.
func TestWorkReviews(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	west, here := o.in(t, "Pacific/Honolulu"), o.in(t, "UTC")
	colleague := o.person(t, "Cleo Mann", access.Manager, "North")
	earlier := now.AddDate(0, -3, 0)
	change := func(id engagement.ID, by access.Actor, cmd engagement.Command) {
		t.Helper()
		_, err := o.Change(t.Context(), id, cmd, by, 0, earlier)
		must(t, err)
	}
	waive := func(id engagement.ID, item int, until day.Date) int {
		t.Helper()
		for len(o.get(t, id).Items) < item {
			change(id, o.engineer, engagement.AddItem{Item: someItem()})
		}
		n := len(o.get(t, id).Waivers) + 1
		change(id, o.engineer, engagement.ProposeWaiver{On: engagement.Subject{Noun: engagement.NounItem, N: item},
			Reason: "r", Compensating: "c", ReviewOn: until})
		return n
	}
	approve := func(id engagement.ID, n int) { change(id, o.other, engagement.DecideWaiver{N: n, Approve: true}) }
	for i, until := range []day.Date{
		day.New(2026, 12, 14), day.New(2026, 12, 13), // 21 days there; here it would be 21 days for the 14th
		day.New(2026, 12, 15), day.New(2026, 11, 23), day.New(2026, 10, 24), day.New(2026, 10, 23), day.New(2026, 10, 22),
	} {
		for _, id := range []engagement.ID{west, here} {
			approve(id, waive(id, i+1, until))
		}
	}
	waive(here, 4, day.New(2027, 2, 1)) // it was proposed again, and waits
	waive(here, 8, day.New(2026, 12, 1))
	got := func(by access.Actor) string {
		t.Helper()
		var all []string
		for _, r := range o.work(t, by).Reviews.Rows {
			all = append(all, fmt.Sprintf("%d/%d %s %v", r.Engagement, r.On.N, r.ReviewOn.Format("2 Jan"), r.Lapsed(now)))
		}
		return fmt.Sprint(all)
	}
	want := "[1/6 23 Oct true 1/5 24 Oct true 2/5 24 Oct true 1/4 23 Nov false 1/2 13 Dec false 2/2 13 Dec false 2/1 14 Dec false]"
	for _, by := range []access.Actor{o.engineer, o.manager, o.other} {
		if g := got(by); g != want {
			t.Errorf("for %s: %s\nwant %s", by.Name, g, want)
		}
	}
	if g := got(colleague); g != "[]" {
		t.Errorf("a colleague has %s", g)
	}
	row := o.work(t, o.engineer).Reviews.Rows[0]
	if row.ProposedByName != o.engineer.Name || row.DecidedByName != o.other.Name || row.Reason != "r" || row.Customer == "" || row.Exited {
		t.Errorf("the first: %+v", row)
	}
	o.do(t, here, o.engineer, engagement.ChangeItem{N: 2, State: new(engagement.Resolved)})
	o.run(t, "update engagement set manager_id = $1 where id = $2", o.stranger.ID, west) // another team's now
	if g := got(o.other); g != "[2/5 24 Oct true 2/1 14 Dec false]" {
		t.Errorf("of those that are seen and not resolved: %s", g)
	}
}
