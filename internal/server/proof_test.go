package server_test

import (
	"net/http"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/proof"
	"gaptrack/internal/route"
)

const (
	exitedCustomer = "Calder & Wray LLP"
	proofPath      = "/exit/1/proof"
)

// What is downloaded is the proof, and the keys that anybody can get are its own.
func TestProofCanBeCheckedByAStranger(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	published := d.get("", route.Keys)
	if h := published.Header(); h.Get("Content-Type") != "application/json" || h.Get("Cache-Control") != "public, max-age=300" {
		t.Errorf("the keys are sent as %v", h)
	}
	keys, err := proof.ReadKeys(published.Body.Bytes())
	d.must(err)
	w := d.get("manager", d.path(exitedCustomer, proofPath+".json"), "Accept-Encoding", "identity")
	if h := w.Header(); h.Get("Content-Disposition") == "" || h.Get("Content-Type") != "application/json" || h.Get("Cache-Control") != "no-store" {
		t.Errorf("the file is sent as %v", h)
	}
	signed, err := proof.Read(w.Body.Bytes())
	d.must(err)
	if problems := signed.Check(keys); len(problems) > 0 {
		t.Fatal(problems)
	}
	page := d.get("manager", d.path(exitedCustomer, proofPath), "Accept-Encoding", "identity").Body.String()
	for _, want := range []string{"This proof holds", signed.Key, signed.Hash(), "Approved by", "Remediation checklist", "Conditions",
		signed.Part("facts").Get("time_zone"), signed.Part("event").Get("hash"), "Download the signed file"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if exit := d.get("manager", d.path(exitedCustomer, "/exit"), "Accept-Encoding", "identity").Body.String(); !strings.Contains(exit, d.path(exitedCustomer, proofPath)) {
		t.Error("the exit's page does not lead to the proof")
	}
}

func TestProofPageIsOneRoundTrip(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	path := d.path(exitedCustomer, proofPath)
	r := d.ask("manager", http.MethodGet, path)
	if got := d.trips.during(func() { d.answer(r) }); got != 1 {
		t.Errorf("%d round trips", got)
	}
	seen := d.get("manager", path).Header().Get("ETag")
	if w := d.get("manager", path, "If-None-Match", seen); w.Code != http.StatusNotModified {
		t.Errorf("unchanged it is answered with %d", w.Code)
	}
}

func TestProofsThatAreNot(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.as("stranger", access.Engineer)
	for path, as := range map[string]string{
		d.path(exitedCustomer, proofPath):            "stranger",
		d.path(exitedCustomer, proofPath+".json"):    "stranger",
		d.path(exitedCustomer, "/exit/9/proof"):      "manager",
		d.path(exitedCustomer, "/exit/0/proof"):      "manager",
		d.path(exitedCustomer, "/exit/x/proof.json"): "manager",
		d.path(harbour, "/exit/1/proof"):             "manager",
		route.Engagement(999_999) + "/exit/1/proof":  "manager",
	} {
		if w := d.answer(d.ask(as, http.MethodGet, path)); w.Code != http.StatusNotFound {
			t.Errorf("%s gets %d for %s", as, w.Code, path)
		}
	}
	if w := d.answer(d.ask("", http.MethodGet, d.path(exitedCustomer, proofPath))); w.Code != http.StatusSeeOther {
		t.Errorf("nobody gets %d", w.Code)
	}
}

// What somebody altered behind the program's back is told, and nothing of it
// stands there as if it were signed.
func TestAlteredProofIsTold(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.run(`set session_replication_role = replica; update exit_proof set texts = replace(texts::text, 'Calder', 'Colder')::jsonb`)
	page := d.get("manager", d.path(exitedCustomer, proofPath), "Accept-Encoding", "identity").Body.String()
	if !strings.Contains(page, "This proof does not hold") || !strings.Contains(page, "the customer of facts, or its salt, was altered") {
		t.Error("it is not told")
	}
	d.run(`set session_replication_role = replica; update exit_proof set signed = 'x'`)
	page = d.get("manager", d.path(exitedCustomer, proofPath), "Accept-Encoding", "identity").Body.String()
	if !strings.Contains(page, "This proof does not hold") {
		t.Error("one that cannot be read is not told")
	}
}

// An approval of the generator has no proof, and says so.
func TestApprovalWithoutAProof(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.run(`set session_replication_role = replica; delete from exit_proof; update exit_request set key = ''; delete from snapshot_parts`)
	for _, path := range []string{proofPath, "/exit"} {
		page := d.get("manager", d.path(exitedCustomer, path), "Accept-Encoding", "identity").Body.String()
		if !strings.Contains(page, "This approval has no proof") {
			t.Errorf("%s does not say so", path)
		}
	}
	if w := d.answer(d.ask("manager", http.MethodGet, d.path(exitedCustomer, proofPath+".json"))); w.Code != http.StatusNotFound {
		t.Errorf("its file is answered with %d", w.Code)
	}
}
