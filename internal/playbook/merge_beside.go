package playbook

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// beside merges what stands beside the documents. Rules follow their activities
// where a side renamed them or took them out; names is nil where the documents
// are one conflict. A task that the merged document c has is not retired.
func (m *merger) beside(c Catalog, names *activityKeys, base, ours, theirs Catalog) Beside {
	if names == nil {
		names = &activityKeys{}
	}
	b := besideParts(base.Beside, nil, nil)
	o := besideParts(ours.Beside, names.ours, base.Beside.terms())
	t := besideParts(theirs.Beside, names.theirs, base.Beside.terms())
	merged := m.container(site{"beside", ""}, b, o, t)
	var all Beside
	for _, kid := range merged.kids {
		for _, p := range kid.kids {
			all.take(p, names)
		}
	}
	all.Retired = withoutTasks(all.Retired, c)
	return all
}

// withoutTasks gives the retired tasks that a catalog's document does not have.
func withoutTasks(retired []Retired, c Catalog) []Retired {
	p, err := Parse(c.Source)
	if err != nil || len(retired) == 0 {
		return retired
	}
	stands := map[int]bool{}
	for _, a := range p.Activities {
		for _, t := range a.Tasks {
			stands[t.ID] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(retired), func(r Retired) bool { return stands[r.ID] })
}

// besideParts makes parts of what stands beside a document: a leaf for each of
// its values. It is given the names of the side's activities by their keys, and
// base's services and roles.
func besideParts(b Beside, activities map[string]string, terms map[string][]Term) *part {
	root := &part{kids: []*part{}}
	list := func(key string, leaves ...*part) {
		p := &part{key: key, kids: []*part{}}
		p.add(leaves...)
		root.add(p)
	}
	list("rules", each(b.Rules, func(r Rule) *part { return rulePart(r, activities) })...)
	list("retired", each(b.Retired, retiredPart)...)
	list("services", each(b.Services, func(s Term) *part { return termPart("Service", s, b.Services, terms["services"]) })...)
	list("roles", each(b.Roles, func(r Term) *part { return termPart("Role", r, b.Roles, terms["roles"]) })...)
	list("examples", each(b.Examples, func(e string) *part {
		return &part{name: "Scope example", kind: tight, text: e, value: e}
	})...)
	return root
}

func (b Beside) terms() map[string][]Term {
	return map[string][]Term{"services": b.Services, "roles": b.Roles}
}

// rulePart is a rule under the key of its activity.
func rulePart(r Rule, activities map[string]string) *part {
	key := "activity " + r.Activity
	for k, name := range activities {
		if name == r.Activity {
			key = k
		}
	}
	return &part{key: key, name: "The condition of " + r.Activity, kind: tight, text: r.If, value: r}
}

func retiredPart(r Retired) *part {
	text, _ := json.Marshal(r) // cannot fail: numbers and texts
	id := strconv.Itoa(r.ID)
	return &part{key: "task " + id, name: fmt.Sprintf("Task %s, retired", id), kind: tight, text: string(text), value: r}
}

// termPart is a service or role under the name that it has in base, where an
// alias tells that it was renamed.
func termPart(what string, t Term, side, base []Term) *part {
	key := t.Name
	for _, old := range base {
		renamed := slices.Contains(t.Aliases, old.Name) && !hasTerm(side, old.Name)
		if renamed && !hasTerm(base, t.Name) {
			key = old.Name
		}
	}
	text := t.Name
	if len(t.Aliases) > 0 {
		text += " (also called " + strings.Join(t.Aliases, ", ") + ")"
	}
	return &part{key: "term " + key, name: what + " " + key, kind: tight, text: text, value: t}
}

func hasTerm(terms []Term, name string) bool {
	return slices.ContainsFunc(terms, func(t Term) bool { return t.Name == name })
}

// take adds a merged value. A rule goes by the merged name of its activity, and
// goes with it.
func (b *Beside) take(p *part, names *activityKeys) {
	switch v := p.value.(type) {
	case Rule:
		name, stands := names.merged[p.key]
		if stands {
			v.Activity = name
		}
		if stands || names.ours[p.key] == "" && names.theirs[p.key] == "" {
			b.Rules = append(b.Rules, v)
		}
	case Retired:
		b.Retired = append(b.Retired, v)
	case Term:
		if strings.HasPrefix(p.name, "Role ") {
			b.Roles = append(b.Roles, v)
		} else {
			b.Services = append(b.Services, v)
		}
	case string:
		b.Examples = append(b.Examples, v)
	}
}
