package server

import (
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) workRoutes(r chi.Router) {
	r.Get(route.Work, s.visit(s.work))
	r.Get(route.Approvals, s.visit(s.approvals))
	r.Post(route.SeeNews, s.visit(s.seeNews))
}

// work shows what waits for who asks.
func (s *server) work(r *request) (reply, error) {
	w, err := list(s, r, func() (postgres.Work, error) { return r.visit.Work(r.Context(), r.now) })
	if err != nil {
		return reply{}, err
	}
	v := workView(w, r.who, r.now)
	v.Page = s.layout(r, "My work", component.MyWork)
	return show(page.Work(v))
}
