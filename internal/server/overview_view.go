package server

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// overviewView makes the overview of an engagement.
func (r *request) overviewView(e *postgres.Loaded) page.OverviewView {
	today, sum := e.Today(r.now), e.Sum(r.now)
	v := page.OverviewView{
		Header: r.header(e, overviewTab), Attention: attentionNotice(sum, today),
		Readiness: readinessBox(e.Engagement, r.who, r.now), Blockers: blockers(e.Engagement, today), Open: openChart(e.Engagement),
		Since: sinceCheckpoint(e.Engagement, today), Next: nextCheckpoint(e.Engagement, sum, r.now),
		Severities: severities(e.Engagement, sum),
		Closed:     component.Progress{Done: sum.ItemsClosed, Total: sum.ItemsTotal, Label: "Items closed", ShowLabel: true, Nothing: "no items yet"},
		Inputs:     attested(e.Engagement, engagement.NounInput), InputsURL: recordURL(e.Engagement, engagement.Subject{Noun: engagement.NounInput}),
		Outputs: attested(e.Engagement, engagement.NounOutput), OutputsURL: recordURL(e.Engagement, engagement.Subject{Noun: engagement.NounOutput}),
		Facts: factList(e, r.now), Team: team(e), Checklist: checklistURL(e.Engagement),
	}
	if !e.ReadOnly() {
		v.ChangeFacts = &component.Link{Text: "Change the facts", URL: route.Facts(e.ID)}
		v.ChangeTeam = &component.Link{Text: "Change the team", URL: route.Facts(e.ID) + "#team"}
	}
	if e.Behind() {
		v.Edition = &component.Notice{Tone: component.Info, Text: fmt.Sprintf("Edition %d of its playbook is out; this engagement runs on edition %d.", e.Newest.Number, e.Edition.Number),
			Action: &component.Link{Text: "See what it changes", URL: route.MoveEngagement(e.ID)}}
	}
	if exceptionMatters(e.Engagement) {
		v.Exception = new(r.exceptionPanel(e, url.Values{}, nil))
	}
	return v
}

// attentionNotice says why somebody should look, most pressing first, or
// nothing. After the exit every page's header says it.
func attentionNotice(sum engagement.Summary, today day.Date) *component.Notice {
	var reasons []string
	tone := component.Good
	for _, a := range sum.Attention {
		reasons = append(reasons, a.Sentence(today)+".")
		if a.Kind != engagement.ReadyToExit {
			tone = component.Warn
		}
	}
	if len(reasons) == 0 || sum.Exited {
		return nil
	}
	return &component.Notice{Tone: tone, Title: "Needs attention", Text: strings.Join(reasons, " ")}
}

// severities counts what is open on the checklist, gravest first.
func severities(e *engagement.Engagement, sum engagement.Summary) []page.SeverityCount {
	counts := make([]page.SeverityCount, len(engagement.Severities))
	for i, s := range engagement.Severities {
		counts[i] = page.SeverityCount{
			Severity: component.Severity(string(s)), Open: fmt.Sprintf("%d open", sum.Open[s]), None: sum.Open[s] == 0,
			URL: route.With(checklistURL(e), url.Values{"severity": {string(s)}}),
		}
	}
	return counts
}

// attested counts the key inputs or outputs that somebody stood for.
func attested(e *engagement.Engagement, noun engagement.Noun) component.Progress {
	a := attestationsOf(e, noun)
	p := component.Progress{Total: len(a.texts), Label: a.title}
	for _, x := range a.of {
		if x.Met {
			p.Done++
		}
	}
	return p
}

// team lists the people on an engagement, its manager first.
func team(e *postgres.Loaded) []page.TeamMember {
	var members []page.TeamMember
	for _, id := range membersOf(e.Engagement) {
		if id != e.Facts.Manager {
			members = append(members, teamMember(e, id))
		}
	}
	slices.SortFunc(members, func(a, b page.TeamMember) int { return strings.Compare(a.Name, b.Name) })
	return append([]page.TeamMember{teamMember(e, e.Facts.Manager)}, members...)
}

func teamMember(e *postgres.Loaded, id engagement.PersonID) page.TeamMember {
	p, _ := e.People.Person(id)
	return page.TeamMember{Name: p.Name, Role: p.Role.Label(), Gone: !p.Active}
}

// blockers lists the tasks in scope and the items that are blocked, longest
// first.
func blockers(e *engagement.Engagement, today day.Date) []page.Blocker {
	all := e.OpenBlockers(today)
	views := make([]page.Blocker, len(all))
	for i, b := range all {
		views[i] = page.Blocker{
			On: subjectLink(e, b.Subject), Kind: string(b.Kind), Cause: b.Blocker.On,
			Since: dayOf(b.Since), Days: counted(today.Sub(b.Since), "day"),
		}
		if b.Lifter != "" {
			views[i].Lifter = b.Lifter + " can lift it"
		}
		if e.Stale(b.Blocker, today) {
			views[i].Stale = &component.Badge{Text: "Over two cadences", Tone: component.Bad}
		}
	}
	return views
}
