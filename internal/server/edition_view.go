package server

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// editionListView makes the list of a playbook's editions.
func editionListView(r editionReading) page.EditionListView {
	title := r.all.Newest.Playbook.Title
	v := page.EditionListView{
		Header: component.PageHeader{
			Title: "Editions of " + title, Up: &component.Link{Text: title, URL: route.Playbook(r.slug)},
			Text: "Each is published once and never changed after. Its SHA-256 is of all that it was made of.",
		},
		Table: component.Table{Caption: "Editions", Columns: []component.Column{
			{Label: "Edition"}, {Label: "Published"}, {Label: "What changed"}, {Label: "SHA-256"},
		}},
		Foot: playbookFoot(r.slug, r.all.Newest.Catalog, true),
	}
	if access.May(r.who, access.EditPlaybooks) == nil {
		v.Header.Action = component.ButtonLink{Text: "Move engagements", URL: route.Moves(r.slug)}
	}
	for _, e := range r.all.Rows {
		v.Rows = append(v.Rows, editionRow(r, e, e.Number == r.all.Newest.Number))
	}
	l := listState{route.Editions(r.slug), url.Values{}}
	if r.below > 0 {
		v.Pager.First = l.url()
	}
	if r.all.Older > 0 {
		v.Pager.Next = l.url(fromField, strconv.Itoa(r.all.Older))
	}
	return v
}

// shortHash is how many bytes of a hash tell one edition from the others.
const shortHash = 6

func editionRow(r editionReading, e postgres.EditionRow, newest bool) page.EditionRow {
	row := page.EditionRow{
		Edition: component.Link{Text: fmt.Sprintf("Edition %d", e.Number), URL: route.Edition(r.slug, e.Number)}, Newest: newest,
		On: dayOf(day.Of(e.PublishedAt, zoneOf(r.who))), By: publisher(e.PublishedBy, r.people), Summary: e.Summary, SHA256: fmt.Sprintf("%.*x", shortHash, e.SHA256),
	}
	if e.Number > 1 {
		row.Changed = differenceLink(r.slug, e.Number-1, e.Number)
	}
	return row
}

// differenceLink leads to what differs between two editions.
func differenceLink(slug string, from, to int) *component.Link {
	return &component.Link{Text: fmt.Sprintf("What differs from edition %d", from), URL: route.EditionDifference(slug, strconv.Itoa(from), strconv.Itoa(to))}
}

// publisher says who published an edition.
func publisher(by engagement.PersonID, people *postgres.Directory) string {
	if by == 0 {
		return "with the program"
	}
	return "by " + people.Name(by)
}

// publishedWords say when an edition was published, and by whom.
func publishedWords(e *postgres.Edition, people *postgres.Directory, zone *time.Location) string {
	return dayOf(day.Of(e.PublishedAt, zone)).Text + ", " + publisher(e.PublishedBy, people)
}
