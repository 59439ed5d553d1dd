package server

import (
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// headAsGet routes HEAD as GET. chi's own GetHead does not: to it, a mounted
// router answers every method.
func headAsGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			chi.RouteContext(r.Context()).RouteMethod = http.MethodGet
		}
		next.ServeHTTP(w, r)
	})
}

// wrongMethod answers 405 with the methods that the address does take.
func (s *server) wrongMethod(routes chi.Routes) http.HandlerFunc {
	answer := s.open(s.wrongMethodPage)
	exact := sync.OnceValue(func() chi.Routes { return unmounted(routes) })
	return func(w http.ResponseWriter, r *http.Request) {
		var allowed []string
		for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
			if exact().Match(chi.NewRouteContext(), m, pathOf(r)) {
				allowed = append(allowed, m)
			}
		}
		if slices.Contains(allowed, http.MethodGet) {
			allowed = slices.Insert(allowed, 1, http.MethodHead)
		}
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		answer(w, r)
	}
}

// unmounted gives the same routes without the mounted routers, which match what
// they do not answer.
func unmounted(routes chi.Routes) chi.Routes {
	all := chi.NewRouter()
	err := chi.Walk(routes, func(method, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		all.Method(method, pattern, http.NotFoundHandler())
		if page := strings.TrimSuffix(pattern, "/"); page != "" { // a mounted router answers with and without it
			all.Method(method, page, http.NotFoundHandler())
		}
		return nil
	})
	if err != nil {
		panic(err) // the function above gives none
	}
	return all
}

// pathOf gives the path as chi routes it.
func pathOf(r *http.Request) string {
	if r.URL.RawPath != "" {
		return r.URL.RawPath
	}
	return r.URL.Path
}

func (s *server) wrongMethodPage(r *request) (reply, error) {
	body := component.ErrorPage{
		Status: http.StatusMethodNotAllowed, Title: "This page does not take that",
		Text:   "The address is right, but it was called in a way that it does not answer (" + r.Method + ").",
		Action: &component.Link{Text: "Go to my work", URL: route.Work},
	}
	return reply{status: body.Status, body: page.Error(s.layout(r, body.Title, component.NoSection), body)}, nil
}
