package server

import (
	"strconv"

	"gaptrack/internal/access"
	"gaptrack/web/component"
)

// layout makes what every page tells about itself.
func (s *server) layout(r *request, title string, section component.Section) component.Page {
	p := component.Page{Title: title, Path: r.URL.Path, Section: section, Version: s.Version, Flash: r.flash.component()}
	if r.who.SignedIn() {
		p.Person = &component.Person{
			ID: strconv.FormatInt(r.who.ID, 10), Name: r.who.Name, Role: r.who.Role.Label(),
			Approves: access.May(r.who, access.Decide) == nil, Admin: access.May(r.who, access.Administer) == nil,
		}
	}
	return p
}
