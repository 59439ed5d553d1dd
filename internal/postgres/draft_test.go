package postgres

import (
	"bytes"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

const gaps = "address-technical-gaps"

func replaced(from, to string) func(playbook.Catalog) (playbook.Catalog, error) {
	return func(c playbook.Catalog) (playbook.Catalog, error) {
		c.Source = bytes.Replace(c.Source, []byte(from), []byte(to), 1)
		return c, nil
	}
}

func TestDraftBeginsAsTheNewestEdition(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d, err := o.Draft(t.Context(), gaps, o.admin)
	must(t, err)
	if d.Begun || len(d.Source) == 0 || !bytes.Equal(d.Source, d.Edition.Source) {
		t.Fatalf("begun %v, %d bytes", d.Begun, len(d.Source))
	}
	saved, err := o.EditDraft(t.Context(), gaps, d.Version, "Overview changed", replaced("technical assessment", "assessment"), o.admin, now)
	must(t, err)
	if !saved.Begun || saved.Version != d.Version+1 {
		t.Errorf("saved as %d, begun %v", saved.Version, saved.Begun)
	}
	again, err := o.Draft(t.Context(), gaps, o.admin)
	must(t, err)
	if !bytes.Equal(again.Source, saved.Source) || again.What != "Overview changed" || !again.At.Equal(saved.At) || again.Edition.Number != 1 {
		t.Errorf("read again: version %d, %q", again.Version, again.What)
	}
}

func TestDraftIsForWhoMayEdit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, by := range []access.Actor{o.engineer, o.manager, o.stranger} {
		if _, err := o.Draft(t.Context(), gaps, by); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s read the draft: %v", by.Role, err)
		}
		if _, err := o.EditDraft(t.Context(), gaps, 0, "x", replaced("a", "b"), by, now); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s edited the draft: %v", by.Role, err)
		}
	}
	if _, err := o.Draft(t.Context(), "no-such-playbook", o.admin); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no such playbook: %v", err)
	}
}
