package playbook

import "testing"

func TestConditionOfProse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		prose string
		want  Condition
	}{
		{"Help as needed.", Condition{}},
		{"Only the customer can do this. Seats are counted elsewhere.", Condition{}},
		{"Meet only when customers ask.", Condition{}},
		{"More than 300 seats are common.", Condition{}},
		{"Plan ahead. Only for approved enterprise customers with\n20,000 seats or more, or with\nan exception. Then go on.",
			Condition{"Only for approved enterprise customers with 20,000 seats or more, or with an exception.", 20000, true, true, nil}},
		{"> **Note**: Only for customers with\n> at least 20000 seats.\n\nMore.", Condition{"Only for customers with at least 20000 seats.", 20000, false, true, nil}},
		{"> [!NOTE]\n> **Only** for customers with 20,000+ seats.", Condition{"Only for customers with 20,000+ seats.", 20000, false, true, nil}},
		{"*Note:* only for customers of 20 000 licences and more!", Condition{"only for customers of 20 000 licences and more!", 20000, false, true, nil}},
		{"This applies to customers with 20.000 or more seats.", Condition{"This applies to customers with 20.000 or more seats.", 20000, false, true, nil}},
		{"Limited to tenants of 20K paid seats or more.", Condition{"Limited to tenants of 20K paid seats or more.", 20000, false, true, nil}},
		{"Only with more than 149 seats, without exception.", Condition{"Only with more than 149 seats, without exception.", 150, false, true, nil}},
		{"Only with an approved exception.", Condition{"Only with an approved exception.", 0, true, false, nil}},
		{"This step is available only to government customers.", Condition{"This step is available only to government customers.", 0, false, false, nil}},
		{"Only for fewer than 500 seats.", Condition{"Only for fewer than 500 seats.", 0, false, false, nil}},
		{"Only for 99999999999 seats or more.", Condition{"Only for 99999999999 seats or more.", 0, false, false, nil}},
		{"- Only for customers that ask.\n- Only with 500 seats or more.", Condition{"Only with 500 seats or more.", 500, false, true, nil}},
		{"```\nOnly for 500 seats or more.\n```", Condition{}},
		{"Condition: **500 seats or more**\\\nOnly for 900 seats or more.", Condition{"500 seats or more", 500, false, true, nil}},
		{"Condition: none\nOnly for 900 seats or more.", Condition{}},
	}
	for _, test := range tests {
		p := parsed(t, changed(t, "Help where help is needed.", test.prose))
		if got := p.Activities[0].Condition; got != test.want {
			t.Errorf("%q: got %+v, want %+v", test.prose, got, test.want)
		}
	}
}

func TestConditionInHeading(t *testing.T) {
	t.Parallel()
	p := parsed(t, changed(t, "### Help", "### Help (only with 20,000+ seats)"))
	a := p.Activities[0]
	if want := (Condition{"only with 20,000+ seats", 20000, false, true, nil}); a.Condition != want || a.Name != "Help (only with 20,000+ seats)" {
		t.Errorf("got %q with %+v, want %+v", a.Name, a.Condition, want)
	}
}
