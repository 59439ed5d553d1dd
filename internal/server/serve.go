package server

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"

	"gaptrack/internal/fault"
	"gaptrack/internal/route"
)

// page serves a handler to whoever is signed in, and sends others to sign in.
func (s *server) page(h handler) http.HandlerFunc {
	return s.handle(func(r *request) (reply, error) {
		if r.who.SignedIn() {
			return h(r)
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			return reply{}, fault.New(fault.Unauthenticated, "Your session has ended. Sign in again, then go back: what you typed is still there.")
		}
		return see(route.With(route.Login, url.Values{"next": {r.URL.RequestURI()}}))
	})
}

// handle serves a handler to anybody.
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

// read makes the handler's request: the form within its limits, and who asks.
// It always gives a request, so that an error has a page.
func (s *server) read(raw *http.Request) (*request, error) {
	r := &request{Request: raw, form: newForm(raw.URL.Query()), now: s.Now(), flash: flashOf(raw)}
	if err := r.readForm(); err != nil {
		return r, err
	}
	if s.Ready != nil && !s.Ready() {
		return r, fault.New(fault.Unavailable, "GapTrack is starting, or waits for its database.")
	}
	who, err := s.whoAsks(raw)
	r.who = who
	if who.SignedIn() {
		notePerson(r, who.ID)
	}
	return r, err
}

// readForm reads what a body carries. Of a query that is garbage, what can be
// read holds; a form that is garbage is refused.
func (r *request) readForm() error {
	if r.ContentLength > MaxBody {
		return tooLarge()
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	err := parseForm(r.Request)
	var size *http.MaxBytesError
	if errors.As(err, &size) {
		return tooLarge()
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
		err = r.ParseMultipartForm(MaxBody)
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

func tooLarge() error {
	return fault.New(fault.TooLarge, "This is more than one page may send (%d kB). Shorten it, or send it in parts.", MaxBody>>10)
}
