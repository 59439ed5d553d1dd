package server

import (
	"maps"

	"gaptrack/internal/day"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// lookBack makes the form of a moment to look at, and what leads to a comparison
// and to the files. The files have the filters of the list.
func (l historyList) lookBack(e *postgres.Loaded, today day.Date) page.LookBack {
	filters := maps.Clone(l.values)
	for _, paging := range []string{"before", "after"} {
		filters.Del(paging)
	}
	v := page.LookBack{
		Action: route.AsOf(e.ID),
		Checkpoint: component.Select{ID: "as-of-checkpoint", Name: "checkpoint", Label: "After", Blank: "A day and time",
			Options: checkpointOptions(e.Engagement, "")},
		On: component.DateField{ID: "as-of-on", Name: "on", Label: "Day", Max: today.String()},
		At: component.Field{ID: "as-of-at", Name: "at", Label: "Time", Type: "time", Size: component.Short,
			Hint: "In " + e.Facts.Zone + "; empty for the end of the day."},
		Compare: component.Link{Text: "Compare two moments", URL: route.Compare(e.ID, "", "")},
		Files: []component.Link{
			{Text: "Export as CSV", URL: route.With(route.HistoryFile(e.ID, "csv"), filters)},
			{Text: "Export as JSON lines", URL: route.With(route.HistoryFile(e.ID, "jsonl"), filters)},
		},
	}
	if closed := v.Checkpoint.Options; len(closed) > 0 {
		v.Compare.URL = route.Compare(e.ID, checkpointPoint+closed[0].Value, pointNow)
	}
	return v
}
