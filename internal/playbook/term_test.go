package playbook

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTermsAreRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		line string
		want Term
	}{
		{"Exchange", Term{Name: "Exchange"}},
		{"  Classroom/SDS  =  SDS /  School   Data Sync ", Term{"Classroom/SDS", []string{"SDS", "School Data Sync"}}},
		{"A=B = C", Term{"A=B", []string{"C"}}},
	}
	for _, test := range tests {
		got, err := ParseTerm(test.line)
		if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", test.line, err, diff)
		}
	}
}

func TestTermsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	tests := []struct{ line, want string }{
		{"", "column 1: A name is missing here."},
		{"A = ", "column 5: A name is missing here."},
		{" = A", "column 2: A name is missing here."},
		{"A = b / / c", "column 9: A name is missing here."},
		{"é = all services", "column 5: “all services” means every service, and cannot be one."},
		{"A | B", "column 1: A name cannot hold a pipe or an asterisk, which the document's form uses."},
		{"A / B", "column 1: A slash with blanks around it parts names, so that none can hold one."},
		{strings.Repeat("x", 101), "column 1: A name has 100 characters at most; this has 101."},
		{"A = b" + strings.Repeat(" / b", 20), "column 1: A name can have 20 others at most."},
		{"A\xff", "column 1: This holds characters that cannot be stored. Type it again."},
	}
	for _, test := range tests {
		if _, err := ParseTerm(test.line); err == nil || err.Error() != test.want {
			t.Errorf("%q: got %v, want %s", test.line, err, test.want)
		}
	}
}

func TestAnyTermComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := Term{Name: name.Draw(t, "name"), Aliases: rapid.SliceOfN(name, 0, 4).Draw(t, "aliases")}
		got, err := ParseTerm(want.String())
		if err != nil || got.Name != want.Name || !slices.Equal(got.Aliases, want.Aliases) {
			t.Fatalf("%s: %+v and %v", want, got, err)
		}
	})
}

func TestListsOfTermsAreChecked(t *testing.T) {
	t.Parallel()
	terms, wrong := ParseTerms("Exchange\r\n\n  Entra ID = Azure AD / exchange\nA | B\n")
	want := []LineMistake{
		{3, Mistake{1, 0, "“exchange” stands twice in this list."}},
		{4, Mistake{1, 5, "A name cannot hold a pipe or an asterisk, which the document's form uses."}},
	}
	if diff := cmp.Diff(want, wrong); diff != "" || len(terms) != 3 {
		t.Errorf("%v\n%s", terms, diff)
	}
	if _, wrong := ParseTerms(strings.Repeat("x\n", MaxTerms+1)); len(wrong) != 1 || wrong[0].Line != MaxTerms+1 {
		t.Errorf("too many: %v", wrong)
	}
}

func TestNamesOfTerms(t *testing.T) {
	t.Parallel()
	p := fieldPlaybook()
	if got := p.ServiceNames([]string{"MDATP", "Exchange", "Gone"}); !slices.Equal(got, []string{"Defender for Endpoint", "Exchange", "Gone"}) {
		t.Errorf("names now: %q", got)
	}
	if got := Spellings(p.Services(), "MDATP"); !slices.Equal(got, []string{"MDATP", "Defender for Endpoint", "Microsoft Defender, ATP"}) {
		t.Errorf("spellings: %q", got)
	}
	if got := Spellings(p.Services(), "Gone"); !slices.Equal(got, []string{"Gone"}) {
		t.Errorf("spellings of what is not: %q", got)
	}
	union := Union(p.Services(), DefaultServices)
	if got := union[4]; got.Name != "Defender for Endpoint" || len(got.Aliases) != 2 || len(union) != 5+6 {
		t.Errorf("union: %v", union)
	}
	if got := Union([]Term{{Name: "A"}}, []Term{{Name: "B", Aliases: []string{"A"}}}); len(got) != 1 || got[0].String() != "A = B" {
		t.Errorf("union with a later name: %v", got)
	}
	other := &Playbook{Activities: []Activity{{PrimaryRole: "Coach", AppliesTo: []string{AllServices}, Tasks: []Task{{Role: "SME", Services: []string{"Teams", "Exchange"}}}}}}
	if s, r := other.Services(), other.Roles(); len(s) != len(DefaultServices)+1 || s[9].Name != "Teams" || len(r) != len(DefaultRoles)+1 || r[4].Name != "Coach" {
		t.Errorf("without a list: %v, %v", s, r)
	}
}
