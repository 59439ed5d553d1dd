package server

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// portfolioView makes the list as it was found.
func portfolioView(l portfolioList, found postgres.PortfolioPage, r *request) page.PortfolioView {
	v := page.PortfolioView{
		New: newEngagement(r.who, component.Primary), Tabs: l.tabs(portfolioTotal(found)),
		Table: component.Table{Caption: "Engagements: " + l.view.label, Columns: l.columns()},
		Pager: l.keysetPager(found),
	}
	for _, row := range found.Rows {
		v.Rows = append(v.Rows, portfolioRow(row, r.now))
	}
	return v
}

// portfolioRow makes one line. Days are counted on the customer's calendar.
func portfolioRow(row postgres.PortfolioRow, now time.Time) page.PortfolioRow {
	today := day.Of(now, row.Location())
	v := page.PortfolioRow{
		Customer: row.Customer, URL: route.Engagement(row.ID), Seats: engagement.Thousands(row.Seats),
		Exit: exitBadge(row), Mandatory: fmt.Sprintf("%d/%d", row.MandatoryDone, row.MandatoryTotal),
		Manager: row.ManagerName,
	}
	v.Open, v.OpenWords = openBySeverity(row.Summary)
	if row.Blockers > 0 {
		n := today.Sub(row.BlockedSince)
		v.Blocked, v.BlockedWords = fmt.Sprintf("%d · %d d", row.Blockers, n), fmt.Sprintf("%d, longest for %s", row.Blockers, counted(n, "day"))
	}
	if !row.LastHeld.IsZero() {
		v.Last = component.Day{ISO: row.LastHeld.String(), Text: daysAgo(row.LastHeld, today)}
	}
	if row.NextN != 0 {
		v.Next = new(timeIn(row.NextAt, row.Location()))
		v.Next.Text = row.NextAt.In(row.Location()).Format("Mon 2 Jan, 15:04")
	}
	for i, a := range row.Attention {
		if i == 0 {
			v.Why = a.Sentence(today)
			continue
		}
		v.More = append(v.More, a.Sentence(today))
	}
	if len(v.More) > 0 {
		v.MoreLabel = fmt.Sprintf("%d more", len(v.More))
	}
	return v
}

// exitBadge says where an engagement stands on its way out.
func exitBadge(row postgres.PortfolioRow) component.Badge {
	switch {
	case row.Exited:
		return component.State("Exited")
	case row.Summary.Exit == engagement.Waiting:
		return component.State("Requested")
	case row.Summary.Exit == engagement.Returned:
		return component.State("Returned")
	case row.Unmet == 0:
		return component.State("Ready")
	}
	return component.Badge{Text: fmt.Sprintf("%d left", row.Unmet)}
}

// openBySeverity gives the open checklist items by severity, in figures and in words.
func openBySeverity(s engagement.Summary) (figures, words string) {
	var counts, named []string
	for _, severity := range engagement.Severities {
		n := s.Open[severity]
		counts = append(counts, strconv.Itoa(n))
		if n > 0 {
			named = append(named, fmt.Sprintf("%d %s", n, severity))
		}
	}
	if len(named) == 0 {
		named = []string{"none"}
	}
	return strings.Join(counts, " / "), strings.Join(named, ", ")
}

// ago says how long ago a day was.
func ago(d, today day.Date) string {
	switch n := today.Sub(d); n {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	default:
		return fmt.Sprintf("%d days ago", n)
	}
}

// ahead says how far a day to come is.
func ahead(d, today day.Date) string {
	switch n := d.Sub(today); n {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	default:
		return fmt.Sprintf("in %d days", n)
	}
}

// daysAgo is ago for a narrow column.
func daysAgo(d, today day.Date) string {
	if n := today.Sub(d); n > 1 {
		return fmt.Sprintf("%d d ago", n)
	}
	return ago(d, today)
}

// empty says why nothing is listed, and what to do about it.
func (l portfolioList) empty(none bool, begin templ.Component) component.Empty {
	switch {
	case none:
		return component.Empty{
			Title: "No engagements yet", Action: begin,
			Text: "An engagement is one customer's passage through the Remediate phase. Those that you work on, and those of your manager's team, are listed here.",
		}
	case len(l.chips(nil)) > 0:
		return component.Empty{
			Title: "No engagement matches", Text: "The filters leave out every engagement of this view.",
			Action: component.Link{Text: "Clear all filters", URL: l.cleared()},
		}
	}
	return component.Empty{
		Title: l.view.none, Text: "The other views hold what there is.",
		Action: component.Link{Text: "See all engagements", URL: route.With(l.path, url.Values{viewField: {"all"}})},
	}
}
