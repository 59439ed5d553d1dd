package playbook

import (
	"bytes"
	"encoding/json"
	"slices"

	"gaptrack/internal/day"
)

// checked is what `playbook check --json` prints: the contract's names, in its
// order. Lists that have nothing are empty, never null.
type checked struct {
	Title          string            `json:"title"`
	Phase          string            `json:"phase"`
	Motions        []string          `json:"motions"`
	Objectives     []string          `json:"objectives"`
	Activities     []checkedActivity `json:"activities"`
	KeyInputs      []string          `json:"key_inputs"`
	KeyOutputs     []string          `json:"key_outputs"`
	NextSteps      []string          `json:"next_steps"`
	RefreshSummary []checkedRefresh  `json:"refresh_summary"`
	FrontMatter    frontMatter       `json:"front_matter"`
	Includes       []string          `json:"includes"` // paths, as written
	Warnings       []Problem         `json:"warnings"`
}

type checkedActivity struct {
	Name        string        `json:"name"`
	PrimaryRole string        `json:"primary_role"`
	Motions     []string      `json:"motions"`
	AppliesTo   []string      `json:"applies_to"`
	Condition   string        `json:"condition"`
	Tasks       []checkedTask `json:"tasks"`
}

type checkedTask struct {
	ID        int      `json:"id"`
	Name      string   `json:"name"`
	Mandatory bool     `json:"mandatory"`
	Role      string   `json:"role"`
	Services  []string `json:"services"`
	Line      int      `json:"line"`
}

type checkedRefresh struct {
	Date day.Date `json:"date"`
	Who  string   `json:"who"`
	What string   `json:"what"`
}

// frontMatter is an object of strings in the order of the file.
type frontMatter []Entry

// MarshalJSON writes the object.
func (f frontMatter) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, e := range f {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(e.Key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(e.Value)
		if err != nil {
			return nil, err
		}
		b.Write(append(append(key, ':'), value...))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// CheckJSON gives the playbook as the object that `playbook check --json`
// prints, indented and ended by a line feed.
func (p *Playbook) CheckJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(p.checked()); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (p *Playbook) checked() checked {
	return checked{
		Title: p.Title, Phase: p.Phase, Motions: all(p.Motions),
		Objectives: all(p.Objectives), Activities: each(p.Activities, Activity.checked),
		KeyInputs: all(p.KeyInputs), KeyOutputs: all(p.KeyOutputs), NextSteps: all(p.NextSteps),
		RefreshSummary: each(p.RefreshSummary, func(r Refresh) checkedRefresh { return checkedRefresh(r) }),
		FrontMatter:    p.datedFrontMatter(),
		Includes:       each(p.Includes, func(i Include) string { return i.Path }),
		Warnings:       all(p.Warnings),
	}
}

// datedFrontMatter is the front matter with its date as every date is written.
func (p *Playbook) datedFrontMatter() frontMatter {
	dated := slices.Clone(p.FrontMatter)
	for i := range dated {
		if dated[i].Key == "ms.date" && !p.Dated.IsZero() {
			dated[i].Value = p.Dated.String()
		}
	}
	return dated
}

func (a Activity) checked() checkedActivity {
	return checkedActivity{
		Name: a.Name, PrimaryRole: a.PrimaryRole, Motions: all(a.Motions), AppliesTo: all(a.AppliesTo),
		Condition: a.Condition.Text, Tasks: each(a.Tasks, Task.checked),
	}
}

func (t Task) checked() checkedTask {
	return checkedTask{t.ID, t.Name, t.Mandatory, t.Role, all(t.Services), t.Line}
}

// each gives a list of the same length, never nil.
func each[A, B any](list []A, view func(A) B) []B {
	views := make([]B, len(list))
	for i, a := range list {
		views[i] = view(a)
	}
	return views
}

// all gives the list itself, and an empty one for nil.
func all[A any](list []A) []A { return each(list, func(a A) A { return a }) }
