package server

import (
	"cmp"
	"strconv"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// compare shows what differs between two moments of an engagement: what the address
// leaves out is its beginning, and now.
func (s *server) compare(r *request) (reply, error) {
	if r.form.Get("from_on")+r.form.Get("to_on") != "" {
		return s.compareDays(r)
	}
	from, err := parsePoint(cmp.Or(r.form.Get("from"), "1"))
	if err != nil {
		return reply{}, err
	}
	to, err := parsePoint(cmp.Or(r.form.Get("to"), pointNow))
	if err != nil {
		return reply{}, err
	}
	var then []*postgres.Past
	e, err := s.engagementBy(r, func(id engagement.ID, seen int) (now *postgres.Loaded, fresh bool, err error) {
		now, then, fresh, err = r.visit.Past(r.Context(), id, seen, from, to)
		return now, fresh, err
	})
	if err != nil {
		return reply{}, err
	}
	v := r.compareView(e, then[0], then[1])
	v.Header = r.header(e, historyTab)
	v.Page = s.layout(r, e.Facts.Customer+": Compare", component.Engagements)
	return show(page.Compare(v))
}

// compareDays leads to the comparison with the days that were typed, each to its
// end on the customer's calendar.
func (s *server) compareDays(r *request) (reply, error) {
	id, err := r.engagementID()
	if err != nil {
		return reply{}, err
	}
	e, _, err := r.visit.Engagement(r.Context(), id, 0)
	r.met()
	if err != nil {
		return reply{}, err
	}
	var points [2]string
	for i, name := range []string{"from", "to"} {
		if points[i] = r.form.Get(name); r.form.Get(name+"_on") == "" {
			continue
		}
		at, err := r.form.dayPoint(e.Engagement, name+"_on", name+"_at")
		if err != nil {
			return reply{}, err
		}
		points[i] = at.Format(time.RFC3339Nano)
	}
	return see(route.Compare(id, points[0], points[1]))
}

// compareView makes the page. Whichever moment is the later one, it reads from the
// earlier to the later.
func (r *request) compareView(now *postgres.Loaded, from, to *postgres.Past) page.CompareView {
	if from.Version > to.Version || from.Version == to.Version && from.Past.At.After(to.Past.At) {
		from, to = to, from
	}
	all := engagement.Compare(from.Engagement, to.Engagement)
	skip := r.form.number("skip", "the place")
	skip = max(0, min(skip, len(all)-1)) / comparedPerPage * comparedPerPage
	v := page.CompareView{
		From: comparePoint(from, "From"), To: comparePoint(to, "To"), Filters: component.Filters{Action: route.Compare(now.ID, "", ""), Submit: "Compare"},
		FromFields: comparedFields(now, from, "from", "From", r.now), ToFields: comparedFields(now, to, "to", "To", r.now),
		Sums: comparedSums(from, to), Groups: comparedGroups(to.Loaded, pageOf(all, skip, comparedPerPage)),
		Pager: comparePager(now.ID, from, to, skip, len(all)),
		Empty: component.Empty{Title: "No record differs", Text: "Between these two moments nothing was changed that is not as it was before."},
	}
	if from.Version != to.Version {
		v.Between = &component.Link{Text: counted(to.Version-from.Version, "change") + " between them",
			URL: route.With(route.History(now.ID), values("since", from.Version, "until", to.Version))}
	}
	return v
}

// comparePoint tells which moment a side of the comparison is, and leads to it.
func comparePoint(p *postgres.Past, title string) page.ComparePoint {
	return page.ComparePoint{
		Title: title, When: timeOf(p.Past.At, p.Engagement), What: changeWords(p.Loaded, p.Last),
		View: component.Link{Text: "View as of then", URL: pastURL(p.Engagement)},
	}
}

// comparedPerPage is how many records a page compares.
const comparedPerPage = 50

func comparePager(id engagement.ID, from, to *postgres.Past, skip, total int) component.Pager {
	if total <= comparedPerPage {
		return component.Pager{}
	}
	url := func(skip int) string {
		return route.With(route.Compare(id, "", ""), values("from", pastPoint(from.Engagement), "to", pastPoint(to.Engagement), "skip", blankZero(skip)))
	}
	p := component.Pager{Text: "Records " + strconv.Itoa(skip+1) + "–" + strconv.Itoa(min(skip+comparedPerPage, total)) + " of " + engagement.Thousands(total)}
	if skip > 0 {
		p.Prev = url(skip - comparedPerPage)
	}
	if skip+comparedPerPage < total {
		p.Next = url(skip + comparedPerPage)
	}
	return p
}
