package server

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// wrongMethod answers 405 with the methods that the address does take.
func (s *server) wrongMethod(routes chi.Routes) http.HandlerFunc {
	answer := s.handle(wrongMethodPage)
	return func(w http.ResponseWriter, r *http.Request) {
		var allowed []string
		for _, m := range []string{http.MethodGet, http.MethodPost} {
			if routes.Match(chi.NewRouteContext(), m, r.URL.Path) {
				allowed = append(allowed, m)
			}
		}
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		answer(w, r)
	}
}

func wrongMethodPage(r *request) (reply, error) {
	body := component.ErrorPage{
		Status: http.StatusMethodNotAllowed, Title: "This page does not take that",
		Text:   "The address is right, but it was called in a way that it does not answer (" + r.Method + ").",
		Action: &component.Link{Text: "Go to my work", URL: route.Work},
	}
	return reply{status: body.Status, body: page.Error(component.Page{Title: body.Title, Path: r.URL.Path}, body)}, nil
}
