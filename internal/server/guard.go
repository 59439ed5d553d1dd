package server

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5/middleware"

	"gaptrack/internal/fault"
	"gaptrack/internal/route"
)

// policy allows what pages are made of and nothing else: no inline script, no
// style attribute, no frame around them.
var policy = strings.Join([]string{
	"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
	"form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}, "; ")

// secureHeaders sets the headers that tell a browser what it may do. They are the
// same on every answer, so their values are made once.
func secureHeaders(secure bool) func(http.Handler) http.Handler {
	same := http.Header{}
	same.Set("Content-Security-Policy", policy)
	same.Set("X-Content-Type-Options", "nosniff")
	same.Set("X-Frame-Options", "DENY")
	same.Set("Referrer-Policy", "same-origin")
	same.Set("Cross-Origin-Opener-Policy", "same-origin")
	same.Set("Cross-Origin-Resource-Policy", "same-origin")
	same.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	if secure {
		same.Set("Strict-Transport-Security", "max-age=31536000")
	}
	for name, values := range same {
		same[name] = slices.Clip(values) // so that nobody who adds one writes into it
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			maps.Copy(w.Header(), same)
			next.ServeHTTP(w, r)
		})
	}
}

// sameOrigin refuses what another site makes a browser send.
func (s *server) sameOrigin() func(http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(s.open(func(*request) (reply, error) {
		return reply{}, fault.New(fault.Forbidden, "This was sent from another site, so nothing was done. Open the page here and send it again.")
	}))
	return guard.Handler
}

// clientIP finds the address that a request came from: through proxies, where
// some are trusted, and else the one that connected.
func clientIP(proxies []string) func(http.Handler) http.Handler {
	if len(proxies) == 0 {
		return middleware.ClientIPFromRemoteAddr
	}
	return middleware.ClientIPFromXFF(proxies...)
}

// mostBody is how many bytes a request of a path may carry.
func mostBody(path string) int64 {
	if strings.HasPrefix(path, route.Playbooks+"/") {
		return MaxPlaybook
	}
	return MaxBody
}

// limitBody stops reading a body where its path has its limit; see tooLarge.
func limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, mostBody(r.URL.Path))
		next.ServeHTTP(w, r)
	})
}
