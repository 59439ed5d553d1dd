package server

import (
	"fmt"
	"strings"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// factList makes the facts of an engagement as a list to read.
func factList(e *postgres.Loaded, now time.Time) component.DefinitionList {
	f, edition := e.Facts, e.Edition
	return component.DefinitionList{
		{Term: "Customer", Text: f.Customer},
		{Term: "Seats", Text: engagement.Thousands(f.Seats)},
		{Term: "Seat exception", Detail: component.Link{Text: exceptionSentence(e.Engagement, e.Today(now)), URL: recordURL(e.Engagement, engagement.Subject{Noun: engagement.NounException})}},
		{Term: "Motion", Text: f.Motion},
		{Term: "Services", Text: strings.Join(e.ServiceNames(), ", ")},
		{Term: "Manager", Text: e.People.Name(f.Manager)},
		{Term: "Checkpoints", Text: rhythm(e.Engagement)},
		{Term: "Time zone", Text: fmt.Sprintf("%s (%s)", f.Zone, day.ZoneLabel(now.In(f.Location())))},
		{Term: "Began", Detail: dayOf(f.CreatedOn)},
		{Term: "Playbook", Detail: component.Link{
			Text: fmt.Sprintf("%s, edition %d", edition.Playbook.Title, edition.Number), URL: route.Playbook(edition.Slug),
		}},
	}
}
