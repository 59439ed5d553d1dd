package route

import "net/url"

// Profiles lists the profiles of the running program; each is below it.
const Profiles = "/admin/debug/pprof/"

// Profile is one profile of the running program.
func Profile(name string) string { return Profiles + url.PathEscape(name) }
