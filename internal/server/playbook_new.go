package server

import (
	"net/http"
	"strings"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// newPlaybook shows the form for a playbook that is not there yet.
func (s *server) newPlaybook(r *request) (reply, error) {
	return show(page.NewPlaybook(s.newPlaybookView(r)))
}

func (s *server) newPlaybookView(r *request) page.NewPlaybookView {
	v := page.NewPlaybookView{Up: component.Link{Text: "Playbooks", URL: route.Playbooks}, Upload: uploadForm(r, route.ImportPlaybook)}
	v.Page = s.layout(r, "New playbook", component.Playbooks)
	v.Upload.Title, v.Upload.Submit = "Its file", component.Button{Text: "Publish the first edition", Kind: component.Primary}
	v.Upload.Slug = &component.Field{
		Name: "slug", Label: "Name in addresses", Value: r.form.Get("slug"), MaxLength: 100, Size: component.Medium,
		Hint: "Such as enable-services. Left empty, the file's name tells.",
	}
	return v
}

// importPlaybook publishes the first edition of a playbook.
func (s *server) importPlaybook(r *request) (reply, error) {
	u, err := uploadOf(r)
	slug := strings.TrimSpace(r.form.Get("slug"))
	if slug == "" {
		slug = playbook.Slug(u.name)
	}
	if err == nil {
		_, err = s.Store.ImportNew(r.Context(), slug, u.name, u.source, u.includes, r.who, r.now)
	}
	if fault.KindOf(err) == fault.Invalid {
		v := s.newPlaybookView(r)
		u.refused(&v.Upload, err)
		return reply{status: http.StatusUnprocessableEntity, body: page.NewPlaybook(v)}, nil
	}
	if err != nil {
		return reply{}, err
	}
	return done(route.Playbook(slug), "The playbook is published as its first edition.")
}
