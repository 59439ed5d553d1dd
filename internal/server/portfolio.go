package server

import (
	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) portfolioRoutes(r chi.Router) {
	r.Get(route.Engagements, s.visit(s.portfolio))
}

// portfolio lists the engagements that who asks may see.
func (s *server) portfolio(r *request) (reply, error) {
	state := newPortfolioList(r.form.Values)
	found, err := list(s, r, func() (postgres.PortfolioPage, error) { return r.visit.Portfolio(r.Context(), state.query()) })
	if err != nil {
		return reply{}, err
	}
	none, err := s.noEngagements(r, found)
	if err != nil {
		return reply{}, err
	}
	everybody := r.visit.People()
	v := portfolioView(state, found, r)
	v.Fields, v.Filters = state.fields(), state.filters(managersIn(everybody, r.who), found.Services)
	v.Filters.Chips = state.chips(everybody)
	v.Empty = state.empty(none, newEngagement(r.who, component.Secondary))
	v.Page = s.layout(r, "Engagements", component.Engagements)
	v.Page.Width, v.Page.Search = component.Wide, state.values.Get("q")
	return show(page.Portfolio(v))
}

// noEngagements reports whether there is none at all to be seen, so that the
// empty page can teach instead of speaking of filters.
func (s *server) noEngagements(r *request, found postgres.PortfolioPage) (bool, error) {
	if len(found.Rows) > 0 {
		return false, nil
	}
	all, err := r.visit.Portfolio(r.Context(), postgres.PortfolioQuery{Phase: postgres.PhaseAll})
	return len(all.Rows) == 0, err
}

// newEngagement is the way to a new engagement, shut with its reason for who
// may not create one.
func newEngagement(who access.Actor, kind component.Kind) templ.Component {
	if why := reason(access.May(who, access.Create)); why != "" {
		return component.Button{Text: "New engagement", Kind: kind, DisabledReason: why}
	}
	return component.ButtonLink{Text: "New engagement", URL: route.NewEngagement, Kind: kind, Key: "n"}
}

// query gives what the store is asked.
func (l portfolioList) query() postgres.PortfolioQuery {
	get := l.values.Get
	q := postgres.PortfolioQuery{
		Search: get("q"), Motion: get("motion"), Service: get("service"), Manager: newForm(l.values).person("manager"),
		Attention: engagement.AttentionKind(get(whyField)), Cursor: get(fromField),
	}
	key, desc := l.sorting()
	q.Sort, q.Desc = postgres.PortfolioSort(key), desc
	l.state().ask(&q)
	l.view.ask(&q)
	return q
}
