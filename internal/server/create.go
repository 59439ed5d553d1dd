package server

import (
	"errors"
	"net/url"
	"slices"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) createRoutes(r chi.Router) {
	r.Get(route.NewEngagement, s.page(s.createForm))
	r.Get(route.NewScope, s.page(s.createScope))
	r.Post(route.Engagements, s.page(s.create))
}

// createForm shows the form of a new engagement, empty or as the query says.
func (s *server) createForm(r *request) (reply, error) {
	if err := access.May(r.who, access.Create); err != nil {
		return reply{}, err
	}
	body, err := s.createPage(r, over(blankEngagement(r.who), r.form.Values), nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// createScope gives the scope that follows from the query, for the form's
// script.
func (s *server) createScope(r *request) (reply, error) {
	edition, err := s.Store.StartEdition(r.Context())
	if err != nil {
		return reply{}, err
	}
	return show(page.Scope(newScope(edition.Playbook, r.form.Values)))
}

// create begins an engagement.
func (s *server) create(r *request) (reply, error) {
	cmd := engagement.Create{Facts: r.form.facts(engagement.Facts{}), Members: r.form.people("members")}
	id, err := engagement.ID(0), r.unreadable(cmd)
	if err == nil {
		id, err = s.Store.Create(r.Context(), cmd, r.who, r.now)
	}
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
			return s.createPage(r, r.form.Values, errs)
		})
	}
	return done(route.Engagement(id), "The engagement is created. Confirm its key inputs next.")
}

// unreadable gives, where a field of the form could not be read, that and all
// that the rules find in the rest. They know nobody here, so a manager who was
// chosen is not doubted.
func (r *request) unreadable(cmd engagement.Create) error {
	problems := *r.form.problems
	if len(problems) == 0 {
		return nil
	}
	read := component.Errors(problems)
	var f *fault.Error
	if errors.As(engagement.New(0, nil).Try(cmd, r.who, r.now), &f) {
		for _, p := range f.Fields {
			if read.For(p.Name) == "" && (p.Name != "manager" || cmd.Manager == 0) {
				problems = append(problems, p)
			}
		}
	}
	return problems.Err()
}

func (s *server) createPage(r *request, typed url.Values, errs component.Errors) (templ.Component, error) {
	people := r.visit.People()
	edition, err := s.Store.StartEdition(r.Context())
	if err != nil {
		return nil, err
	}
	v := r.createView(edition.Playbook, people.Active(), typed, errs)
	v.Page = s.layout(r, "New engagement", component.Engagements)
	return page.Create(v), nil
}

// createView makes the form as it was typed, with the scope that follows.
func (r *request) createView(p *playbook.Playbook, people []postgres.Person, typed url.Values, errs component.Errors) page.CreateView {
	return page.CreateView{
		Form:   component.Form{Action: route.Engagements, Draft: "engagement", Attrs: liveScope(route.NewScope)},
		Errors: errs, Fields: factsFields(typed, errs, engagement.ServiceChoices(p), managersOf(people, r.who.TeamID), r.now),
		Members: component.Checkboxes{Name: "members", Label: "Team", Inline: true,
			Hint:    "Who works on it besides you and the manager. It can be changed at any time.",
			Options: peoplePicked(colleagues(people, r.who), typed["members"]), Error: errs.For("members")},
		Scope: newScope(p, typed), ShowURL: route.NewEngagement, Cancel: route.Engagements,
	}
}

// colleagues gives the people of the actor's team but the actor and those who
// can manage; of somebody without a team, of every team.
func colleagues(people []postgres.Person, who access.Actor) []postgres.Person {
	return slices.DeleteFunc(slices.Clone(people), func(p postgres.Person) bool {
		return p.ID == who.ID || engagement.CanManage(p.Actor) || who.TeamID != 0 && p.TeamID != who.TeamID
	})
}

// newScope gives the scope that would follow from what is typed of a new
// engagement.
func newScope(p *playbook.Playbook, typed url.Values) page.ScopePreview {
	facts := newForm(typed).facts(engagement.Facts{})
	if missing := scopeMissing(facts); missing != "" {
		return page.ScopePreview{Missing: missing}
	}
	return scopePreview(engagement.ScopeOf(p, facts, false), nil)
}

// blankEngagement is the form before anything is typed: weekly, in the
// morning, in the zone of who asks.
func blankEngagement(who access.Actor) url.Values {
	zone := who.Zone
	if zone == "" {
		zone = "UTC"
	}
	return values("cadence", string(engagement.Weekly), "meets_at", "10:00", "time_zone", zone)
}
