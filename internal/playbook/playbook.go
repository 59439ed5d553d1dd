// Package playbook reads the document that prescribes a phase: Markdown
// written by people, never perfectly even, turned into activities and tasks
// that the rules can work with. Parse takes a file whole or not at all: what
// is wrong is reported all at once and by line, what is odd but legal becomes
// a warning, and no row of a table is ever dropped or shifted in silence.
//
// The package is pure: it opens no files (an include is named, not read) and
// knows no clock. Includes and links stay as written; who shows them decides.
package playbook

import (
	"path"
	"slices"
	"strings"

	"gaptrack/internal/day"
)

// AllServices in a list of services means any service.
const AllServices = "All Services"

// Playbook is one playbook as its file tells it. Names are kept to the
// letter; texts of bullets and conditions have their line wraps joined by one
// blank and keep their inline Markdown.
type Playbook struct {
	Title       string // of the "# " heading
	Description string // of the front matter; "" when it has none
	Phase       string
	Motions     []string
	Dated       day.Date // the front matter's ms.date; zero when it has none
	FrontMatter []Entry  // in the file's order, unknown keys among them
	Includes    []Include
	Overview    string // Markdown source
	Objectives  []string
	Approach    string // Markdown source before the first activity, mostly ""
	Activities  []Activity
	KeyInputs   []string
	KeyOutputs  []string
	NextSteps   []string

	RefreshSummary []Refresh // as in the file: newest first
	Warnings       []Problem // sorted by line

	Beside Beside // of the catalog that it was read from; zero for a file alone
}

// Entry is a key of the front matter. A value that is a list or a mapping
// stands as its YAML on one line.
type Entry struct {
	Key, Value string
	Line       int
}

// Include names a shared fragment.
type Include struct {
	Label string
	Path  string // as written; see File
	Line  int
}

// File gives the fragment's place as a clean path below the playbook's own
// folder, fit for fs.FS: "includes/name.md".
func (i Include) File() string {
	file, _ := includeFile(i.Path)
	return file
}

// Activity is a step of the playbook's approach.
type Activity struct {
	Name        string
	PrimaryRole string
	Motions     []string
	AppliesTo   []string // services
	Condition   Condition
	Prose       string // Markdown source, the condition's sentence included
	Tasks       []Task
	Line        int // of its heading
}

// Task is a row of an activity's table of FTOP tasks.
type Task struct {
	ID        int      `json:"id"` // above 0, and once in a playbook
	Name      string   `json:"name"`
	Mandatory bool     `json:"mandatory,omitempty"`
	Role      string   `json:"role"`
	Services  []string `json:"services"` // at least one
	Line      int      `json:"-"`
}

// Refresh is a row of the playbook's change log.
type Refresh struct {
	Date      day.Date
	Who, What string
}

// Slug gives the name by which addresses and commands call the playbook of a
// file: "playbooks/Address Technical Gaps.md" is address-technical-gaps. It
// holds the letters a to z, digits and single hyphens, and is never empty.
func Slug(file string) string {
	name := path.Base(strings.ReplaceAll(file, `\`, "/"))
	name = strings.ToLower(strings.TrimSuffix(name, path.Ext(name)))
	words := strings.FieldsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	if len(words) == 0 {
		return "playbook"
	}
	return strings.Join(words, "-")
}

// HasTask reports whether a task stands in the playbook.
func (p *Playbook) HasTask(id int) bool {
	for _, a := range p.Activities {
		if slices.ContainsFunc(a.Tasks, func(t Task) bool { return t.ID == id }) {
			return true
		}
	}
	return false
}
