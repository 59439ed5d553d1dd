package component

import (
	"testing"

	"gaptrack/internal/fault"
)

func TestFieldTiesHintAndError(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		field     Field
		describes string
		invalid   bool
	}{
		{"plain", Field{Name: "n", Label: "N"}, "", false},
		{"hint", Field{Name: "n", Label: "N", Hint: "h"}, "n-hint", false},
		{"error", Field{Name: "n", Label: "N", Error: "e"}, "n-error", true},
		{"both", Field{ID: "x", Name: "n", Label: "N", Hint: "h", Error: "e"}, "x-hint x-error", true},
	} {
		input := draw(t, c.field).one(t, "input")
		if got := input.attr("aria-describedby"); got != c.describes {
			t.Errorf("%s: described by %q, want %q", c.name, got, c.describes)
		}
		if got := input.attr("aria-invalid") == "true"; got != c.invalid {
			t.Errorf("%s: invalid %v", c.name, got)
		}
	}
}

func TestFieldSaysOptionalInWords(t *testing.T) {
	t.Parallel()
	if got := draw(t, Field{Name: "n", Label: "Name"}).one(t, "label").text(); got != "Name (optional)" {
		t.Errorf("an optional field is labelled %q", got)
	}
	required := draw(t, Field{Name: "n", Label: "Name", Required: true})
	if got := required.one(t, "label").text(); got != "Name" || !required.one(t, "input").has("required") {
		t.Errorf("a required field is labelled %q", got)
	}
}

func TestFieldWritesOnlyLimitsThatAreSet(t *testing.T) {
	t.Parallel()
	bare := draw(t, Field{Name: "n", Label: "N"}).one(t, "input")
	full := draw(t, Field{Name: "n", Label: "N", Min: "1", Max: "9", Step: "2", MaxLength: 5, InputMode: "numeric", Autocomplete: "off", Placeholder: "p"}).one(t, "input")
	for name, want := range map[string]string{"min": "1", "max": "9", "step": "2", "maxlength": "5", "inputmode": "numeric", "autocomplete": "off", "placeholder": "p"} {
		if bare.has(name) || full.attr(name) != want {
			t.Errorf("%s: bare %v, full %q", name, bare.has(name), full.attr(name))
		}
	}
}

func TestDateFieldIsADate(t *testing.T) {
	t.Parallel()
	input := draw(t, DateField{Name: "due", Label: "Due", Value: "2026-11-23", Min: "2026-01-01"}).one(t, "input")
	if input.attr("type") != "date" || input.attr("value") != "2026-11-23" || input.attr("min") != "2026-01-01" {
		t.Errorf("the input is %v", input.Attr)
	}
}

func TestTextAreaKeepsTextToTheLetter(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"", "x", "\n  line 1\n<line 2>", "</textarea><b>", "a\n\n"} {
		if got := draw(t, TextArea{Name: "n", Label: "N", Value: value}).one(t, "textarea").content(); got != value {
			t.Errorf("%q comes back as %q", value, got)
		}
	}
}

func TestSelectHoldsItsChoice(t *testing.T) {
	t.Parallel()
	s := Select{Name: "s", Label: "S", Blank: "Any", Options: []Option{{Value: "a", Label: "A"}}, Groups: []OptionGroup{{"G", []Option{{Value: "b", Label: "B", Selected: true}, {Value: "c", Label: "C", Disabled: true}}}}}
	options := draw(t, s).all("option")
	if len(options) != 4 || options[0].text() != "Any" || options[0].attr("value") != "" {
		t.Fatalf("%d options", len(options))
	}
	for i, o := range options {
		if o.has("selected") != (i == 2) || o.has("disabled") != (i == 3) {
			t.Errorf("option %d: %v", i, o.Attr)
		}
	}
}

