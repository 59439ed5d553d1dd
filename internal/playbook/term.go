package playbook

import (
	"slices"
	"strings"
)

// DefaultServices are the services of a catalog that lists none of its own, in
// the playbook's words and order.
var DefaultServices = termsOf(
	"Core Onboarding", "Exchange", "OneDrive for Business", "SharePoint", "Skype for Business",
	"AIP", "MDATP", "Edge", "Classroom/SDS",
)

// DefaultRoles are the roles of a catalog that lists none of its own.
var DefaultRoles = termsOf("FastTrack Engineer", "SME", "FastTrack Architect v2", "FastTrack Manager")

// Services gives what can be deployed, in the order in which choices show it:
// the catalog's own list, else the default one and whatever else the document
// names.
func (p *Playbook) Services() []Term {
	if len(p.Beside.Services) > 0 {
		return p.Beside.Services
	}
	var named []string
	p.eachService(func(_ int, s string) { named = append(named, s) })
	return withNamed(DefaultServices, named)
}

// Roles gives who can do a step, as Services does what can be deployed.
func (p *Playbook) Roles() []Term {
	if len(p.Beside.Roles) > 0 {
		return p.Beside.Roles
	}
	var named []string
	p.eachRole(func(_ int, r string) { named = append(named, r) })
	return withNamed(DefaultRoles, named)
}

// Service gives the name that the catalog has now for a service that goes or
// went by another; one that it does not know comes back as it is.
func (p *Playbook) Service(name string) string { return nameIn(p.Beside.Services, name) }

// Role gives the name that the catalog has now for a role, as Service does.
func (p *Playbook) Role(name string) string { return nameIn(p.Beside.Roles, name) }

// ServiceNames gives services by the names that the catalog has now. They are the
// list itself where the catalog renames nothing.
func (p *Playbook) ServiceNames(services []string) []string {
	if len(p.Beside.Services) == 0 {
		return services
	}
	names := make([]string, len(services))
	for i, s := range services {
		names[i] = p.Service(s)
	}
	return names
}

// Known reports whether a list has a term by one of its names, to the letter.
func Known(terms []Term, name string) bool { return termAt(terms, name) >= 0 }

// Names gives every name and alias of terms, in their order.
func Names(terms []Term) []string {
	var all []string
	for _, t := range terms {
		all = append(append(all, t.Name), t.Aliases...)
	}
	return all
}

// Spellings gives every name of the term that a name is one of, that name
// first; of one that no term has, it alone.
func Spellings(terms []Term, name string) []string {
	at := termAt(terms, name)
	if at < 0 {
		return []string{name}
	}
	return append([]string{name}, slices.DeleteFunc(Names(terms[at:at+1]), func(s string) bool { return s == name })...)
}

// Union joins the lists of several catalogs into one: terms that share a name are
// one, called as the first list calls it.
func Union(lists ...[]Term) []Term {
	var all []Term
	for _, t := range slices.Concat(lists...) {
		names := append([]string{t.Name}, t.Aliases...)
		at := slices.IndexFunc(all, func(u Term) bool { return slices.ContainsFunc(names, u.goesBy) })
		if at < 0 {
			all = append(all, Term{t.Name, slices.Clone(t.Aliases)})
			continue
		}
		for _, name := range names {
			if !all[at].goesBy(name) {
				all[at].Aliases = append(all[at].Aliases, name)
			}
		}
	}
	return all
}

// goesBy reports whether the term has a name, or had it.
func (t Term) goesBy(name string) bool { return t.Name == name || slices.Contains(t.Aliases, name) }

func termAt(terms []Term, name string) int {
	return slices.IndexFunc(terms, func(t Term) bool { return t.goesBy(name) })
}

func nameIn(terms []Term, name string) string {
	if at := termAt(terms, name); at >= 0 {
		return terms[at].Name
	}
	return name
}

func termsOf(names ...string) []Term {
	terms := make([]Term, len(names))
	for i, name := range names {
		terms[i].Name = name
	}
	return terms
}

// withNamed adds to a list the names that it has not.
func withNamed(terms []Term, named []string) []Term {
	all := slices.Clone(terms)
	for _, name := range named {
		if name != AllServices && !Known(all, name) {
			all = append(all, Term{Name: name})
		}
	}
	return all
}

// eachService calls f with every service that the document names, at its line.
func (p *Playbook) eachService(f func(line int, service string)) {
	for _, a := range p.Activities {
		for _, s := range a.AppliesTo {
			f(a.Line, s)
		}
		for _, t := range a.Tasks {
			for _, s := range t.Services {
				f(t.Line, s)
			}
		}
	}
}

// eachRole calls f with every role that the document names, at its line.
func (p *Playbook) eachRole(f func(line int, role string)) {
	for _, a := range p.Activities {
		f(a.Line, a.PrimaryRole)
		for _, t := range a.Tasks {
			f(t.Line, t.Role)
		}
	}
}

// String writes a term on one line, as ParseTerm reads it: "Defender for
// Endpoint = MDATP / Microsoft Defender ATP".
func (t Term) String() string {
	if len(t.Aliases) == 0 {
		return t.Name
	}
	return t.Name + " = " + strings.Join(t.Aliases, " / ")
}
