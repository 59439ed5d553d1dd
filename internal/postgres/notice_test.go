package postgres

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// news tells what is news to somebody, newest first.
func (o *office) news(t *testing.T, by access.Actor) []string {
	t.Helper()
	var all []string
	for _, n := range o.work(t, by).News.Rows {
		all = append(all, fmt.Sprintf("%d/%d %s", n.Engagement, n.Seq, n.Kind))
	}
	return all
}

// later sends a command some minutes after now.
func (o *office) later(t *testing.T, minutes int, id engagement.ID, by access.Actor, cmd engagement.Command) Changed {
	t.Helper()
	done, err := o.Change(t.Context(), id, cmd, by, 0, now.Add(time.Duration(minutes)*time.Minute))
	must(t, err)
	return done
}

func expectNews(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// TestNoticesAreOwedWithTheEvent: by whoever changes something, to whom it
// concerns, in the one transaction.
func TestNoticesAreOwedWithTheEvent(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.ready(t, id)
	asked := o.later(t, 1, id, o.engineer, engagement.RequestExit{Note: "done"}).Events[0]
	expectNews(t, "the manager of what was requested", o.news(t, o.manager), fmt.Sprintf("1/%d exit.requested", asked.Seq))
	expectNews(t, "who requested it", o.news(t, o.engineer))
	if _, err := o.Change(t.Context(), id, engagement.DecideExit{N: 1, Approve: true}, o.manager, 0, now); fault.KindOf(err) != fault.Invalid {
		t.Fatalf("an approval of nothing that was shown: %v", err)
	}
	expectNews(t, "who requested it, of what was refused", o.news(t, o.engineer))
	approved := o.later(t, 2, id, o.other, o.shown(t, id, engagement.DecideExit{N: 1, Approve: true})).Events[0]
	expectNews(t, "who requested it, of the approval", o.news(t, o.engineer), fmt.Sprintf("1/%d exit.approved", approved.Seq))
	expectNews(t, "who approved it", o.news(t, o.other))
	expectNews(t, "the manager, newest first", o.news(t, o.manager), fmt.Sprintf("1/%d exit.approved", approved.Seq), fmt.Sprintf("1/%d exit.requested", asked.Seq))
	n := o.work(t, o.engineer).News.Rows[0]
	if n.ByName != o.other.Name || n.Customer == "" || !n.At.Equal(approved.At) || n.About != (engagement.Subject{Noun: engagement.NounExit, N: 1}) {
		t.Errorf("it says %+v", n)
	}
	o.verified(t)
}

// TestNewsIsMarkedAsSeen: one by one, or all that was shown; and of one's own.
func TestNewsIsMarkedAsSeen(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	for m := range 4 {
		o.later(t, 2*m, id, o.engineer, engagement.AskException{Reason: "a partner"})
		o.later(t, 2*m+1, id, o.other, engagement.DecideException{N: m + 1, Words: "which?"})
	}
	shown := o.work(t, o.engineer).News.Rows
	if len(shown) != 4 || shown[0].Kind != engagement.ExceptionReturned {
		t.Fatalf("shown: %+v", shown)
	}
	must(t, o.visit(t, o.engineer).See(t.Context(), id, shown[1].Seq))
	must(t, o.visit(t, o.engineer).See(t.Context(), id, 9_999))
	if left := o.work(t, o.engineer).News.Rows; len(left) != 3 || left[1].Seq != shown[2].Seq {
		t.Errorf("after one was seen: %+v", left)
	}
	must(t, o.visit(t, o.engineer).SeeAll(t.Context(), shown[1].At))
	if left := o.work(t, o.engineer).News.Rows; len(left) != 1 || left[0].Seq != shown[0].Seq {
		t.Errorf("after all but the newest were seen: %+v", left)
	}
	if n := len(o.work(t, o.manager).News.Rows); n != 4 {
		t.Errorf("the manager has %d left", n)
	}
	wantKind(t, o.Visit(Session{TokenHash: []byte("no such"), Person: 1, Now: now, Idle: time.Hour}, 0).SeeAll(t.Context(), now), fault.Unauthenticated)
}

// TestNewsIsOfWhatOneSees: who has left an engagement hears no more of it.
func TestNewsIsOfWhatOneSees(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	guest := o.person(t, "Guy West", access.Engineer, "South")
	id := o.begin(t)
	people := []engagement.PersonID{engagement.PersonID(o.engineer.ID), engagement.PersonID(guest.ID)}
	o.do(t, id, o.engineer, engagement.ChangeMembers{Members: people})
	o.do(t, id, guest, engagement.AskException{Reason: "a partner"})
	o.do(t, id, o.manager, engagement.DecideException{N: 1, Words: "which?"})
	if n := len(o.news(t, guest)); n != 1 {
		t.Errorf("a member has %d", n)
	}
	o.do(t, id, o.engineer, engagement.ChangeMembers{Members: people[:1]})
	if n := len(o.news(t, guest)); n != 0 {
		t.Errorf("who left has %d", n)
	}
}

// TestSeeingMakesAnotherPage: of one's own lists, in every browser, and of nobody
// else's.
func TestSeeingMakesAnotherPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.do(t, id, o.engineer, engagement.AskException{Reason: "a partner"})
	o.do(t, id, o.manager, engagement.DecideException{N: 1, Words: "which?"})
	unchanged := func(by access.Actor, seen Moment) bool {
		v := o.visit(t, by)
		v.seen = seen
		_, err := v.Work(t.Context(), now)
		must(t, err)
		return v.Unchanged()
	}
	settled := func(by access.Actor) Moment {
		for range 5_000 { // until what other tests write has ended
			v := o.visit(t, by)
			_, err := v.Work(t.Context(), now)
			must(t, err)
			if unchanged(by, v.Moment()) {
				return v.Moment()
			}
		}
		t.Fatal("the page changes all the time")
		return 0
	}
	mine, theirs := settled(o.engineer), settled(o.manager)
	must(t, o.visit(t, o.engineer).SeeAll(t.Context(), now))
	if unchanged(o.engineer, mine) {
		t.Error("the page with the news is still right")
	}
	if !unchanged(o.manager, theirs) {
		t.Error("somebody else's page changed")
	}
	v := o.visit(t, o.engineer)
	v.seen = mine
	w, err := v.Work(t.Context(), now)
	must(t, err)
	if len(w.News.Rows) != 0 || len(w.Engagements.Rows) != 1 {
		t.Errorf("drawn anew: %d news, %d engagements", len(w.News.Rows), len(w.Engagements.Rows))
	}
}

