package engagement

import (
	"maps"
	"slices"

	"gaptrack/internal/day"
	"gaptrack/internal/playbook"
)

// crossing is the way from one edition of a playbook to another, and what it does to
// an engagement's scope.
type crossing struct {
	from, to      *Edition
	inputs        *bullets
	outputs       *bullets
	before, after []Scoped
}

// cross gives the way of an engagement to another edition, on a day.
func (e *Engagement) cross(to *Edition, today day.Date) *crossing {
	there := *e
	there.Edition = to
	was, becomes := e.Edition.Playbook, to.Playbook
	return &crossing{
		from: e.Edition, to: to, before: e.Scope(today), after: there.Scope(today),
		inputs:  newBullets(inputRecords, InputCarried, was.KeyInputs, becomes.KeyInputs),
		outputs: newBullets(outputRecords, OutputCarried, was.KeyOutputs, becomes.KeyOutputs),
	}
}

func (x *crossing) bullets() []*bullets { return []*bullets{x.inputs, x.outputs} }

// leaving gives the tasks that are in scope and will not be, in order.
func (x *crossing) leaving() []Scoped { return inScopeOnly(x.before, x.after) }

// coming gives the tasks that are not in scope and will be, in order.
func (x *crossing) coming() []Scoped { return inScopeOnly(x.after, x.before) }

// inScopeOnly gives the tasks that are in scope here, and not there.
func inScopeOnly(here, there []Scoped) []Scoped {
	in := map[int]bool{}
	for _, s := range there {
		in[s.ID] = s.In
	}
	return slices.DeleteFunc(slices.Clone(here), func(s Scoped) bool { return !s.In || in[s.ID] })
}

// task gives a task as the scope will have it, zero where it does not know it.
func (x *crossing) task(ftop int) Scoped { return find(x.after, ftop) }

// find gives a task of a scope, zero where it is not there.
func find(scope []Scoped, ftop int) Scoped {
	if i := slices.IndexFunc(scope, func(s Scoped) bool { return s.ID == ftop }); i >= 0 {
		return scope[i]
	}
	return Scoped{}
}

// bullets are the key inputs, or the key outputs, on both sides of a crossing.
type bullets struct {
	records[Attestation]
	kind     Kind
	from, to []string
	pairs    []int // for each of from the index of its counterpart in to; see playbook.MatchBullets
}

func newBullets(rs records[Attestation], kind Kind, from, to []string) *bullets {
	return &bullets{rs, kind, from, to, playbook.MatchBullets(from, to)}
}

// counterpart gives the place of a bullet on the other side, both counted from 1, 0
// for none, and whether it reads the same there.
func (b *bullets) counterpart(n int) (to int, same bool) {
	if n < 1 || n > len(b.pairs) || b.pairs[n-1] < 0 {
		return 0, false
	}
	return b.pairs[n-1] + 1, b.from[n-1] == b.to[b.pairs[n-1]]
}

// carried gives what was said of a bullet as it stands for one that reads otherwise:
// the words stay, and it is asked again whether it holds.
func (a Attestation) carried(same bool) Attestation {
	if same {
		return a
	}
	return Attestation{Words: a.Words}
}

// put makes the records of the kind what is given, and empties all others.
func (b *bullets) put(d *decision, next map[int]Attestation) error {
	places := slices.Collect(maps.Keys(next))
	places = slices.AppendSeq(places, maps.Keys(b.of(d.Engagement)))
	slices.Sort(places)
	for _, n := range slices.Compact(places) {
		err := change(d, b.records, n, b.kind, func(a *Attestation) error { *a = next[n]; return nil })
		if err != nil {
			return err
		}
	}
	return nil
}
