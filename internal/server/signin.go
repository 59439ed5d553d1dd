package server

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/route"
	"gaptrack/internal/signin"
	"gaptrack/web/page"
)

// signinTries is how often one address may try to sign in a minute.
const signinTries = 20

// wrongSignin never tells which of the two was wrong.
const wrongSignin = "This e-mail address and password do not belong together. Check both, or ask an administrator for a new password."

func (s *server) signinRoutes(r chi.Router) {
	r.Get(route.Login, s.open(s.loginPage))
	r.With(s.limitSignin()).Post(route.Login, s.open(s.login))
	if s.Demo {
		r.Post(route.LoginDemo, s.open(s.loginDemo))
	}
	r.Post(route.Logout, s.open(s.logout))
}

func (s *server) limitSignin() func(http.Handler) http.Handler {
	return httprate.LimitBy(signinTries, time.Minute, clientAddress,
		httprate.WithLimitHandler(s.open(func(r *request) (reply, error) {
			f := fault.Fields{{Name: "email", Message: "There were too many tries from here. Wait a minute, then try again."}}
			return reply{status: http.StatusTooManyRequests, body: page.Login(s.loginView(r, f))}, nil
		})))
}

// clientAddress gives the address that a request came from, an IPv6 one by its
// network.
func clientAddress(r *http.Request) (string, error) {
	return httprate.CanonicalizeIP(middleware.GetClientIP(r.Context())), nil
}

func (s *server) loginPage(r *request) (reply, error) {
	if r.who.SignedIn() {
		return see(route.Local(r.form.Get("next")))
	}
	return show(page.Login(s.loginView(r, nil)))
}

func (s *server) loginView(r *request, problems fault.Fields) page.LoginView {
	v := page.LoginView{
		Page: s.layout(r, "Sign in", ""), Action: route.Login, Next: r.form.Get("next"),
		Email: r.form.Get("email"), Problems: problems,
	}
	if s.Demo {
		v.DemoAction, v.Demo = route.LoginDemo, demoChoices
	}
	return v
}

// demoChoices are the buttons of the demo sign-in. The second engineer and
// manager are there for what needs four eyes.
var demoChoices = []page.DemoChoice{
	{As: "engineer", Label: "Engineer", Does: "Holds checkpoints, works the checklist, requests the exit."},
	{As: "engineer2", Label: "Second engineer", Does: "Works beside the first, for customers of their own."},
	{As: "sme", Label: "SME", Does: "Does the tasks of a specialist."},
	{As: "architect", Label: "Architect", Does: "Plans the migrations of large customers."},
	{As: "manager", Label: "Manager", Does: "Approves exits, waivers and exceptions."},
	{As: "manager2", Label: "Second manager", Does: "Decides what the first one asked for."},
	{As: "admin", Label: "Administrator", Does: "Adds people and disables them."},
}

func (s *server) login(r *request) (reply, error) {
	account, err := s.Store.PersonByEmail(r.Context(), r.form.Get("email"))
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return reply{}, err
	}
	match, err := signin.Check(r.form.Get("password"), account.PasswordHash)
	if err != nil {
		return reply{}, err
	}
	if !match || !account.Active {
		return refused(page.Login(s.loginView(r, fault.Fields{{Name: "email", Message: wrongSignin}})))
	}
	return s.begin(r, account.Actor)
}

func (s *server) loginDemo(r *request) (reply, error) {
	who, err := s.Store.PersonByDemo(r.Context(), r.form.Get("as"))
	if err != nil {
		return reply{}, err
	}
	return s.begin(r, who.Actor)
}

// begin starts a session, in place of the one that the browser may have had.
func (s *server) begin(r *request, who access.Actor) (reply, error) {
	if err := s.endSession(r); err != nil {
		return reply{}, err
	}
	token := signin.NewToken()
	if err := s.Store.StartSession(r.Context(), token.Hash(), engagement.PersonID(who.ID), r.now, r.now.Add(signin.LifeTime)); err != nil {
		return reply{}, err
	}
	p, err := see(route.Local(r.form.Get("next")))
	p.cookies = append(p.cookies, s.cookie(token.Cookie(who.ID), int(signin.LifeTime/time.Second)))
	return p, err
}

func (s *server) logout(r *request) (reply, error) {
	if err := s.endSession(r); err != nil {
		return reply{}, err
	}
	p, err := done(route.Login, "You are signed out.")
	p.cookies, p.forget = append(p.cookies, s.cookie("", -1)), true
	return p, err
}

// endSession ends the session that the browser has, if it has one.
func (s *server) endSession(r *request) error {
	c, err := r.Cookie(s.sessionCookie())
	if err != nil {
		return nil
	}
	token, _ := signin.ParseCookie(c.Value)
	return s.Store.EndSession(r.Context(), token.Hash())
}

// sessionCookie names the cookie: under HTTPS with the prefix that binds it to
// this host.
func (s *server) sessionCookie() string {
	if s.Secure {
		return "__Host-gaptrack"
	}
	return "gaptrack"
}

func (s *server) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: s.sessionCookie(), Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode,
	}
}
