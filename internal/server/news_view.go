package server

import (
	"fmt"
	"strconv"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/feedback"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// newsPart makes the list of what happened that one has not seen, and of what came of
// one's questions, the newest first.
func newsPart(p postgres.Part[postgres.News], heard postgres.Part[postgres.HeardFeedback], who access.Actor) page.NewsPart {
	v := page.NewsPart{Part: page.WorkPart{More: moreWork(p.More+heard.More, "")}}
	var newest time.Time
	add := func(at time.Time, row page.WorkRow) {
		v.Part.Rows = append(v.Part.Rows, row)
		if at.After(newest) {
			newest = at
		}
	}
	for _, h := range heard.Rows {
		for len(p.Rows) > 0 && p.Rows[0].At.After(h.At) {
			add(p.Rows[0].At, newsRow(p.Rows[0]))
			p.Rows = p.Rows[1:]
		}
		add(h.At, heardRow(h, who))
	}
	for _, n := range p.Rows {
		add(n.At, newsRow(n))
	}
	if len(v.Part.Rows) > 1 {
		until := newest.UTC().Format(time.RFC3339Nano)
		v.SeeAll = &page.RowAct{
			Form:   component.Form{Action: route.SeeNews, Inline: true, Hidden: []component.Hidden{{Name: newsUntil, Value: until}}},
			Button: component.Button{Text: "Mark all as seen"},
		}
	}
	return v
}

// heardRow tells what came of one's question.
func heardRow(h postgres.HeardFeedback, who access.Actor) page.WorkRow {
	row := page.WorkRow{
		Text: fmt.Sprintf("Your question on %s %s", questionOn(h.Task, h.Title), heardWords[h.Kind]), URL: route.Question(h.ID),
		At: new(timeIn(h.At, zoneOf(who))), Note: "By " + h.ByName, Act: seenFeedback(h.ID, h.At, ""),
	}
	row.Act.Button = component.Button{Text: "Seen", About: row.Text, Kind: component.Quiet}
	return row
}

// heardWords say what was done about a question.
var heardWords = map[feedback.Kind]string{feedback.Replied: "was answered", feedback.Settled: "is done", feedback.Reopened: "was reopened"}

func newsRow(n postgres.News) page.WorkRow {
	row := page.WorkRow{
		Text: n.Customer + ": " + newsWords(n), URL: requestURL(n.Engagement, n.About, n.On), At: new(timeIn(n.At, n.Location())),
		Note: "By " + n.ByName,
	}
	if n.ByName == "" {
		row.Note = "By its date"
	}
	row.Act = &page.RowAct{
		Form: component.Form{Action: route.SeeNews, Inline: true, Hidden: []component.Hidden{
			{Name: newsEngagement, Value: strconv.FormatInt(int64(n.Engagement), 10)}, {Name: newsEvent, Value: strconv.Itoa(n.Seq)},
		}},
		Button: component.Button{Text: "Seen", About: row.Text, Kind: component.Quiet},
	}
	return row
}

// newsWords says what happened to what.
func newsWords(n postgres.News) string {
	_, h := happeningOf(n.Kind)
	switch {
	case h.whole:
		return h.says
	case n.Kind == engagement.ExitRequested:
		return requestName(n.About, n.On) + " was requested"
	}
	return requestName(n.About, n.On) + " " + h.says
}
