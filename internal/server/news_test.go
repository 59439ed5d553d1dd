package server

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/engagement"
	"gaptrack/internal/feedback"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func TestNewsRows(t *testing.T) {
	t.Parallel()
	exit := engagement.Subject{Noun: engagement.NounExit, N: 1}
	waiver, task := engagement.Subject{Noun: engagement.NounWaiver, N: 2}, engagement.Subject{Noun: engagement.NounTask, N: 4080}
	for _, test := range []struct {
		news       postgres.News
		text, note string
		url        string
	}{
		{postgres.News{Kind: engagement.ExitRequested, About: exit, ByName: "R. Osei"}, "Ika-Roa Council: Remediate Exit was requested", "By R. Osei", "/engagements/11/exit"},
		{postgres.News{Kind: engagement.ExitApproved, About: exit, ByName: "P. Lindqvist"}, "Ika-Roa Council: Remediate Exit was approved", "By P. Lindqvist", "/engagements/11/exit"},
		{postgres.News{Kind: engagement.WaiverReturned, About: waiver, On: task, ByName: "P. Lindqvist"}, "Ika-Roa Council: Waiver of task 4080 was returned", "By P. Lindqvist", "/engagements/11/tasks/4080"},
		{postgres.News{Kind: engagement.WaiverLapsed, About: waiver, On: task}, "Ika-Roa Council: Waiver of task 4080 lapsed on its review date", "By its date", "/engagements/11/tasks/4080"},
		{postgres.News{Kind: engagement.Reopened, About: engagement.Subject{Noun: engagement.NounFacts}, ByName: "P. Lindqvist"}, "Ika-Roa Council: the engagement was reopened", "By P. Lindqvist", "/engagements/11/exit"},
	} {
		test.news.Origin, test.news.At, test.news.Seq = tonga, workNow, 57
		want := page.WorkRow{
			Text: test.text, URL: test.url, Note: test.note,
			At: &component.Time{UTC: "2026-11-25T15:00:00Z", Text: "Thu 26 Nov 2026, 04:00", ZoneLabel: "UTC+13"},
			Act: &page.RowAct{
				Form:   component.Form{Action: "/news/seen", Inline: true, Hidden: []component.Hidden{{Name: "engagement", Value: "11"}, {Name: "event", Value: "57"}}},
				Button: component.Button{Text: "Seen", About: test.text, Kind: component.Quiet},
			},
		}
		if diff := cmp.Diff(want, newsRow(test.news)); diff != "" {
			t.Error(diff)
		}
	}
}

// Who has nothing but news is not welcomed as who has nothing.
func TestNewsIsWork(t *testing.T) {
	t.Parallel()
	var w postgres.Work
	w.News.Rows = []postgres.News{{Origin: tonga, Kind: engagement.ExitApproved, At: workNow}, {Origin: tonga, Kind: engagement.ExitRequested, At: workNow.Add(-1)}}
	w.News.More = 3
	v := workView(w, osei, workNow)
	if v.Welcome != nil || v.News.Part.More.Text != "and 3 more" || v.News.SeeAll.Form.Hidden[0].Value != "2026-11-25T15:00:00Z" {
		t.Errorf("news: %+v", v.News)
	}
	w.News.Rows = w.News.Rows[:1]
	if v := workView(w, osei, workNow); v.News.SeeAll != nil {
		t.Error("one piece of news can be marked in two ways")
	}
}

// What came of one's questions stands among the news, the newest first, and is marked
// as seen with it.
func TestNewsOfQuestions(t *testing.T) {
	t.Parallel()
	exit := engagement.Subject{Noun: engagement.NounExit, N: 1}
	news := postgres.Part[postgres.News]{Rows: []postgres.News{{Origin: tonga, Kind: engagement.ExitApproved, About: exit, At: workNow.Add(-2)}, {Origin: tonga, Kind: engagement.ExitRequested, About: exit, At: workNow.Add(-4)}}, More: 2}
	heard := postgres.Part[postgres.HeardFeedback]{Rows: []postgres.HeardFeedback{
		{ID: 7, Title: "Gaps", Task: 4080, Kind: feedback.Replied, At: workNow, ByName: "D. Novak"}, {ID: 8, Title: "Gaps", Kind: feedback.Settled, At: workNow.Add(-3)},
	}, More: 3}
	v := newsPart(news, heard, osei)
	var told []string
	for _, r := range v.Part.Rows {
		told = append(told, r.Text)
	}
	want := []string{
		"Your question on task 4080 of Gaps was answered", "Ika-Roa Council: Remediate Exit was approved",
		"Your question on Gaps is done", "Ika-Roa Council: Remediate Exit was requested",
	}
	if diff := cmp.Diff(want, told); diff != "" || v.Part.More.Text != "and 5 more" || v.SeeAll.Form.Hidden[0].Value != "2026-11-25T15:00:00Z" {
		t.Errorf("%s, more: %v, seen until %v", diff, v.Part.More, v.SeeAll)
	}
	row := v.Part.Rows[0]
	act := []component.Hidden{{Name: "feedback", Value: "7"}, {Name: "until", Value: "2026-11-25T15:00:00Z"}, {Name: "back", Value: ""}}
	if diff := cmp.Diff(act, row.Act.Form.Hidden); diff != "" || row.URL != "/feedback/7" || row.Note != "By D. Novak" {
		t.Errorf("%s: %+v", diff, row)
	}
}
