package server

import (
	"fmt"
	"strconv"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// exitRequests tells of all requests on the page, the newest apart.
func exitRequests(e *postgres.Loaded, v *page.ExitView) error {
	for i, n := range e.ExitRequests() {
		x, err := exitRequest(e, n)
		switch {
		case err != nil:
			return fmt.Errorf("exit request %d: %w", n, err)
		case i == 0:
			v.Latest = &x
		default:
			v.Earlier = append(v.Earlier, x)
		}
	}
	return nil
}

// exitRequest tells of one request and what came of it.
func exitRequest(e *postgres.Loaded, n int) (page.ExitRequest, error) {
	x := e.Exits[n]
	v := page.ExitRequest{
		Title: fmt.Sprintf("Exit request %d", n), State: component.State(capital(x.State)),
		Facts: component.DefinitionList{{Term: "Requested", Text: byOn(e, x.RequestedBy, x.RequestedOn)}},
	}
	add := func(holds bool, d component.Definition) {
		if holds {
			v.Facts = append(v.Facts, d)
		}
	}
	add(x.Note != "", component.Definition{Term: "Note", Detail: linesOf(x.Note)})
	add(x.DecidedBy != 0, component.Definition{Term: capital(x.State), Text: byOn(e, x.DecidedBy, x.DecidedOn)})
	add(x.State == engagement.Withdrawn, component.Definition{Term: "What came of it", Text: "It was withdrawn on " + dayOf(x.DecidedOn).Text + "."})
	add(x.Because != "", component.Definition{Term: "Because of", Detail: becauseLink(e, x.Because)})
	add(x.Words != "", component.Definition{Term: wordsTerm(x), Detail: linesOf(x.Words)})
	add(x.StoodOn != "", component.Definition{Term: "Hash of the event it stood on", Text: x.StoodOn})
	add(x.State == engagement.Approved, proofFact(e, n))
	err := exitSaid(e, x, &v)
	return v, err
}

// exitSaid adds what a request carries, once it waits no more, and the remarks on it.
func exitSaid(e *postgres.Loaded, x *engagement.ExitRequest, v *page.ExitRequest) error {
	all, err := exitRemarks(e, x)
	if err != nil {
		return err
	}
	v.Remarks = all
	carried, err := x.Carried()
	if err != nil || x.State == engagement.Waiting {
		return err // while it waits they stand below as they are
	}
	for _, o := range carried {
		v.Carried = append(v.Carried, page.BasisRow{
			On:    component.Link{Text: plainMarkdown(o.Text)},
			Words: linesOf(o.Words), Facts: []string{byOn(e, o.By, o.On)},
		})
	}
	return nil
}

func wordsTerm(x *engagement.ExitRequest) string {
	if x.DecidedBy == 0 {
		return "Why"
	}
	return "In these words"
}

// becauseLink names what withdrew a request, and leads there.
func becauseLink(e *postgres.Loaded, because string) component.Link {
	what, number, _ := strings.Cut(because, " ")
	n, err := strconv.Atoi(number)
	on := engagement.Subject{Noun: engagement.NounWaiver, N: n}
	switch {
	case err == nil && what == "change":
		return component.Link{Text: fmt.Sprintf("Change %d, in the history", n), URL: changeURL(e.ID, n)}
	case err == nil && what == string(on.Noun) && e.Waivers[n] != nil:
		w := e.Waivers[n]
		link := subjectLink(e.Engagement, w.On())
		link.Text = fmt.Sprintf("%s, which lapsed on %s", eventName(e, on), dayOf(w.ReviewOn).Text)
		return link
	}
	return component.Link{Text: because, URL: historyOf(e.ID, engagement.Subject{Noun: engagement.NounExit}).URL}
}
