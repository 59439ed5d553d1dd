package server

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// filters is the form over the list; what fewer ask for is folded away.
func (l portfolioList) filters(managers []postgres.Person, services []playbook.Term) component.Filters {
	get := l.values.Get
	hidden := append([]component.Hidden{{Name: viewField, Value: l.view.key}}, l.hiddenSort()...)
	manager := component.Select{ID: "filter-manager", Name: "manager", Label: "Manager", Blank: "Any"}
	for _, m := range managers {
		id := blankZero(m.ID)
		manager.Options = append(manager.Options, component.Option{Value: id, Label: m.Name, Selected: id == get("manager")})
	}
	return component.Filters{
		Action: l.path, Hidden: hidden, ClearURL: l.cleared(), MoreOpen: get("motion")+get("service")+get("manager") != "",
		More: []templ.Component{
			component.Select{ID: "filter-motion", Name: "motion", Label: "Motion", Blank: "Any", Options: optionsOf(engagement.Motions, get("motion"))},
			component.Select{ID: "filter-service", Name: "service", Label: "Service", Blank: "Any", Options: serviceOptions(services, get("service"))},
			manager,
		},
	}
}

// serviceOptions makes choices of services; one that is asked for by another of its
// names is chosen too.
func serviceOptions(services []playbook.Term, asked string) []component.Option {
	options := make([]component.Option, len(services))
	for i, s := range services {
		options[i] = component.Option{Value: s.Name, Label: s.Name, Selected: playbook.Known(services[i:i+1], asked)}
	}
	return options
}

// cleared is the same view, in the same order, without a filter.
func (l portfolioList) cleared() string {
	return l.url("q", "", "state", "", "motion", "", "service", "", "manager", "", whyField, "", viewField, l.view.key)
}

// fields are what the list is most often filtered by.
func (l portfolioList) fields() page.PortfolioFields {
	get := l.values.Get
	f := page.PortfolioFields{
		Search: component.Field{ID: "filter-q", Name: "q", Label: "Customer", Type: "search", Value: get("q"), MaxLength: engagement.MaxName},
	}
	if l.view.key != "ready" {
		f.Why = &component.Select{ID: "filter-why", Name: whyField, Label: "Reason", Blank: "Any", Options: reasonOptions(get(whyField))}
	}
	if l.mixed() {
		f.State = &component.Select{ID: "filter-state", Name: "state", Label: "State"}
		for _, choice := range portfolioStates {
			f.State.Options = append(f.State.Options, component.Option{
				Value: choice.key, Label: choice.label, Selected: choice.key == get("state"),
			})
		}
	}
	return f
}

// reasonLabels names the reasons to look at an engagement where they are chosen.
var reasonLabels = map[engagement.AttentionKind]string{
	engagement.CadenceMissed: "Checkpoint missed", engagement.StandsBlocked: "Something is blocked", engagement.ItemsOverdue: "Something is overdue",
	engagement.LeaveEnding: "Waiver or exception ends", engagement.ExitCameBack: "Exit returned",
	engagement.ExitWaiting: "Exit waits for a manager", engagement.ReadyToExit: "Ready to exit",
	engagement.LeaveLapsed: "A waiver lapsed after the exit",
}

func reasonOptions(chosen string) []component.Option {
	var options []component.Option
	for _, k := range engagement.AttentionKinds {
		options = append(options, component.Option{Value: string(k), Label: reasonLabels[k], Selected: string(k) == chosen})
	}
	return options
}

// chips tells of every filter that holds, each with a way to take it off.
func (l portfolioList) chips(people *postgres.Directory) []component.Chip {
	get := l.values.Get
	var chips []component.Chip
	add := func(name, label string) {
		if get(name) != "" && label != "" {
			chips = append(chips, component.Chip{Label: label, RemoveURL: l.url(name, "", viewField, l.view.key)})
		}
	}
	add("q", "Customer: "+strings.Join(strings.Fields(get("q")), " "))
	add("state", "State: "+l.state().label)
	add("motion", "Motion: "+get("motion"))
	add("service", "Service: "+get("service"))
	add("manager", "Manager: "+personNamed(people, get("manager")))
	add(whyField, "Reason: "+reasonLabels[engagement.AttentionKind(get(whyField))])
	return chips
}

func personNamed(people *postgres.Directory, id string) string {
	n, err := strconv.ParseInt(id, 10, 64)
	if name := people.Name(engagement.PersonID(n)); err == nil && name != "" {
		return name
	}
	return "somebody who left"
}

// mostManagers is how many managers a filter offers. Of a larger organisation it
// offers those of the reader's own team.
const mostManagers = 60

// managersIn lists the managers whom who asks can filter by.
func managersIn(people *postgres.Directory, who access.Actor) []postgres.Person {
	if access.ReachOf(who).Everything {
		if all := managersOf(people.Active(), who.TeamID); len(all) <= mostManagers {
			return all
		}
	}
	return managersOf(people.Team(who.TeamID), who.TeamID)
}
