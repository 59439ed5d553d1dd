package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
)

const gaps = "address-technical-gaps"

// newEditions is the site with two editions of the playbook and a draft.
func newEditions(t *testing.T) *demo {
	t.Helper()
	d := newSite(t)
	d.as("editor", access.Admin)
	d.as("reader", access.Engineer)
	d.publish("editor",
		"|4096|Microsoft Edge Site Discovery|O|", "|4096|Microsoft Edge Site Discovery|M|",
		"20,000 seats or more", "10,000 seats or more",
		"- Prepare the pilot users and groups.", "- Prepare the pilot users, groups and <licences>.",
	)
	by, err := d.store.PersonByDemo(t.Context(), "editor")
	d.must(err)
	_, err = d.store.EditDraft(t.Context(), gaps, 0, "Task 4101 taken out", func(c playbook.Catalog) (playbook.Catalog, error) {
		from, to, _ := strings.Cut(string(c.Source), "| 4101 |")
		_, rest, _ := strings.Cut(to, "\n")
		c.Source = []byte(from + rest)
		return c, nil
	}, by.Actor, d.now)
	d.must(err)
	return d
}

func TestDifferencePages(t *testing.T) {
	t.Parallel()
	d := newEditions(t)
	for _, c := range []struct{ path, says, not string }{
		{"difference", "is mandatory now; it was optional", "is retired"},
		{"difference?from=1&to=2", "<del>20,000</del><ins>10,000</ins> seats or more", ""},
		{"difference?from=2&to=1", "is mandatory now; it was optional", ""},
		{"difference?from=1&to=2", "1 task changed", "Nothing differs"},
		{"difference?from=1&to=2", "&lt;licences&gt;", "<licences>"},
		{"difference?from=1&to=2", "Enterprise Additional Benefit Remediation, line", ""},
		{"difference?from=2&to=2", "Nothing differs by meaning", "As a patch"},
		{"difference?to=1", "Nothing came before", ""},
		{"difference?from=1&to=2&skip=999999999999", "is mandatory now", ""},
	} {
		got := d.get("reader", "/playbooks/"+gaps+"/"+c.path, "Accept-Encoding", "identity").Body.String()
		if !strings.Contains(got, c.says) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s does not say %q, or says %q", c.path, c.says, c.not)
		}
	}
}

func TestDifferenceOfTheDraftIsForEditors(t *testing.T) {
	t.Parallel()
	d := newEditions(t)
	for path, says := range map[string]string{
		"draft/difference":        "Task 4101 “Replace Security Default Policies with CA Policies for Migrations” is retired",
		"draft/difference?from=1": "is mandatory now",
	} {
		if got := d.get("editor", "/playbooks/"+gaps+"/"+path, "Accept-Encoding", "identity").Body.String(); !strings.Contains(got, says) {
			t.Errorf("%s does not say %q", path, says)
		}
		if w := d.answer(d.ask("reader", http.MethodGet, "/playbooks/"+gaps+"/"+path)); w.Code != http.StatusNotFound {
			t.Errorf("%s answers a reader with %d", path, w.Code)
		}
	}
	if w := d.answer(d.ask("reader", http.MethodGet, "/playbooks/"+gaps+"/difference.patch?from=1&to=draft")); w.Code != http.StatusNotFound {
		t.Errorf("the draft's patch answers a reader with %d", w.Code)
	}
	if got := d.get("reader", "/playbooks/"+gaps+"/difference", "Accept-Encoding", "identity").Body.String(); strings.Contains(got, "The draft") {
		t.Error("a reader may choose the draft")
	}
	for from, to := range map[string]string{
		"difference?from=1&to=draft": "draft/difference?from=1", "difference?from=draft&to=2": "draft/difference?from=2",
		"difference?from=draft&to=draft": "draft/difference",
	} {
		w := d.answer(d.ask("editor", http.MethodGet, "/playbooks/"+gaps+"/"+from))
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != "/playbooks/"+gaps+"/"+to {
			t.Errorf("%s leads to %q", from, got)
		}
	}
}

