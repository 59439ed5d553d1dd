package server

import (
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) workRoutes(r chi.Router) {
	r.Get(route.Work, s.page(s.work))
	r.Get(route.Approvals, s.page(s.approvals))
}

// work shows what waits for who asks.
func (s *server) work(r *request) (reply, error) {
	w, err := s.Store.Work(r.Context(), r.who, r.now)
	if err != nil {
		return reply{}, err
	}
	v := workView(w, r.who, r.now)
	v.Page = s.layout(r, "My work", component.MyWork)
	return show(page.Work(v))
}
