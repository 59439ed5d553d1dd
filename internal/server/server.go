// Package server is the web door: it turns a request into a command or a
// question, and what comes back into a page. It holds no rule. Handlers give a
// reply or an error and never touch the ResponseWriter (reply.go); errors
// become statuses in one function (fault.go); who may see what is decided
// below, by every call's actor.
package server

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/internal/shrink"
	"gaptrack/web/static"
)

// How many bytes a request may carry. A playbook's document is written as a form
// in up to three times its bytes, see playbook.MaxSize, and its fragments come
// beside it.
const (
	MaxBody     = 1 << 20
	MaxPlaybook = 4 << 20 // below /playbooks/
)

// Config is what the server is made of.
type Config struct {
	Store   *postgres.Store
	Log     *slog.Logger
	Demo    bool             // opens the demo sign-in
	Secure  bool             // it is reached over HTTPS: cookies say so
	Proxies []string         // networks, as CIDR, of the proxies whose X-Forwarded-For is believed
	Mail    Mail             // how mails are sent
	Version string           // of the program, shown in the footer
	Build   string           // tells one build of the program from another: pages of both differ
	Now     func() time.Time // the clock
	Ready   func() bool      // whether the start has finished; nil for yes
	Ending  <-chan struct{}  // closed once the program stops: streams end then; nil for never
}

type server struct {
	Config
	streams streams
}

// New gives the handler of every page.
func New(c Config) http.Handler {
	s := &server{Config: c}
	r := chi.NewRouter()
	r.Use(clientIP(c.Proxies), s.observe, secureHeaders(c.Secure), limitBody, s.sameOrigin(), headAsGet)
	r.NotFound(s.open(notFoundPage))
	r.MethodNotAllowed(s.wrongMethod(r))
	r.Get(route.Health, s.health)
	r.Get(route.Ready, s.ready)
	r.Get(static.Prefix+"*", static.Handler().ServeHTTP)
	s.profileRoutes(r)
	r.Get(route.Engagements+"/{engagement}/live", s.live) // compressed, it would be held back
	r.Group(func(r chi.Router) {
		r.Use(shrink.Middleware())
		r.Get(route.Keys, s.handle(s.keys))
		s.signinRoutes(r)
		s.accountRoutes(r)
		s.calendarRoutes(r)
		s.workRoutes(r)
		s.portfolioRoutes(r)
		s.createRoutes(r)
		s.playbookRoutes(r)
		s.feedbackRoutes(r)
		s.peopleRoutes(r)
		s.privacyRoutes(r)
		s.settingsRoutes(r)
		r.Route(route.Engagements+"/{engagement}", func(r chi.Router) {
			s.overviewRoutes(r)
			s.moveRoutes(r)
			s.taskRoutes(r)
			s.itemRoutes(r)
			s.waiverRoutes(r)
			s.checkpointRoutes(r)
			s.contactRoutes(r)
			s.exitRoutes(r)
			s.proofRoutes(r)
			s.handoverRoutes(r)
			s.historyRoutes(r)
		})
	})
	return r
}
