package server

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// publishing shows what publishing the draft would do, and what keeps it.
func (s *server) publishing(r *request, d *postgres.Draft) (reply, error) {
	return show(page.Publish(s.publishView(r, d, nil)))
}

// publish makes the draft the next edition.
func (s *server) publish(r *request, d *postgres.Draft) (reply, error) {
	seen, err := r.form.seen()
	if err == nil {
		err = r.form.err()
	}
	var made *postgres.Edition
	if err == nil {
		made, err = s.Store.PublishDraft(r.Context(), d.Slug, seen, r.form.Get("summary"), r.who, r.now)
	}
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.Conflict {
		v := s.publishView(r, d, nil)
		v.Refused = &component.Notice{
			Tone: component.Warn, Title: "Nothing was published", Text: f.Message,
			Action: &component.Link{Text: "See what the draft changes", URL: route.Draft(d.Slug, "difference")},
		}
		return reply{status: http.StatusConflict, body: page.Publish(v)}, nil
	}
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
			return page.Publish(s.publishView(r, d, errs)), nil
		})
	}
	return done(route.Moves(d.Slug), fmt.Sprintf("Edition %d is published. Engagements stay on theirs until they are moved.", made.Number))
}

// publishView makes the page.
func (s *server) publishView(r *request, d *postgres.Draft, errs component.Errors) page.PublishView {
	number, today := 1, day.Of(r.now, zoneOf(r.who))
	if d.Edition != nil {
		number = d.Edition.Number + 1
	}
	v := page.PublishView{
		Frame: s.draftFrame(r, d, "publish"), Title: fmt.Sprintf("Publish edition %d", number), Action: route.Draft(d.Slug, "publish"),
		Version: draftVersion(d), Errors: errs.Summary(), Impact: component.Link{Text: "See whom it touches", URL: route.Draft(d.Slug, "impact")},
		Summary: component.Field{
			Name: "summary", Label: "What changed", Required: true, Value: r.form.Get("summary"), Error: errs.For("summary"),
			Hint: "One line. It becomes the newest row of the refresh summary: " + today.Format("1/2/2006") + ", " + r.who.Name + ", and this.",
		},
		Button: component.Button{Text: fmt.Sprintf("Publish edition %d", number), Kind: component.Primary},
	}
	if d.Typed != nil {
		v.Button.DisabledReason = "The Markdown of the draft cannot be read as it stands."
		return v
	}
	v.Obstacles = obstacleLines(d, engagement.CheckCatalog(d.Catalog))
	switch {
	case !d.Changed():
		v.Button.DisabledReason = "The draft says nothing that the newest edition does not."
	case len(v.Obstacles) > 0:
		v.Button.DisabledReason = "First mend what keeps the draft from being published."
	}
	v.Changes = publishChanges(d)
	v.Adds = publishAdds(d, today)
	return v
}

// obstacleLines tell what keeps a draft from being published, and lead to where it is
// mended.
func obstacleLines(d *postgres.Draft, found []playbook.Obstacle) []page.ObstacleLine {
	var lines []page.ObstacleLine
	for _, o := range found {
		line := page.ObstacleLine{Text: o.Message, Link: component.Link{Text: "Rules", URL: route.Draft(d.Slug, "rules")}}
		if o.Part == playbook.InDocument {
			line.Link = component.Link{Text: "Line " + strconv.Itoa(o.N), URL: route.Draft(d.Slug, "markdown") + "#line-" + strconv.Itoa(o.N)}
		}
		lines = append(lines, line)
	}
	return lines
}

// mostTold is how many changes the page lists: all stand on the page of the
// difference.
const mostTold = 12

// publishChanges list what the draft changes of its edition.
func publishChanges(d *postgres.Draft) page.PublishChanges {
	v := page.PublishChanges{All: component.Link{Text: "See all that differs", URL: route.Draft(d.Slug, "difference")}}
	book, err := d.Parse()
	if err != nil || d.Edition == nil {
		return v
	}
	found := append(playbook.Compare(d.Edition.Playbook, book), playbook.CompareIncludes(d.Edition.Includes, d.Includes)...)
	v.Note = counted(len(found), "change")
	for _, f := range found[:min(len(found), mostTold)] {
		v.Lines = append(v.Lines, f.Words)
	}
	if more := len(found) - mostTold; more > 0 {
		v.More = fmt.Sprintf("and %d more", more)
	}
	if len(found) == 0 && d.Changed() {
		v.More = "Only how the text is written differs: nothing that it means."
	}
	return v
}

// publishAdds tell what publishing does by itself.
func publishAdds(d *postgres.Draft, today day.Date) []string {
	book, err := d.Parse()
	if err != nil {
		return nil
	}
	var adds []string
	if !book.Dated.IsZero() {
		adds = append(adds, "The playbook's date, ms.date, becomes "+today.Format("1/2/2006")+".")
	}
	if d.Edition == nil {
		return adds
	}
	for _, t := range book.Unretired(d.Edition.Playbook) {
		adds = append(adds, fmt.Sprintf("Task %d, %s, is no longer in the document: it is kept as retired, replaced by none.", t.ID, t.Name))
	}
	return adds
}
