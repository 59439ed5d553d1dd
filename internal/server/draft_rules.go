package server

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) draftRulesRoutes(r chi.Router) {
	r.Get("/rules", s.editor(s.draftRules))
	r.Post("/rules", s.editor(s.changeDraftRules))
}

// The parts of the page, each with a form of its own; partField tells which one is
// sent.
const (
	partField     = "part"
	rulesPart     = "rules"
	servicesPart  = "services"
	rolesPart     = "roles"
	examplesPart  = "examples"
	onExamplePart = "example"
)

// draftRules shows what stands beside a draft's document; to the script of the box
// in which facts are tried it gives the scope alone.
func (s *server) draftRules(r *request, d *postgres.Draft) (reply, error) {
	if r.partial() {
		p, err := d.Parse()
		if err != nil {
			return reply{}, unreadDraft()
		}
		return show(page.Tried(triedScope(d, p, r.form)))
	}
	return show(page.DraftRulesPage(s.draftRulesView(r, d, nil)))
}

func unreadDraft() error {
	return fault.New(fault.Conflict, "The document of the draft cannot be read. Mend its Markdown first.")
}

// changeDraftRules saves one part of the page.
func (s *server) changeDraftRules(r *request, d *postgres.Draft) (reply, error) {
	edit, what, err := besideEdit(r.form)
	if err != nil {
		return reply{}, err
	}
	back := route.Draft(d.Slug, "rules") + "#" + besideParts[r.form.Get(partField)].anchor
	if edit == nil {
		return done(back, "Nothing was changed.")
	}
	seen, err := r.form.seen()
	if err == nil {
		err = r.form.err()
	}
	if err == nil {
		_, err = s.Store.EditDraft(r.Context(), d.Slug, seen, what, func(c playbook.Catalog) (playbook.Catalog, error) { return c.Edit(edit) }, r.who, r.now)
	}
	if err != nil {
		return s.refuseRules(r, err)
	}
	return done(back, "Saved in the draft: "+what+".")
}

// besidePart is a part of the page that is one text of lines.
type besidePart struct {
	anchor, what string
	hint         string
	edit         func(text, was string) playbook.Edit
}

var besideParts = map[string]besidePart{
	servicesPart:  {"services-list", "list of services", "Behind “=” comes what it is or was also called: Defender for Endpoint = MDATP / Microsoft Defender ATP.", func(text, was string) playbook.Edit { return playbook.SetServices{Text: text, Was: was} }},
	rolesPart:     {"roles-list", "list of roles", "Behind “=” comes what it is or was also called: FastTrack Architect = FastTrack Architect v2.", func(text, was string) playbook.Edit { return playbook.SetRoles{Text: text, Was: was} }},
	examplesPart:  {"scope-examples", "scope examples", "", func(text, was string) playbook.Edit { return playbook.SetExamples{Text: text, Was: was} }},
	onExamplePart: {"scope-examples", "one more scope example", "", func(text, _ string) playbook.Edit { return playbook.AddExample{Text: text} }},
	rulesPart:     {anchor: "conditions"},
}

// besideEdit reads what a form asks for, and says it in words. The edit is nil where
// the form brings back what it was drawn with.
func besideEdit(f form) (playbook.Edit, string, error) {
	name := f.Get(partField)
	part, known := besideParts[name]
	switch {
	case !known:
		return nil, "", fault.New(fault.Invalid, "What this form is about cannot be told. Open the page again.")
	case name == rulesPart:
		return ruleEdit(f)
	case f.Has("drawn") && f.Get("drawn") == strings.ReplaceAll(f.Get(name), "\r\n", "\n"):
		return nil, "", nil
	}
	return part.edit(f.Get(name), f.Get("was")), part.what, nil
}

// ruleEdit reads the rules of a form; the edit is nil where none is another than the
// form was drawn with.
func ruleEdit(f form) (playbook.Edit, string, error) {
	rules := rulesOf(f)
	var changed []string
	for _, r := range rules {
		if strings.TrimSpace(r.If) != r.Was {
			changed = append(changed, "“"+r.Activity+"”")
		}
	}
	switch len(changed) {
	case 0:
		return nil, "", nil
	case 1:
		return rules, "rule of " + changed[0], nil
	}
	return rules, fmt.Sprintf("rules of %d activities", len(changed)), nil
}

// mostRules bounds how many activities one form can be about.
const mostRules = 2000

// rulesOf reads the rules that a form sends, each with the one that it was drawn
// with.
func rulesOf(f form) playbook.SetRules {
	var rules playbook.SetRules
	for i := range mostRules {
		n := strconv.Itoa(i)
		if !f.Has("activity_" + n) {
			break
		}
		rules = append(rules, playbook.SetRule{Activity: f.Get("activity_" + n), If: f.Get("if_" + n), Was: f.Get("was_" + n)})
	}
	return rules
}

// refuseRules answers a form that was not taken: with the mistakes marked in what
// was typed or, where others changed the same, side by side.
func (s *server) refuseRules(r *request, err error) (reply, error) {
	var f *fault.Error
	if !errors.As(err, &f) || len(f.Fields)+len(f.Clashes) == 0 {
		return reply{}, err
	}
	d, again := s.draft(r)
	if again != nil {
		return reply{}, again
	}
	if len(f.Clashes) > 0 {
		return s.rulesConflict(r, d, f)
	}
	return refused(page.DraftRulesPage(s.draftRulesView(r, d, component.Errors(f.Fields))))
}

// rulesConflict shows what both changed in a draft. What is chosen is meant for what
// stands now, so each field carries that as what it was.
func (s *server) rulesConflict(r *request, d *postgres.Draft, f *fault.Error) (reply, error) {
	typed := maps.Clone(r.form.Values)
	typed.Set("version", strconv.Itoa(d.Version))
	v := component.Conflict{
		Text:   fmt.Sprintf("%s changed the same while this was open. Choose what to keep.", whoElse(r, r.visit.People(), int64(d.By))),
		Action: r.URL.Path, Cancel: component.Link{Text: "Keep theirs and go back", URL: r.URL.Path},
	}
	for _, c := range f.Clashes {
		typed.Del("drawn")
		typed.Set(wasField(c.Name), c.Theirs)
		v.Fields = append(v.Fields, component.ConflictField{
			Name: c.Name, Label: clashLabel(c.Name, typed), Original: plainSide(c.Original), Theirs: plainSide(c.Theirs), Yours: plainSide(c.Yours),
		})
	}
	v.Hidden = append([]component.Hidden{{Name: "version", Value: strconv.Itoa(d.Version)}}, besides(f, typed)...)
	layout := s.layout(r, draftTitle(d)+": choose what to keep", component.Playbooks)
	return reply{status: http.StatusConflict, body: page.Conflict(layout, v)}, nil
}

// wasField names the field that carries what another one was drawn with.
func wasField(name string) string {
	if n, rule := strings.CutPrefix(name, "if_"); rule {
		return "was_" + n
	}
	return "was"
}

func clashLabel(name string, typed url.Values) string {
	if n, rule := strings.CutPrefix(name, "if_"); rule {
		return "Rule of “" + typed.Get("activity_"+n) + "”"
	}
	return labelOf(name)
}

func plainSide(value string) component.ConflictSide {
	return component.ConflictSide{Value: value, Text: value}
}
