package engagement_test

import (
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

var ruiz = engagement.Contact{Name: "Ana Ruiz", Side: "customer", Title: "Network lead", Email: "ana@example.com", Wants: true}

func TestContacts(t *testing.T) {
	t.Parallel()
	d := begin(t)
	typed := ruiz
	typed.Name, typed.Gone = "  Ana \t Ruiz ", true
	wantKinds(t, d.do(engineer, engagement.AddContact{Contact: typed}), engagement.ContactAdded)
	if got := *d.e.Contacts[1]; got != ruiz {
		t.Errorf("kept as %+v", got)
	}
	d.do(sme, engagement.AddContact{Contact: engagement.Contact{Name: "Ana Ruiz", Side: "partner"}})
	d.refuses(engineer, engagement.AddContact{Contact: ruiz}, fault.Invalid, "name")
	d.refuses(stranger, engagement.AddContact{Contact: ruiz}, fault.NotFound)

	wantKinds(t, d.do(engineer, engagement.ChangeContact{N: 1, Gone: new(true)}), engagement.ContactLeft)
	if got := d.e.Asked(); !slices.Equal(got, []int{2}) {
		t.Errorf("asked: %v", got)
	}
	d.do(engineer, engagement.AddContact{Contact: ruiz}) // the other one is gone
	d.refuses(engineer, engagement.ChangeContact{N: 1, Gone: new(false)}, fault.Invalid, "name")
	wantKinds(t, d.do(engineer, engagement.ChangeContact{N: 1, Gone: new(false), Name: new("Ana Ruiz-Gil")}), engagement.ContactBack)
	wantKinds(t, d.do(engineer, engagement.ChangeContact{N: 2, Title: new("Partner lead")}), engagement.ContactChanged)
	wantKinds(t, d.do(engineer, engagement.ChangeContact{N: 2, Title: new("Partner lead ")}))
	d.refuses(engineer, engagement.ChangeContact{N: 9}, fault.NotFound)
}

func TestContactsAreChecked(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for name, c := range map[string]struct {
		contact engagement.Contact
		fields  []string
	}{
		"nothing":        {engagement.Contact{}, []string{"name", "side"}},
		"of the team":    {engagement.Contact{Name: "Ana", Side: "engineer"}, []string{"side"}},
		"no address":     {engagement.Contact{Name: "Ana", Side: "partner", Wants: true}, []string{"email"}},
		"a named one":    {engagement.Contact{Name: "Ana", Side: "partner", Email: "Ana <ana@example.com>"}, []string{"email"}},
		"two lines":      {engagement.Contact{Name: "Ana", Side: "partner", Email: "ana@example.com\r\nBcc: x@example.com"}, []string{"email"}},
		"too long a one": {engagement.Contact{Name: strings.Repeat("n", engagement.MaxName+1), Side: "partner", Title: "\xff"}, []string{"name", "title"}},
	} {
		t.Log(name)
		d.refuses(engineer, engagement.AddContact{Contact: c.contact}, fault.Invalid, c.fields...)
	}
}

func TestContactsAreLimited(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for n := range engagement.MaxContacts {
		d.do(engineer, engagement.AddContact{Contact: engagement.Contact{Name: strings.Repeat("n", n+1)[:min(n+1, 100)] + strings.Repeat("m", max(0, n-99)), Side: "customer"}})
	}
	d.refuses(engineer, engagement.AddContact{Contact: ruiz}, fault.Invalid, "name")
}

// Contacts go with the others' names; the side and the number stay.
func TestContactsAreTakenOut(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, engagement.AddContact{Contact: ruiz})
	d.do(engineer, engagement.HoldCheckpoint{})
	d.do(engineer, engagement.MakePromise{Checkpoint: 1, Contact: 1, What: "Sends the number.", By: d.today()})
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	d.do(engineer, engagement.RequestExit{Outputs: yes(4)})
	d.do(manager, engagement.DecideExit{N: 1, Approve: true})
	d.do(access.System, engagement.Anonymize{})
	want := engagement.Contact{Name: engagement.Anonymous, Side: "customer", Title: engagement.Anonymous, Email: engagement.Anonymous, Wants: true}
	if got := *d.e.Contacts[1]; got != want {
		t.Errorf("left: %+v", got)
	}
	if got := d.e.Promises[1]; got.Who != engagement.Anonymous || got.What != "Sends the number." {
		t.Errorf("left: %+v", got)
	}
}
