package server

import (
	"fmt"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// The chart of open items shows the last checkpoints, charted of them at most: half a
// year of weeks. Under two there is no course to see. Each takes a column of barStep
// units, of a bar and its gaps; few leave room to the right.
const (
	charted   = 26
	leastBars = 8
	barStep   = 10
	barWidth  = 8
)

// openChart draws how many items stood in the way at each checkpoint, by severity: one
// unit of height is one item.
func openChart(e *engagement.Engagement) page.OpenChart {
	counts := e.OpenCounts(charted)
	if len(counts) < 2 {
		return page.OpenChart{Nothing: "The chart begins with the second checkpoint that is closed."}
	}
	v := page.OpenChart{Short: len(counts) < leastBars, Width: barStep * max(len(counts), leastBars), Top: 1, Columns: []component.Column{{Label: "Checkpoint"}, {Label: "Open"}}}
	for _, c := range counts {
		v.Top = max(v.Top, c.Total())
		v.Estimated = v.Estimated || c.Estimated
	}
	for _, s := range engagement.Severities {
		v.Legend = append(v.Legend, page.ChartSeries{Name: capital(s), Of: string(s)})
		v.Columns = append(v.Columns, component.Column{Label: capital(s)})
	}
	for i, c := range counts {
		v.Bars = append(v.Bars, openBar(c, barStep*i+(barStep-barWidth)/2, v.Top))
		v.Rows = append(v.Rows, openRow(e, c))
	}
	first, last := counts[0], counts[len(counts)-1]
	v.First, v.Last = dayOf(first.On), dayOf(last.On)
	v.Words = fmt.Sprintf("Open items over %d checkpoints: %d on %s, %d on %s.", len(counts), first.Total(), v.First.Text, last.Total(), v.Last.Text)
	return v
}

// openBar stacks the open items of a checkpoint, the gravest at the foot.
func openBar(c engagement.OpenCount, x, top int) page.ChartBar {
	var named []string
	bar := page.ChartBar{Estimated: c.Estimated}
	y := top
	for i, n := range c.Open {
		if n == 0 {
			continue
		}
		y -= n
		severity := engagement.Severities[i]
		bar.Parts = append(bar.Parts, page.ChartPart{X: x, Y: y, Width: barWidth, Height: n, Of: string(severity)})
		named = append(named, fmt.Sprintf("%d %s", n, severity))
	}
	bar.Words = fmt.Sprintf("Checkpoint %d, %s: %s open", c.Checkpoint, dayOf(c.On).Text, counted(c.Total(), "item"))
	if len(named) > 0 {
		bar.Words += " (" + strings.Join(named, ", ") + ")"
	}
	return bar
}

func openRow(e *engagement.Engagement, c engagement.OpenCount) page.OpenRow {
	row := page.OpenRow{
		Link: component.Link{Text: fmt.Sprintf("Checkpoint %d", c.Checkpoint), URL: recordURL(e, engagement.Subject{Noun: engagement.NounCheckpoint, N: c.Checkpoint})},
		On:   dayOf(c.On), Total: fmt.Sprint(c.Total()),
	}
	if c.Estimated {
		row.Total = "about " + row.Total
	}
	for i, n := range c.Open {
		row.Counts = append(row.Counts, page.SeverityOpen{Label: capital(engagement.Severities[i]), Open: fmt.Sprint(n)})
	}
	return row
}
