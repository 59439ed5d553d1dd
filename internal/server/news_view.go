package server

import (
	"strconv"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// newsPart makes the list of what happened that one has not seen.
func newsPart(p postgres.Part[postgres.News]) page.NewsPart {
	v := page.NewsPart{Part: page.WorkPart{More: moreWork(p.More, "")}}
	for _, n := range p.Rows {
		v.Part.Rows = append(v.Part.Rows, newsRow(n))
	}
	if len(p.Rows) > 1 {
		until := p.Rows[0].At.UTC().Format(time.RFC3339Nano)
		v.SeeAll = &page.RowAct{
			Form:   component.Form{Action: route.SeeNews, Inline: true, Hidden: []component.Hidden{{Name: newsUntil, Value: until}}},
			Button: component.Button{Text: "Mark all as seen"},
		}
	}
	return v
}

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