func TestNewsIsBounded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.do(t, id, o.engineer, engagement.AskException{Reason: "a partner"})
	o.run(t, `insert into notice (engagement_id, seq, person_id, at) select $1, v.seq, p.id, $2::timestamptz - p.id * interval '1 minute'
		from event v, person p where v.engagement_id = $1 on conflict do nothing`, id, now)
	o.run(t, `insert into event (engagement_id, seq, at, cause, kind, noun, n, changes, hash)
		select $1, 100 + n, $2, '', 'exception.asked', 'exception', 1, '[]', '' from generate_series(1, 300) n`, id, now)
	o.run(t, `insert into notice (engagement_id, seq, person_id, at) select $1, 100 + n, $2, $3 from generate_series(1, 300) n`, id, o.engineer.ID, now)
	if news := o.work(t, o.engineer).News; len(news.Rows) != maxNews || news.More != maxNewsKept-maxNews {
		t.Errorf("%d are shown and %d more", len(news.Rows), news.More)
	}
	if n, err := o.PruneNotices(t.Context(), now.Add(noticeTime)); n == 0 || err != nil {
		t.Errorf("%d were removed: %v", n, err)
	}
	if n := len(o.work(t, o.engineer).News.Rows); n != maxNews {
		t.Errorf("of those not older than the time they are kept, %d are left", n)
	}
	if _, err := o.PruneNotices(t.Context(), now.Add(noticeTime+time.Second)); err != nil || len(o.work(t, o.engineer).News.Rows) != 0 {
		t.Errorf("old news is kept: %v", err)
	}
}
