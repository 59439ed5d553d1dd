package server_test

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const (
	rulesPage  = book + "/draft/rules"
	enterprise = "Enterprise Additional Benefit Remediation"
)

// ruleForm is the rules' form of one activity.
func ruleForm(version, rule, was string) url.Values {
	return url.Values{"part": {"rules"}, "version": {version}, "activity_0": {enterprise}, "if_0": {rule}, "was_0": {was}}
}

// listForm is the form of a part that is a text of lines.
func listForm(part, version, text, was string) url.Values {
	return url.Values{"part": {part}, "version": {version}, part: {text}, "was": {was}, "drawn": {was}}
}

func TestRulesOfADraftJourney(t *testing.T) {
	t.Parallel()
	d := newSite(t)
	d.as("owner", "admin")
	d.expect("the page", d.read("owner", rulesPage), "20,000 seats or more, or with an", "Without a rule its words decide", "There is no example yet", "MDATP", "FastTrack Architect v2")
	saved := func(what string, form url.Values, words ...string) {
		t.Helper()
		w := d.post("owner", rulesPage, form)
		if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), rulesPage+"#") {
			t.Fatalf("%s: %d to %s\n%s", what, w.Code, w.Header().Get("Location"), w.Body)
		}
		d.expect(what, html.UnescapeString(d.read("owner", rulesPage)), words...)
	}
	saved("a rule", ruleForm("0", `seats >= 10,000 and motion is "RFA"`, ""),
		`value="seats >= 10,000 and motion is "RFA""`, "It needs 10,000 seats or more and the motion RFA.", "Draft on edition 1", "rule of “"+enterprise+"”")
	services := strings.Join([]string{"Core Onboarding", "Exchange", "OneDrive for Business", "SharePoint", "Skype for Business", "AIP",
		"Defender for Endpoint = MDATP", "Edge"}, "\r\n")
	saved("services", listForm("services", "1", services, ""), "Defender for Endpoint = MDATP", "“Classroom/SDS” is not in the list of services")
	saved("examples", listForm("examples", "2", "12,000 seats, Exchange and MDATP, RFA → 4080, 4101, 3208, 3358, 3190, 1700\r\n5 seats, Edge, RFA → 1700", ""),
		"1 of 2 examples as the scope is.", "Fails", "In scope besides: 4096 Microsoft Edge Site Discovery. In scope because Edge is being deployed.")
	saved("what was tried", url.Values{"part": {"example"}, "version": {"3"}, "example": {"5 seats, Edge, RFA → 4096, 3190, 1700"}}, "2 of 3 examples as the scope is.")
	saved("roles", listForm("roles", "4", "SME\r\nFastTrack Engineer\r\nFastTrack Manager\r\nFastTrack Architect = FastTrack Architect v2", ""), "FastTrack Architect = FastTrack Architect v2", "4 listed")
	saved("nothing", ruleForm("5", `seats >= 10,000 and motion is "RFA"`, `seats >= 10,000 and motion is "RFA"`), "list of roles")
	saved("no rule", ruleForm("5", "", `seats >= 10,000 and motion is "RFA"`), "Without a rule its words decide")
	tried := d.read("owner", rulesPage+"?seats=12000&motion=RFA&services=Defender+for+Endpoint")
	d.expect("the scope that is tried", tried, "In scope because Defender for Endpoint is being deployed.", "12,000 seats, Defender for Endpoint, RFA → 4080, 3190, 1700", "Add this as an example")
	part := d.get("owner", rulesPage+"?seats=12000&motion=RFA", "Accept-Encoding", "identity", "HX-Request-Type", "partial").Body.String()
	if strings.Contains(part, "<html") || !strings.Contains(part, "at least one service") {
		t.Errorf("the script is given %s", part)
	}
}

func TestRulesThatAreNotTaken(t *testing.T) {
	t.Parallel()
	d := newSite(t)
	d.as("owner", "admin")
	d.as("other", "admin")
	d.as("reader", "engineer")
	refusedWith := func(what string, code int, form url.Values, words ...string) {
		t.Helper()
		w := d.post("owner", rulesPage, form)
		if w.Code != code {
			t.Fatalf("%s: %d\n%s", what, w.Code, w.Body)
		}
		d.expect(what, html.UnescapeString(w.Body.String()), words...)
	}
	refusedWith("a rule", http.StatusUnprocessableEntity, ruleForm("0", `seat > 5 or motion is "RFP"`, ""), `value="seat > 5 or motion is "RFP""`,
		"Column 1: “seat” is no word of a rule; did you mean “seats”?", `<mark>"RFP"</mark>`, "Column 23:", "The playbook has no motion “RFP”; did you mean “RFA”?")
	refusedWith("a rule of an activity that is gone", http.StatusUnprocessableEntity,
		url.Values{"part": {"rules"}, "version": {"0"}, "activity_0": {"Gone"}, "if_0": {"exception"}, "was_0": {""}},
		"no activity of this name any more", `value="exception"`, "The playbook has no activity “Gone” any more.", `href="#if_4"`)
	refusedWith("services", http.StatusUnprocessableEntity, listForm("services", "0", "Exchange\r\nAll Services", ""), "Line 2, column 1:", "<mark>All Services</mark>")
	refusedWith("examples", http.StatusUnprocessableEntity, listForm("examples", "0", "5 seats, Exchnage, RFA → 1", ""), "<mark>Exchnage</mark>", "did you mean “Exchange”?", "5 seats, Exchnage, RFA → 1</textarea>")
	refusedWith("no part", http.StatusUnprocessableEntity, url.Values{"version": {"0"}}, "Open the page again")
	refusedWith("a version that is not yet", http.StatusUnprocessableEntity, ruleForm("7", "exception", ""), "does not belong to this playbook")
	if w := d.post("other", rulesPage, ruleForm("0", "exception", "")); w.Code != http.StatusSeeOther {
		t.Fatalf("another's: %d\n%s", w.Code, w.Body)
	}
	refusedWith("a stale rule", http.StatusConflict, ruleForm("0", "seats > 5", ""), "other changed the same", "seats > 5", `name="was_0" value="exception"`, `name="version" value="1"`, "Rule of “"+enterprise+"”")
	refusedWith("the choice", http.StatusSeeOther, ruleForm("1", "seats > 5", "exception"))
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		if w := d.answer(d.ask("reader", method, rulesPage)); w.Code != http.StatusNotFound {
			t.Errorf("%s by an engineer: %d", method, w.Code)
		}
	}
	if w := d.answer(d.ask("owner", http.MethodGet, "/playbooks/none/draft/rules")); w.Code != http.StatusNotFound {
		t.Errorf("of no playbook: %d", w.Code)
	}
}