func TestChoicesStartAtTheGroupsID(t *testing.T) {
	t.Parallel()
	page := draw(t, Checkboxes{Name: "services", Label: "Services", Hint: "h", Error: "e", Options: []Option{{Value: "x", Label: "X", Hint: "about x", Selected: true}, {Value: "y", Label: "Y"}}})
	inputs := page.all("input")
	if inputs[0].attr("id") != "services" || inputs[1].attr("id") != "services-2" {
		t.Errorf("ids are %q and %q", inputs[0].attr("id"), inputs[1].attr("id"))
	}
	if !inputs[0].has("checked") || inputs[1].has("checked") {
		t.Error("the ticked one is another")
	}
	if got := page.one(t, "fieldset").attr("aria-describedby"); got != "services-hint services-error" {
		t.Errorf("the group is described by %q", got)
	}
}

func TestErrorsLeadToTheirFields(t *testing.T) {
	t.Parallel()
	errs := Errors(fault.Fields{{Name: "seats", Message: "Enter the seats."}, {Name: "zone", Message: "Choose a zone."}})
	if errs.For("seats") != "Enter the seats." || errs.For("other") != "" {
		t.Error("an error is told of another field")
	}
	page := draw(t, errs.Summary())
	links := page.all("a")
	if len(links) != 2 || links[1].attr("href") != "#zone" || links[1].text() != "Choose a zone." {
		t.Fatalf("%d links", len(links))
	}
	if html(t, Errors(nil).Summary()) != "" {
		t.Error("a summary of nothing is shown")
	}
}

func TestButtonOffSaysWhy(t *testing.T) {
	t.Parallel()
	page := draw(t, Button{Text: "Approve", About: "exit 3", Kind: Primary, Name: "n", DisabledReason: "You requested it yourself."})
	button := page.one(t, "button")
	if button.attr("type") != "button" || button.attr("aria-disabled") != "true" || button.has("disabled") {
		t.Errorf("the button is %v", button.Attr)
	}
	if id := button.attr("aria-describedby"); id != "approve-exit-3-why" || page.ids()[id] != 1 {
		t.Errorf("it is described by %q", id)
	}
}

func TestButtonSends(t *testing.T) {
	t.Parallel()
	button := draw(t, Button{Text: "Return", Kind: Danger, Name: "do", Value: "return", Form: "f", FormAction: "/r", Confirm: "Sure?", Key: "r"}).one(t, "button")
	for name, want := range map[string]string{"type": "submit", "class": "button button-danger", "name": "do", "value": "return", "form": "f", "formaction": "/r", "data-confirm": "Sure?", "data-key": "r"} {
		if got := button.attr(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestFormCarriesWhatItMust(t *testing.T) {
	t.Parallel()
	form := draw(t, Form{Action: "/a", Draft: "note", Upload: true, Autosubmit: true, Hidden: []Hidden{{"version", "7"}}}).one(t, "form")
	if form.attr("method") != "post" || form.attr("enctype") != "multipart/form-data" || form.attr("data-draft") != "note" || !form.has("data-autosubmit") {
		t.Errorf("the form is %v", form.Attr)
	}
	if v := form.one(t, "input"); v.attr("name") != "version" || v.attr("value") != "7" {
		t.Errorf("it carries %v", v.Attr)
	}
}

// Each choice is sent under the field's own name, with the text itself.
func TestConflictSendsTheChosenText(t *testing.T) {
	t.Parallel()
	radios := draw(t, Conflict{Action: "/a", Fields: []ConflictField{{"due", "Due", side("one"), side("two"), side("three")}}, Cancel: Link{"Keep theirs", "/"}}).all("input")
	for i, want := range []string{"one", "two", "three"} {
		if radios[i].attr("name") != "due" || radios[i].attr("value") != want || radios[i].has("checked") != (want == "three") {
			t.Errorf("radio %d is %v", i, radios[i].Attr)
		}
	}
}

// side is a choice whose words are its value.
func side(s string) ConflictSide { return ConflictSide{s, s} }
