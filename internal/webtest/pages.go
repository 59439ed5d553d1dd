package webtest

import (
	"errors"
	"fmt"
	"time"
)

// Page is a page of the demo that a reader may open.
type Page struct {
	Name string // of its picture
	As   string // who opens it, as the demo sign-in names them; empty for nobody
	Path string
	Act  func(*Tab) error // done on the page before it is looked at, and again each time
}

// demoPages are the pages of the demo; where a customer is named, the path is
// below that of their engagement.
var demoPages = []struct{ name, as, customer, path string }{
	{"login", "", "", "/login"},
	{"login-refused", "", "", "/login"},
	{"work-engineer", "engineer", "", "/"},
	{"work-manager", "manager", "", "/"},
	{"work-sme", "sme", "", "/"},
	{"work-architect", "architect", "", "/"},
	{"portfolio", "engineer", "", "/engagements"},
	{"portfolio-empty", "engineer", "", "/engagements?q=nobody+of+this+name"},
	{"portfolio-filtered", "manager", "", "/engagements?q=o&sort=-seats"},
	{"create", "engineer", "", "/engagements/new"},
	{"create-refused", "engineer", "", "/engagements/new"},
	{"create-scope", "engineer", "", "/engagements/new?customer=Quillon&seats=12000&motion=RFA&services=Exchange&services=MDATP"},
	{"overview-ready", "engineer", "Nordlys", ""},
	{"overview-stuck", "engineer", "Tamarack", ""},
	{"overview-exception", "manager", "Vellacott", ""},
	{"overview-exited", "manager", "Calder", ""},
	{"facts", "engineer", "Harbour", "/facts"},
	{"inputs", "engineer", "Harbour", "/inputs"},
	{"outputs", "engineer", "Harbour", "/outputs"},
	{"outputs-returned", "engineer", "Baudelle", "/outputs"},
	{"exceptions", "engineer", "Vellacott", "/exceptions"},
	{"tasks", "engineer", "Harbour", "/tasks"},
	{"task", "engineer", "Tamarack", "/tasks/4080"},
	{"task-conflict", "engineer", "Tamarack", "/tasks/4080"},
	{"task-review", "engineer", "Tamarack", "/tasks/3190"},
	{"task-out-of-scope", "engineer", "Tamarack", "/tasks/3208"},
	{"checklist", "engineer", "Harbour", "/checklist"},
	{"checklist-long", "engineer", "Padma", "/checklist"},
	{"checklist-filtered", "engineer", "Padma", "/checklist?severity=Critical&state=open"},
	{"checklist-new", "engineer", "Harbour", "/checklist/new"},
	{"item", "engineer", "Harbour", "/checklist/1"},
	{"item-blocked", "engineer", "Tamarack", "/checklist/26"},
	{"item-risk-ending", "engineer", "Tamarack", "/checklist/24"},
	{"item-returned", "engineer", "Baudelle", "/checklist/9"},
	{"checkpoints", "engineer", "Ika-Roa", "/checkpoints"},
	{"contacts", "engineer", "Nordlys", "/contacts"},
	{"checkpoint-planned", "engineer", "Nordlys", "/checkpoints/8"},
	{"checkpoint-meeting", "engineer", "Harbour", "/checkpoints/6"},
	{"meeting-item", "engineer", "Harbour", "/checkpoints/6?on=item-6"},
	{"meeting-promise", "engineer", "Harbour", "/checkpoints/6?on=promise-3"},
	{"meeting-point", "engineer", "Harbour", "/checkpoints/6?on=point-1"},
	{"meeting-unsent", "engineer", "Harbour", "/checkpoints/6"},
	{"meeting-keys", "engineer", "Harbour", "/checkpoints/6?on=item-6"},
	{"meeting-long", "engineer", "Padma", "/checkpoints"},
	{"checkpoint-closed", "engineer", "Tamarack", "/checkpoints/1"},
	{"checkpoint-minutes", "engineer", "Harbour", "/checkpoints/5"},
	{"exit", "engineer", "Tamarack", "/exit"},
	{"exit-waiting", "manager", "Quillon", "/exit"},
	{"exit-ready", "engineer", "Nordlys", "/exit"},
	{"exit-approved", "manager", "Calder", "/exit"},
	{"proof", "manager", "Calder", "/exit/1/proof"},
	{"exit-returned", "engineer", "Baudelle", "/exit"},
	{"handover", "engineer", "Calder", "/handover"},
	{"handover-open", "engineer", "Tamarack", "/handover"},
	{"history", "engineer", "Tamarack", "/history"},
	{"history-as-of", "engineer", "Tamarack", "/history/as-of?checkpoint=2"},
	{"history-as-of-tasks", "engineer", "Tamarack", "/history/40/tasks"},
	{"history-as-of-checklist", "engineer", "Tamarack", "/history/40/checklist"},
	{"history-as-of-exited", "manager", "Calder", "/history/as-of?on=" + time.Now().UTC().AddDate(0, 0, -2).Format(time.DateOnly)},
	{"history-compare", "engineer", "Tamarack", "/history/compare?from=checkpoint-1"},
	{"history-compare-same", "engineer", "Tamarack", "/history/compare?from=now"},
	{"account", "engineer", "", "/account"},
	{"account-calendar", "engineer", "", "/account"},
	{"approvals", "manager", "", "/approvals"},
	{"playbooks", "engineer", "", "/playbooks"},
	{"playbook", "engineer", "", "/playbooks/address-technical-gaps"},
	{"playbook-editor", "admin", "", "/playbooks/address-technical-gaps"},
	{"playbook-edition", "engineer", "", "/playbooks/address-technical-gaps/editions/1"},
	{"playbook-editions", "engineer", "", "/playbooks/address-technical-gaps/editions"},
	{"draft-rules", "admin", "", "/playbooks/address-technical-gaps/draft/rules"},
	{"draft-rules-refused", "admin", "", "/playbooks/address-technical-gaps/draft/rules"},
	{"draft-rules-try", "admin", "", "/playbooks/address-technical-gaps/draft/rules?seats=12000&motion=RFA&services=Exchange&services=MDATP"},
	{"feedback-ask", "engineer", "", "/playbooks/address-technical-gaps/feedback?task=4080"},
	{"feedback-ask-refused", "engineer", "", "/playbooks/address-technical-gaps/feedback"},
	{"feedback-mine", "engineer", "", "/feedback"},
	{"feedback-mine-empty", "manager2", "", "/feedback"},
	{"feedback-question", "engineer", "", "/feedback/2"},
	{"feedback-inbox", "admin", "", "/admin/feedback"},
	{"feedback-inbox-done", "admin", "", "/admin/feedback?state=done"},
	{"feedback-answer", "admin", "", "/admin/feedback/3"},
	{"feedback-answered", "admin", "", "/admin/feedback/2"},
	{"feedback-done", "admin", "", "/admin/feedback/1"},
	{"difference-first", "engineer", "", "/playbooks/address-technical-gaps/difference"},
	{"draft-difference", "admin", "", "/playbooks/address-technical-gaps/draft/difference"},
	{"structure", "admin", "", "/playbooks/address-technical-gaps/draft"},
	{"structure-task", "admin", "", "/playbooks/address-technical-gaps/draft?edit=task-4080#task-4080"},
	{"structure-conflict", "admin", "", "/playbooks/address-technical-gaps/draft?edit=task-4101#task-4101"},
	{"structure-refused", "admin", "", "/playbooks/address-technical-gaps/draft?edit=new-task-4#activity-4"},
	{"structure-activity", "admin", "", "/playbooks/address-technical-gaps/draft?edit=activity-3#activity-3"},
	{"structure-retire", "admin", "", "/playbooks/address-technical-gaps/draft?edit=retire-4080#task-4080"},
	{"import", "admin", "", "/playbooks/address-technical-gaps/draft/import"},
	{"import-refused", "admin", "", "/playbooks/address-technical-gaps/draft/import"},
	{"playbook-new", "admin", "", "/playbooks/import"},
	{"edition", "engineer", "Harbour", "/edition"},
	{"edition-exited", "manager", "Calder", "/edition"},
	{"moves", "admin", "", "/playbooks/address-technical-gaps/moves"},
	{"draft-impact", "admin", "", "/playbooks/address-technical-gaps/draft/impact"},
	{"people", "admin", "", "/admin/people"},
	{"privacy", "admin", "", "/admin/privacy"},
	{"privacy-tried", "admin", "", "/admin/privacy?days=1"},
	{"privacy-contact", "admin", "", "/admin/privacy/person?name=A.+Finch"},
	{"privacy-account", "admin", "", "/admin/privacy/person?name=R.+Osei"},
	{"privacy-nobody", "admin", "", "/admin/privacy/person?name=Nobody+Here"},
	{"privacy-refused", "admin", "", "/admin/privacy/person?name=x"},
	{"settings", "admin", "", "/admin/settings"},
	{"settings-none", "admin", "", "/admin/settings?state=failed"},
	{"mail", "admin", "", "/admin/settings/mails/1"},
	{"forbidden", "engineer", "", "/admin/people"},
	{"not-found", "engineer", "", "/engagements/999999"},
	{"import-conflict", "admin", "", "/playbooks/address-technical-gaps/draft/import"}, // it begins a draft
	{"draft-markdown", "admin", "", "/playbooks/address-technical-gaps/draft/markdown"},
	{"draft-publish", "admin", "", "/playbooks/address-technical-gaps/draft/publish"},
	{"draft-markdown-conflict", "admin", "", "/playbooks/address-technical-gaps/draft/markdown"},
	{"draft-publish-refused", "admin", "", "/playbooks/address-technical-gaps/draft/publish"},
	{"draft-markdown-problems", "admin", "", "/playbooks/address-technical-gaps/draft/markdown"}, // leaves it so: it is the last
}

