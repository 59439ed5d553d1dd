package playbook

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fieldPlaybook is as much of a playbook as examples ask for.
func fieldPlaybook() *Playbook {
	return &Playbook{
		Motions: []string{"Customer Health", "RFA", "Targeting"},
		Beside: Beside{Services: []Term{{Name: "Exchange"}, {Name: "Voice and Video"}, {Name: "Voice"}, {Name: "Classroom/SDS"},
			{Name: "Defender for Endpoint", Aliases: []string{"MDATP", "Microsoft Defender, ATP"}}}},
	}
}

func TestExamplesAreRead(t *testing.T) {
	t.Parallel()
	two := []string{"Exchange", "Defender for Endpoint"}
	tests := []struct {
		text string
		want Example
	}{
		{"12,000 seats, Exchange and MDATP, RFA → 4080, 4101, 3190, 1700",
			Example{12000, false, "RFA", two, []int{4080, 4101, 3190, 1700}}},
		{"rfa; 1 Seat with an exception, exchange / defender for endpoint -> 1 2 and 3", Example{1, true, "RFA", two, []int{1, 2, 3}}},
		{"Exchange, Microsoft Defender, ATP, Customer Health, 20000 seats, exception => nothing", Example{20000, true, "Customer Health", two, nil}},
		{"5 seats, Targeting, Voice and Video and Voice, no exception → none", Example{5, false, "Targeting", []string{"Voice and Video", "Voice"}, nil}},
		{"5 seats, Targeting, Classroom/SDS, without an exception → 7", Example{5, false, "Targeting", []string{"Classroom/SDS"}, []int{7}}},
		{"5 seats, RFA, all services → 7", Example{5, false, "RFA",
			[]string{"Exchange", "Voice and Video", "Voice", "Classroom/SDS", "Defender for Endpoint"}, []int{7}}},
	}
	for _, test := range tests {
		got, err := fieldPlaybook().ParseExample(test.text)
		if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", test.text, err, diff)
		}
	}
}

func TestExamplesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"", "column 1: Behind the facts an arrow is missing, with the tasks: → 4080, 4101."},
		{"12,000 seats, Exchnage and MDATP, RFP → 4080, x",
			"column 15: \"Exchnage\" is no service, motion or exception of this playbook; did you mean “Exchange”?\n" +
				"column 35: \"RFP\" is no service, motion or exception of this playbook; did you mean “RFA”?\ncolumn 47: \"x\" is no task ID."},
		{"12,000, Exchange, RFA → 1", "column 1: Say of what there are \"12,000\": 12,000 seats. Tasks stand behind the arrow."},
		{"12.000 seats, Exchange, RFA → 1", "column 1: \"12.000\" is no number of seats; write 12000 or 12,000."},
		{"0 seats, Exchange, RFA → 1", "column 1: \"0\" is no number of seats; write 12000 or 12,000."},
		{"5 seats, 6 seats, RFA, Targeting, Exchange, exchange → 1, 1", "column 10: The seats are given twice.\n" +
			"column 24: A motion is given already: RFA.\ncolumn 45: The service Exchange is named already.\ncolumn 59: Task 1 is named twice."},
		{"Exchange → 1", "column 10: Before the arrow the number of seats is missing, such as 12,000 seats.\n" +
			"column 10: Before the arrow the motion is missing: one of the playbook's.\n"},
		{"5 seats, RFA → 1", "column 14: Before the arrow the services are missing: one at least, or “all services”."},
		{"5 seats, RFA, Exchange →", "column 25: Behind the arrow the tasks are missing by their IDs, or the word “nothing”."},
		{"5 seats, RFA, Exchange → 1 → 2", "column 28: \"→\" is no task ID."},
		{strings.Repeat("x", MaxExample+1), fmt.Sprintf("column 1: An example is text of %d characters at most; this has %d.", MaxExample, MaxExample+1)},
	}
	for _, test := range tests {
		_, err := fieldPlaybook().ParseExample(test.text)
		if err == nil || !strings.HasPrefix(err.Error(), strings.TrimSpace(test.want)) {
			t.Errorf("%s: got\n%v\nwant\n%s", test.text[:min(len(test.text), 60)], err, test.want)
		}
	}
}

func FuzzParseExample(f *testing.F) {
	f.Add("12,000 seats, Exchange and MDATP, RFA → 4080, 4101, 3190, 1700")
	f.Add("all services and, ,/ with exception 5 seats → none")
	f.Fuzz(func(t *testing.T, text string) {
		x, err := fieldPlaybook().ParseExample(text)
		last := 1
		for _, m := range MistakesOf(err) {
			if m.Column < last || m.Column > characters(text)+1 || m.Message == "" {
				t.Fatalf("%q: %+v", text, m)
			}
			last = m.Column
		}
		if err == nil && (x.Seats < 1 || x.Motion == "" || len(x.Services) == 0) {
			t.Fatalf("%q: %+v", text, x)
		}
	})
}
