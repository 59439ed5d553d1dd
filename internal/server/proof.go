package server

import (
	"fmt"
	"time"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// proofRoutes are the signed documents of approved exits.
func (s *server) proofRoutes(r chi.Router) {
	r.Get("/exit/{n}/proof", s.visit(s.proof))
	r.Get("/exit/{n}/proof.json", s.visit(s.proofFile))
}

// readProof reads the proof that the path names; nil where the approval has none.
// What was not approved is NotFound.
func (s *server) readProof(r *request) (e *postgres.Loaded, n int, p *postgres.ExitProof, err error) {
	if n, err = r.number("n"); err != nil {
		return nil, 0, nil, err
	}
	e, err = s.engagementBy(r, func(id engagement.ID, seen int) (e *postgres.Loaded, fresh bool, err error) {
		e, p, fresh, err = r.visit.Proof(r.Context(), id, n, seen)
		return e, fresh, err
	})
	if err != nil {
		return nil, 0, nil, err
	}
	if x := e.Exits[n]; x == nil || x.State != engagement.Approved {
		return nil, 0, nil, fault.New(fault.NotFound, "There is no approval of exit request %d.", n)
	}
	return e, n, p, nil
}

func (s *server) proof(r *request) (reply, error) {
	e, n, p, err := s.readProof(r)
	if err != nil {
		return reply{}, err
	}
	v := proofView(e, n, p)
	v.Header = r.header(e, exitTab)
	v.Page = s.layout(r, e.Facts.Customer+": Exit proof", component.Engagements)
	return show(page.Proof(v))
}

// proofFile gives the document as it is signed.
func (s *server) proofFile(r *request) (reply, error) {
	e, n, p, err := s.readProof(r)
	if err != nil {
		return reply{}, err
	}
	if p == nil {
		return reply{}, fault.New(fault.NotFound, "%s", noProof)
	}
	if p.Broken != nil {
		return reply{}, fault.Wrap(p.Broken, fault.Conflict, "What is kept of this proof is not what was signed. Tell who runs GapTrack.")
	}
	return give(file{name: fmt.Sprintf("exit-proof-%d-%d.json", e.ID, n), kind: "application/json", body: p.Encode()})
}

// keysKept is how long whoever reads the public keys may keep them: a new one is
// known to all as long after it was made.
const keysKept = 5 * time.Minute

// keys gives anybody the public keys of this installation.
func (s *server) keys(r *request) (reply, error) {
	keys, err := s.Store.Keys(r.Context())
	if err != nil {
		return reply{}, err
	}
	return give(file{kind: "application/json", body: keys.Encode(), public: keysKept})
}
