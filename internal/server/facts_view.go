package server

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"gaptrack/internal/access"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// factsView makes the page of the facts.
func (r *request) factsView(e *postgres.Loaded, people []postgres.Person, typed url.Values, errs component.Errors) page.FactsView {
	v := page.FactsView{
		Header: r.header(e, overviewTab), ReadOnly: e.Exited(), Back: route.Engagement(e.ID),
		Facts: factList(e, r.now), ShowURL: route.Facts(e.ID),
	}
	facts, members := typed, memberValues(e)
	var teamErrs component.Errors
	if typed.Has("team") {
		facts, members, teamErrs, errs = factsValues(e.Engagement), typed["members"], errs, nil
	}
	v.Errors, v.Fields = errs, factsFields(facts, errs, e.ServiceChoices(), r.managersFor(e, people), r.now)
	v.Scope = r.factsScopeOf(e, facts)
	v.Form = component.Form{
		Action: route.Facts(e.ID), Draft: "facts", Hidden: []component.Hidden{drawnFrom(e, facts)}, Attrs: liveScope(route.Facts(e.ID)),
	}
	v.Team = r.teamForm(e, people, members, teamErrs)
	return v
}

func (r *request) teamForm(e *postgres.Loaded, people []postgres.Person, members []string, errs component.Errors) page.TeamForm {
	f := page.TeamForm{
		Form: component.Form{Action: route.Facts(e.ID), Hidden: []component.Hidden{version(e), {Name: "team", Value: "yes"}}},
		Members: component.Checkboxes{Name: "members", Label: "Who works on this engagement", Required: true, Inline: true,
			Hint: "The manager belongs to it without being named.", Options: peoplePicked(withMembers(e, people), members), Error: errs.For("members")},
		Errors: errs, Save: component.Button{Text: "Save team"},
	}
	f.Save.DisabledReason = reason(access.May(r.who, access.Staff))
	return f
}

// managersFor gives the managers who can be chosen. Who may not change the
// staff is offered the one who is.
func (r *request) managersFor(e *postgres.Loaded, people []postgres.Person) []postgres.Person {
	now, known := e.People.Person(e.Facts.Manager)
	if access.May(r.who, access.Staff) != nil {
		return []postgres.Person{now}
	}
	managers := managersOf(people, r.who.TeamID)
	if known && !slices.ContainsFunc(managers, func(p postgres.Person) bool { return p.ID == now.ID }) {
		managers = append(managers, now)
	}
	return managers
}

// withMembers gives the active people, and the members who no longer are.
func withMembers(e *postgres.Loaded, people []postgres.Person) []postgres.Person {
	all := slices.Clone(people)
	for _, id := range membersOf(e.Engagement) {
		if p, known := e.People.Person(id); known && !p.Active {
			all = append(all, p)
		}
	}
	return all
}

// memberValues gives the members as a form sends them.
func memberValues(e *postgres.Loaded) []string {
	var ids []string
	for n, m := range e.Members {
		if m.Present {
			ids = append(ids, strconv.Itoa(n))
		}
	}
	slices.Sort(ids)
	return ids
}

// factsScope gives the scope that would follow from the facts of the query.
func (r *request) factsScope(e *postgres.Loaded) page.ScopePreview {
	return r.factsScopeOf(e, r.form.Values)
}

func (r *request) factsScopeOf(e *postgres.Loaded, typed url.Values) page.ScopePreview {
	today := e.Today(r.now)
	next := *e.Engagement
	next.Facts = newForm(typed).facts(e.Facts)
	if missing := scopeMissing(next.Facts); missing != "" {
		return page.ScopePreview{Missing: missing}
	}
	return scopePreview(next.Scope(today), e.Scope(today))
}

// drawnFrom is the hidden version of a form: the one that stands or, of a form
// that comes back as it was typed, the one that it was drawn from.
func drawnFrom(e *postgres.Loaded, typed url.Values) component.Hidden {
	if typed.Has("version") {
		return component.Hidden{Name: "version", Value: typed.Get("version")}
	}
	return version(e)
}

// liveScope lets the script fetch the scope while facts are typed.
func liveScope(from string) templ.Attributes {
	return templ.Attributes{
		"hx-get": from, "hx-trigger": "change delay:150ms, input changed delay:400ms", "hx-target": "#scope-preview", "hx-sync": "this:replace",
	}
}
