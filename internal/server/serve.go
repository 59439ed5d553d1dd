package server

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/route"
)

// page serves a handler to whoever is signed in, and sends others to sign in.
func (s *server) page(h handler) http.HandlerFunc {
	return s.handle(func(r *request) (reply, error) {
		if err := s.prove(r); err != nil {
			return s.signInFirst(r, err)
		}
		return h(r)
	})
}

// only serves a handler to who may take an action; to others there is no such page.
func only(action access.Action, h handler) handler {
	return func(r *request) (reply, error) {
		if access.May(r.who, action) != nil {
			return notFoundPage(r)
		}
		return h(r)
	}
}

// visit serves a page whose first reading proves who asks, in the same round
// trip. Without any reading nothing is shown.
func (s *server) visit(h handler) http.HandlerFunc {
	return s.handle(func(r *request) (reply, error) {
		if r.visit == nil {
			return s.signInFirst(r, s.prove(r))
		}
		p, err := h(r)
		if unproven := s.prove(r); unproven != nil { // it is proven, unless h failed before it read anything
			return s.signInFirst(r, unproven)
		}
		if errors.Is(err, errUnchanged) {
			return reply{status: http.StatusNotModified, tag: r.tag}, nil
		}
		p.tag = r.tag
		return p, err
	})
}

// open serves a handler to anybody; it greets who is signed in.
func (s *server) open(h handler) http.HandlerFunc {
	return s.handle(func(r *request) (reply, error) {
		if err := s.prove(r); err != nil && fault.KindOf(err) != fault.Unauthenticated {
			return reply{}, err
		}
		return h(r)
	})
}

// prove finds out who asks, where no reading has yet. Nobody is Unauthenticated.
// Where there is no session to ask for, the database is asked whether it is there,
// so that nobody is invited to sign in in vain.
func (s *server) prove(r *request) error {
	if r.who.SignedIn() {
		return nil
	}
	if r.visit == nil {
		return cmp.Or(s.Store.Ping(r.Context()), nobody())
	}
	err := r.visit.Prove(r.Context())
	r.met()
	return err
}

func nobody() error {
	return fault.New(fault.Unauthenticated, "Your session has ended. Sign in again, then go back: what you typed is still there.")
}

// signInFirst sends who is not signed in to do so, and then back to the page.
func (s *server) signInFirst(r *request, err error) (reply, error) {
	if fault.KindOf(err) != fault.Unauthenticated {
		return reply{}, err
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return reply{}, nobody()
	}
	return see(route.With(route.Login, url.Values{"next": {r.URL.RequestURI()}}))
}

// handle serves a handler.
func (s *server) handle(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, raw *http.Request) {
		r, err := s.read(raw)
		var p reply
		if err == nil {
			p, err = h(r)
		}
		if err != nil {
			p = s.fail(r, err)
		}
		if err := s.send(w, r, p); err != nil {
			noteError(r, err)
			http.Error(w, "GapTrack could not draw this page.", http.StatusInternalServerError)
		}
	}
}

// read makes the handler's request: the form within its limits, and the session
// that the browser says it has. It always gives a request, so that an error has a
// page.
func (s *server) read(raw *http.Request) (*request, error) {
	r := &request{Request: raw, form: newForm(raw.URL.Query()), now: s.Now()}
	if !r.partial() { // else it is told on the page
		r.flash = flashOf(raw)
	}
	if err := r.readForm(); err != nil {
		return r, err
	}
	if s.Ready != nil && !s.Ready() {
		return r, fault.New(fault.Unavailable, "GapTrack is starting, or waits for its database.")
	}
	r.visit = s.begun(r)
	return r, nil
}

// readForm reads what a body carries. Of a query that is garbage, what can be
// read holds; a form that is garbage is refused.
func (r *request) readForm() error {
	limit := mostBody(r.URL.Path)
	if r.ContentLength > limit {
		return tooLarge(limit)
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	err := parseForm(r.Request)
	var size *http.MaxBytesError
	if errors.As(err, &size) {
		return tooLarge(limit)
	}
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "The browser sent a form that cannot be read. Go back and send it again.")
	}
	r.form = newForm(r.PostForm)
	return nil
}

// parseForm fills PostForm, and reads the body to its end whatever its type, so
// that no type of body goes round the limit.
func parseForm(r *http.Request) error {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // what has no type is no form
	multipart := kind == "multipart/form-data"
	err := r.ParseForm()
	if multipart && err == nil {
		err = r.ParseMultipartForm(mostBody(r.URL.Path))
	}
	rest, cut := io.Copy(io.Discard, r.Body)
	if cut != nil {
		return cut
	}
	if err == nil && rest > 0 && !multipart {
		return fmt.Errorf("a body of type %.40q is no form", kind)
	}
	return err
}

func tooLarge(limit int64) error {
	return fault.New(fault.TooLarge, "This is more than one page may send (%d kB). Shorten it, or send it in parts.", limit>>10)
}
