package webtest

import (
	"strings"

	"gaptrack/playbooks"
)

// refuseImport sends a file that is no playbook.
func (t *Tab) refuseImport() error {
	if err := t.Fill("Or its text", "# Not a playbook"); err != nil {
		return err
	}
	if err := t.Press("Import this file"); err != nil {
		return err
	}
	return t.Sees("cannot be read as a playbook")
}

// importNewMonth renames a task in the draft, and sends a file that renamed it in
// another way. A second time it waits already.
func (t *Tab) importNewMonth() error {
	if waits, err := Eval[bool](t, `document.body.innerText.includes("Waits to be merged")`); err != nil || waits {
		return err
	}
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		return err
	}
	here, err := t.Path()
	if err != nil {
		return err
	}
	if err := t.Go(strings.TrimSuffix(here, "/import") + "?edit=task-4096#task-4096"); err != nil {
		return err
	}
	if err := t.Fill("Task", "Site discovery with Edge"); err != nil {
		return err
	}
	if err := t.Press("Save"); err != nil {
		return err
	}
	if err := t.Go(here); err != nil {
		return err
	}
	march := strings.NewReplacer("Microsoft Edge Site Discovery", "Microsoft Edge Browser Discovery", "- Pilot users", "- All pilot users").Replace(string(source))
	if _, err := Eval[bool](t, `(e => { e.value = `+quoted(march)+`; return true })(document.querySelector("textarea[name=text]"))`); err != nil {
		return err
	}
	if err := t.Press("Import this file"); err != nil {
		return err
	}
	return t.Sees("Waits to be merged")
}
