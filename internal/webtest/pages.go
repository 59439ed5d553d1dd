package webtest

import (
	"fmt"
)

// Page is a page of the demo that a reader may open.
type Page struct {
	Name string // of its picture
	As   string // who opens it, as the demo sign-in names them; empty for nobody
	Path string
}

// Pages lists every page of the demo at least once, in the states in which it
// looks different. The tab must be signed in as nobody; it finds the
// engagements by their customers.
func Pages(t *Tab) ([]Page, error) {
	if err := t.SignIn("admin"); err != nil {
		return nil, err
	}
	var err error
	of := func(customer, page string) string {
		id, e := t.engagement(customer)
		if e != nil && err == nil {
			err = e
		}
		return fmt.Sprintf("/engagements/%s%s", id, page)
	}
	pages := []Page{
		{"login", "", "/login"},
		{"work-engineer", "engineer", "/"},
		{"work-manager", "manager", "/"},
		{"work-sme", "sme", "/"},
		{"portfolio", "engineer", "/engagements"},
		{"portfolio-empty", "engineer", "/engagements?q=nobody+of+this+name"},
		{"portfolio-filtered", "manager", "/engagements?q=o&sort=-seats"},
		{"create", "engineer", "/engagements/new"},
		{"create-scope", "engineer", "/engagements/new?customer=Quillon&seats=12000&motion=RFA&services=Exchange&services=MDATP"},
		{"overview-ready", "engineer", of("Nordlys", "")},
		{"overview-stuck", "engineer", of("Tamarack", "")},
		{"overview-exception", "manager", of("Vellacott", "")},
		{"overview-exited", "manager", of("Calder", "")},
		{"facts", "engineer", of("Harbour", "/facts")},
		{"inputs", "engineer", of("Harbour", "/inputs")},
		{"outputs", "engineer", of("Harbour", "/outputs")},
		{"exceptions", "engineer", of("Vellacott", "/exceptions")},
		{"tasks", "engineer", of("Harbour", "/tasks")},
		{"task", "engineer", of("Tamarack", "/tasks/4080")},
		{"task-review", "engineer", of("Tamarack", "/tasks/3190")},
		{"task-out-of-scope", "engineer", of("Tamarack", "/tasks/3208")},
		{"checklist", "engineer", of("Harbour", "/checklist")},
		{"checklist-long", "engineer", of("Padma", "/checklist")},
		{"checklist-new", "engineer", of("Harbour", "/checklist/new")},
		{"item", "engineer", of("Harbour", "/checklist/1")},
		{"checkpoints", "engineer", of("Ika-Roa", "/checkpoints")},
		{"checkpoint-closed", "engineer", of("Tamarack", "/checkpoints/1")},
		{"exit", "engineer", of("Tamarack", "/exit")},
		{"exit-waiting", "manager", of("Quillon", "/exit")},
		{"exit-ready", "engineer", of("Nordlys", "/exit")},
		{"exit-approved", "manager", of("Calder", "/exit")},
		{"exit-returned", "engineer", of("Baudelle", "/exit")},
		{"history", "engineer", of("Tamarack", "/history")},
		{"approvals", "manager", "/approvals"},
		{"playbooks", "engineer", "/playbooks"},
		{"playbook", "engineer", "/playbooks/address-technical-gaps"},
		{"people", "admin", "/admin/people"},
		{"not-found", "engineer", "/engagements/999999"},
	}
	return pages, err
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

// engagement gives the number of the engagement of a customer.
func (t *Tab) engagement(customer string) (string, error) {
	if err := t.Go("/engagements?view=all&q=" + customer); err != nil {
		return "", err
	}
	id, err := Eval[string](t, `([...document.querySelectorAll("main a[href]")].map(a => a.getAttribute("href").match(/^\/engagements\/(\d+)$/)).find(m => m) || ["", ""])[1]`)
	if err != nil || id == "" {
		return "", fmt.Errorf("no engagement of %s in the demo: %w", customer, err)
	}
	return id, nil
}
