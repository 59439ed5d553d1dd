package playbook

import (
	"bytes"
	"maps"
	"reflect"
)

// Catalog is a playbook's document with all that stands beside it: what an
// edition freezes, and what a draft edits.
type Catalog struct {
	Source   []byte            // the document, byte for byte
	Includes map[string]string // its shared fragments by Include.File
	Beside   Beside
}

// Beside is what a catalog holds and the form of the document has no place for.
type Beside struct {
	Rules    []Rule    `json:"rules,omitempty"`
	Retired  []Retired `json:"retired,omitempty"`
	Services []Term    `json:"services,omitempty"` // in the order in which choices show them
	Roles    []Term    `json:"roles,omitempty"`    // likewise
	Examples []string  `json:"examples,omitempty"` // of the scope, as they are written
}

// IsZero reports whether nothing stands beside the document.
func (b Beside) IsZero() bool {
	return len(b.Rules)+len(b.Retired)+len(b.Services)+len(b.Roles)+len(b.Examples) == 0
}

// Rule is the condition of an activity as data. Its wording stays in the
// document.
type Rule struct {
	Activity string `json:"activity"` // by its name
	If       string `json:"if"`       // such as "seats >= 20000 or exception"
}

// Retired is a task that an edition had and later ones do not.
type Retired struct {
	Task       `json:"task"`
	Activity   string `json:"activity"`              // the name of the one that it belonged to
	ReplacedBy int    `json:"replaced_by,omitempty"` // the ID of the task that stands in for it, 0 for none
	Edition    int    `json:"edition,omitempty"`     // the first edition without it, 0 in a draft
}

// Term is a service or a role, and what else it is or was called, so that one
// that is renamed keeps its history.
type Term struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
}

// Parse reads the catalog's document, with what stands beside it; the rules become
// the conditions of the activities that they name. The error, if any, is Problems
// of the document; see Parse. What is wrong beside it is Check's to say.
func (c Catalog) Parse() (*Playbook, error) {
	p, err := Parse(c.Source)
	if err != nil {
		return nil, err
	}
	p.Beside = c.Beside
	p.applyRules()
	return p, nil
}

// Edit is one change of a catalog's structure.
type Edit interface {
	edit(c Catalog) (Catalog, error)
}

// Edit gives the catalog after an edit; what the edit is not about comes back byte
// for byte. What cannot be is an Invalid fault, what others changed meanwhile a
// Conflict.
func (c Catalog) Edit(e Edit) (Catalog, error) { return e.edit(c) }

// Equal reports whether two catalogs are the same, byte for byte.
func (c Catalog) Equal(o Catalog) bool {
	return bytes.Equal(c.Source, o.Source) && maps.Equal(c.Includes, o.Includes) &&
		(c.Beside.IsZero() && o.Beside.IsZero() || reflect.DeepEqual(c.Beside, o.Beside))
}
