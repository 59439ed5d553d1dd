package server

import (
	"context"
	"io"
	"net/http"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// longestProfile bounds how long a profile is taken: an answer may take a minute.
const longestProfile = 30 * time.Second

// profile is one way to look into the running program. What takes time is taken
// one at a time.
type profile struct {
	name, says string
	timed      bool
	take       func(ctx context.Context, to io.Writer, ask profileAsk) error
}

// profileAsk is what an address asks of a profile.
type profileAsk struct {
	lasting time.Duration
	debug   int // 0: for tools, else text, as runtime/pprof words it
}

// profiles are those that are shown. The command line is none of them: it may
// hold the database's password.
var profiles = []profile{
	{"profile", "Where the processor's time goes, over ?seconds=30 at most.", true, takeCPU},
	{"trace", "What runs when, over ?seconds=30 at most.", true, takeTrace},
	{"block", "Where goroutines wait for each other, while it is taken.", true, takeBlock},
	{"mutex", "Which locks others wait for, while it is taken.", true, takeMutex},
	{"heap", "What lies in memory.", false, takeNamed("heap")},
	{"allocs", "What was ever laid into memory.", false, takeNamed("allocs")},
	{"goroutine", "What every goroutine does; as text with ?debug=2.", false, takeNamed("goroutine")},
}

func (s *server) profileRoutes(r chi.Router) {
	r.Get(route.Profiles, s.page(only(access.Administer, s.profileList)))
	r.Get(route.Profiles+"{profile}", s.sendProfile)
}

func (s *server) profileList(r *request) (reply, error) {
	v := page.ProfilesView{Page: s.layout(r, "Profiles", component.Admin)}
	for _, p := range profiles {
		v.Rows = append(v.Rows, page.ProfileRow{Link: component.Link{Text: p.name, URL: route.Profile(p.name)}, Note: p.says})
	}
	return show(page.Profiles(v))
}

// sendProfile writes a profile as it comes: a trace may be larger than what is
// kept of an answer in memory, so this alone goes past reply. Who may not have
// it gets what every page of administration answers them.
func (s *server) sendProfile(w http.ResponseWriter, raw *http.Request) {
	r, err := s.read(raw)
	if err == nil {
		err = s.prove(r)
	}
	i := slices.IndexFunc(profiles, func(p profile) bool { return p.name == chi.URLParam(raw, "profile") })
	if err != nil || i < 0 || access.May(r.who, access.Administer) != nil {
		s.page(only(access.Administer, notFoundPage))(w, raw)
		return
	}
	f := &profileFile{w: w, name: profiles[i].name, text: r.profileAsk().debug > 0}
	switch err := profiles[i].begin(r, f); {
	case err == nil:
	case f.begun:
		noteWritten(r, err)
	default:
		s.page(func(*request) (reply, error) { return reply{}, err })(w, raw)
	}
}

// takingProfile is held while a profile is taken that takes time.
var takingProfile sync.Mutex

func (p profile) begin(r *request, to io.Writer) error {
	if p.timed {
		if !takingProfile.TryLock() {
			return fault.New(fault.Conflict, "Another profile is being taken. Ask again in half a minute.")
		}
		defer takingProfile.Unlock()
	}
	return p.take(r.Context(), to, r.profileAsk())
}

// profileAsk reads the query; what is no number asks for nothing.
func (r *request) profileAsk() profileAsk {
	lasting := longestProfile
	if n, err := strconv.Atoi(r.form.Get("seconds")); err == nil && n > 0 && n < int(longestProfile/time.Second) {
		lasting = time.Duration(n) * time.Second
	}
	debug, _ := strconv.Atoi(r.form.Get("debug"))
	return profileAsk{lasting, debug}
}

// profileFile makes a download of an answer with its first byte, so that what
// cannot begin is told on a page.
type profileFile struct {
	w     http.ResponseWriter
	name  string
	text  bool
	begun bool
}

func (f *profileFile) Write(b []byte) (int, error) {
	if !f.begun {
		f.begun = true
		h := f.w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", `attachment; filename="`+f.name+`"`)
		if f.text {
			h.Set("Content-Type", "text/plain; charset=utf-8")
			h.Del("Content-Disposition")
		}
	}
	return f.w.Write(b)
}

func takeCPU(ctx context.Context, to io.Writer, ask profileAsk) error {
	if err := pprof.StartCPUProfile(to); err != nil {
		return fault.Wrap(err, fault.Conflict, "The processor's time is being measured already.")
	}
	ask.wait(ctx)
	pprof.StopCPUProfile()
	return nil
}

func takeTrace(ctx context.Context, to io.Writer, ask profileAsk) error {
	if err := trace.Start(to); err != nil {
		return fault.Wrap(err, fault.Conflict, "A trace is being taken already.")
	}
	ask.wait(ctx)
	trace.Stop()
	return nil
}

// takeBlock measures while it is asked for alone: each wait costs then. It keeps
// one of about 10 µs of waiting.
func takeBlock(ctx context.Context, to io.Writer, ask profileAsk) error {
	runtime.SetBlockProfileRate(int(10 * time.Microsecond))
	ask.wait(ctx)
	runtime.SetBlockProfileRate(0)
	return takeNamed("block")(ctx, to, ask)
}

// takeMutex measures as takeBlock does, every tenth wait.
func takeMutex(ctx context.Context, to io.Writer, ask profileAsk) error {
	runtime.SetMutexProfileFraction(10)
	ask.wait(ctx)
	runtime.SetMutexProfileFraction(0)
	return takeNamed("mutex")(ctx, to, ask)
}

func takeNamed(name string) func(context.Context, io.Writer, profileAsk) error {
	return func(_ context.Context, to io.Writer, ask profileAsk) error {
		return pprof.Lookup(name).WriteTo(to, ask.debug)
	}
}

// wait lets the time pass, unless nobody waits for the profile any more.
func (a profileAsk) wait(ctx context.Context) {
	select {
	case <-time.After(a.lasting):
	case <-ctx.Done():
	}
}