// Pages lists every page of the demo at least once, in the states in which it
// looks different. It finds the engagements by their customers, and leaves the
// tab signed in as admin.
func Pages(t *Tab) ([]Page, error) {
	if err := t.SignIn("admin"); err != nil {
		return nil, err
	}
	var pages []Page
	engagements := map[string]string{"": ""}
	for _, p := range demoPages {
		if _, known := engagements[p.customer]; !known {
			path, err := t.engagement(p.customer)
			if err != nil {
				return nil, err
			}
			engagements[p.customer] = path
		}
		pages = append(pages, Page{Name: p.name, As: p.as, Path: engagements[p.customer] + p.path, Act: pageActs[p.name]})
	}
	return pages, nil
}

// SignIn signs in by the demo button of a role, in place of who was.
func (t *Tab) SignIn(as string) error {
	if err := t.Go("/login"); err != nil {
		return err
	}
	script := `(() => { const f = document.createElement("form"); f.method = "post"; f.action = "/logout"; document.body.append(f); f.submit(); return true })()`
	if path, err := t.Path(); err != nil {
		return err
	} else if path != "/login" { // somebody is signed in
		if _, err := Eval[bool](t, script); err != nil {
			return err
		}
		if err := t.wait("sign-in page", `location.pathname === "/login" && document.readyState === "complete"`); err != nil {
			return err
		}
	}
	if as == "" {
		return nil
	}
	label := map[string]string{
		"engineer": "Engineer", "engineer2": "Second engineer", "sme": "SME", "architect": "Architect",
		"manager": "Manager", "manager2": "Second manager", "admin": "Administrator",
	}[as]
	if err := t.Press(label); err != nil {
		return err
	}
	return t.wait("page behind the sign-in", `location.pathname !== "/login" && document.readyState === "complete"`)
}

// engagement gives the path of the engagement of a customer.
func (t *Tab) engagement(customer string) (string, error) {
	if err := t.Go("/engagements?view=all&q=" + customer); err != nil {
		return "", err
	}
	path, err := Eval[string](t, `([...document.querySelectorAll("main a[href]")].map(a => a.getAttribute("href")).find(h => /^\/engagements\/\d+$/.test(h)) || "")`)
	if err == nil && path == "" {
		err = errors.New("there is none")
	}
	if err != nil {
		return "", fmt.Errorf("find the engagement of %s in the demo: %w", customer, err)
	}
	return path, nil
}