func TestDifferenceOfWhatIsNot(t *testing.T) {
	t.Parallel()
	d := newEditions(t)
	for _, path := range []string{"difference?from=9", "difference?from=x", "difference?to=-1", "difference.patch?from=1&to=9", "difference.patch?to=1", "draft/difference?from=9",
		"draft/difference?from=draft"} {
		if w := d.answer(d.ask("editor", http.MethodGet, "/playbooks/"+gaps+"/"+path)); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := d.answer(d.ask("editor", http.MethodGet, "/playbooks/none/difference")); w.Code != http.StatusNotFound {
		t.Errorf("no such playbook: %d", w.Code)
	}
	if w := d.answer(d.ask("", http.MethodGet, "/playbooks/"+gaps+"/difference")); w.Code != http.StatusSeeOther {
		t.Errorf("nobody: %d", w.Code)
	}
}

func TestDifferenceAsAPatch(t *testing.T) {
	t.Parallel()
	d := newEditions(t)
	w := d.get("editor", "/playbooks/"+gaps+"/difference.patch?from=1&to=draft", "Accept-Encoding", "identity")
	got := w.Body.String()
	if !strings.HasPrefix(got, "--- 1/"+gaps+".md\n+++ draft/"+gaps+".md\n@@ -") || !strings.Contains(got, "\n-| 4101 |") ||
		!strings.Contains(w.Header().Get("Content-Disposition"), gaps+"-1-draft.patch") {
		t.Errorf("%v\n%s", w.Header(), got)
	}
}

// TestDifferenceOfALargeDraftIsBounded compares a file of which every line of a
// thousand rows was changed.
func TestDifferenceOfALargeDraftIsBounded(t *testing.T) {
	t.Parallel()
	d := newEditions(t)
	by, err := d.store.PersonByDemo(t.Context(), "editor")
	d.must(err)
	_, err = d.store.EditDraft(t.Context(), gaps, 1, "Many tasks", func(c playbook.Catalog) (playbook.Catalog, error) {
		var rows strings.Builder
		for i := range 2000 {
			fmt.Fprintf(&rows, "| %d | A task | O | SME | Edge |\n", 90_000+i)
		}
		c.Source = []byte(strings.Replace(string(c.Source), "|4096|", rows.String()+"|4096|", 1))
		return c, nil
	}, by.Actor, d.now)
	d.must(err)
	got := d.get("editor", "/playbooks/"+gaps+"/draft/difference", "Accept-Encoding", "identity").Body.String()
	if !strings.Contains(got, "Differences 1–200 of 2,001") || !strings.Contains(got, " lines more. The patch has them all.") || len(got) > 1<<20 {
		_, pager, _ := strings.Cut(got, "Differences ")
		t.Errorf("%d bytes, differences %.30s", len(got), pager)
	}
	if next := d.get("editor", "/playbooks/"+gaps+"/draft/difference?from=2&skip=2000", "Accept-Encoding", "identity").Body.String(); !strings.Contains(next, "Differences 2001–2001 of 2,001") {
		t.Error("the last page is another")
	}
}

// TestDifferenceIsOneRoundTrip counts them once the editions were read.
func TestDifferenceIsOneRoundTrip(t *testing.T) {
	t.Parallel()
	d := newEditions(t)
	for path, as := range map[string]string{"difference?from=1&to=2": "reader", "draft/difference": "editor"} {
		r := d.ask(as, http.MethodGet, "/playbooks/"+gaps+"/"+path)
		if n := d.trips.during(func() { d.answer(r) }); n != 1 {
			t.Errorf("%s takes %d round trips", path, n)
		}
	}
}

func TestDifferenceOfATypedDraftThatCannotBeRead(t *testing.T) {
	t.Parallel()
	d := newEditions(t)
	by, err := d.store.PersonByDemo(t.Context(), "editor")
	d.must(err)
	draft, err := d.store.Draft(t.Context(), gaps, by.Actor)
	d.must(err)
	_, err = d.store.TypeDraft(t.Context(), gaps, postgres.Typing{Seen: draft.Version, Text: strings.Replace(string(draft.Source), "## Overview", "## Overlook", 1)}, by.Actor, d.now)
	d.must(err)
	got := d.get("editor", "/playbooks/"+gaps+"/draft/difference", "Accept-Encoding", "identity").Body.String()
	for _, says := range []string{"is retired; nothing replaces it", "The Markdown as typed cannot be read.", "## Overlook"} {
		if !strings.Contains(got, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
}
