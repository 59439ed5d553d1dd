package server

import (
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// approvals lists what waits for a manager: to managers all of it, to others
// what they asked for.
func (s *server) approvals(r *request) (reply, error) {
	all, err := list(s, r, func() ([]postgres.Approval, error) { return r.visit.Approvals(r.Context()) })
	if err != nil {
		return reply{}, err
	}
	v := approvalView(all, r.who, r.now)
	v.Page = s.layout(r, "Approvals", component.Approvals)
	return show(page.Approvals(v))
}
