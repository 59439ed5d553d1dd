package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/webtest"
)

var mailOfEight = regexp.MustCompile(`(/admin/settings/mails/\d+)">Digest of checkpoint 8<`)

// TestMail closes a checkpoint, and reads the digest that its administrator finds,
// where there is no mail server.
func TestMail(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	who := engineer(t, site)
	meeting := who.engagementOf("Nordlys") + "/checkpoints/8"
	if got := who.post(meeting+"/hold", url.Values{}); got.status != http.StatusSeeOther {
		t.Fatalf("hold: %d", got.status)
	}
	if got := who.post(meeting+"/close", url.Values{"contacts": {"", "1"}, "minutes": {"All is <well>."}, "plan_next": {"yes"}}); got.status != http.StatusSeeOther {
		t.Fatalf("close: %d, %.500s", got.status, webtest.Text(got.body))
	}
	admin := visit(t, site)
	admin.post("/login/demo", url.Values{"as": {"admin"}})
	var mail string
	waitFor(t, "the digest", func() bool {
		if at := mailOfEight.FindStringSubmatch(admin.get("/admin/settings?state=kept").body); at != nil {
			mail = at[1]
		}
		return mail != ""
	})
	got := admin.get(mail).body
	for _, want := range []string{"All is &lt;well&gt;.", "Minutes of checkpoint 8 of Nordlys Energi", "The invitation is attached."} {
		if !strings.Contains(got, want) {
			t.Errorf("the mail lacks %q: %s", want, got)
		}
	}
}
