// Package playbooks carries the playbook files that come with the program, so
// that a fresh installation has a catalog to work from. The files are
// Markdown in the form that package playbook reads.
package playbooks

import "embed"

// FS holds every playbook at its root and the fragments that they share under
// includes/.
//
//go:embed *.md includes/*.md
var FS embed.FS
