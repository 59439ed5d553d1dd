package engagement_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"

	"pgregory.net/rapid"
)

// redact makes of events what is kept of them.
func redact(events []engagement.Event, all []engagement.Redaction) {
	for _, r := range all {
		ev := &events[r.Seq-1]
		ev.Changes = slices.Clone(ev.Changes) // who decided holds them too
		i := slices.IndexFunc(ev.Changes, func(c engagement.Change) bool { return c.Field == r.Field })
		ev.Changes[i].Was, ev.Changes[i].Became, ev.Changes[i].Salt = r.Was, r.Became, nil
	}
}

// told gives every text that the records and the history hold.
func (d *desk) told() string {
	var b strings.Builder
	for _, v := range d.e.Values() {
		b.WriteString(v + "\n")
	}
	for _, ev := range d.events {
		b.WriteString(ev.Cause + "\n")
		for _, c := range ev.Changes {
			b.WriteString(c.Was + "\n" + c.Became + "\n")
		}
	}
	return b.String()
}

// withContacts gives an engagement that has exited, with contacts of every kind.
func withContacts(t teller) *desk {
	d := begin(t)
	add := finding()
	add.Owner, add.Side = "Kari Nordmann", "customer"
	d.do(engineer, add)
	add.Owner, add.Side = "Rhea Osei", "engineer"
	d.do(engineer, add)
	d.do(engineer, engagement.ChangeItem{N: 2, Owner: new("Piet Partner"), Side: new(engagement.Side("partner"))})
	d.do(engineer, engagement.ChangeItem{N: 2, Owner: new("Rhea Osei"), Side: new(engagement.Side("engineer"))})
	d.do(engineer, engagement.HoldCheckpoint{})
	d.do(engineer, engagement.NoteCheckpoint{N: 1, Attended: new("Kari Nordmann, Tom Berg"), Minutes: new("Kari asks the board.")})
	d.do(engineer, engagement.CloseCheckpoint{N: 1, Attended: new("Tom Berg")})
	for n := range 2 {
		d.do(engineer, engagement.ChangeItem{N: n + 1, State: new(engagement.Resolved)})
	}
	d.do(engineer, reviewed("Olga Old", d.today()))
	d.makeReady()
	d.do(engineer, engagement.RequestExit{})
	d.do(manager, engagement.DecideExit{N: 1, Approve: true, Words: "Thank you, Ana  RUIZ."})
	return d
}

func TestContactsAreMadeAnonymous(t *testing.T) {
	t.Parallel()
	d := withContacts(t)
	if !strings.Contains(d.e.Exits[1].Readiness, "Ana Ruiz confirmed it") {
		t.Fatalf("the readiness does not name who confirmed: %s", d.e.Exits[1].Readiness)
	}
	d.pass(90)
	events := d.do(access.System, engagement.Anonymize{})
	wantKinds(t, events, "task.anonymized", "item.anonymized", "item.anonymized", "checkpoint.anonymized", "exit.anonymized")
	all := d.told()
	for _, name := range []string{"Kari Nordmann", "Tom Berg", "Ana Ruiz", "Olga Old", "Piet Partner"} {
		if strings.Contains(all, name) {
			t.Errorf("%s is still named", name)
		}
	}
	for _, words := range []string{"Rhea Osei", "Kari asks the board.", "Ana  RUIZ", engagement.Anonymous + " confirmed it on 2 Mar 2026."} {
		if !strings.Contains(all, words) {
			t.Errorf("%q is gone", words)
		}
	}
	if got := engagement.Differences(d.replay(), d.e, 5); got != nil {
		t.Errorf("the replay differs: %v", got)
	}
	if again := d.do(access.System, engagement.Anonymize{}); len(again) > 0 {
		t.Errorf("a second time makes %v", kinds(again))
	}
	if got := d.e.Tasks[engagement.ReviewTask].ConfirmedBy; got != engagement.Anonymous || !d.e.Exited() {
		t.Errorf("confirmed by %q", got)
	}
}

// What is anonymous stays so when the engagement goes on, and what is new is not.
func TestAnonymousGoesOn(t *testing.T) {
	t.Parallel()
	d := withContacts(t)
	d.do(access.System, engagement.Anonymize{})
	d.do(manager, engagement.Reopen{Reason: "The proxy is back."})
	d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.ItemOpen), Owner: new("Nora New")})
	d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	d.do(engineer, engagement.RequestExit{})
	d.do(manager, engagement.DecideExit{N: 2, Approve: true})
	wantKinds(t, d.do(access.System, engagement.Anonymize{}), "item.anonymized")
	if strings.Contains(d.told(), "Nora New") {
		t.Error("Nora New is still named")
	}
	d.replay()
}

func TestOnePersonIsTakenOutOfEveryText(t *testing.T) {
	t.Parallel()
	d := withContacts(t)
	d.do(admin, engagement.Anonymize{Name: " ana ruiz "})
	if all := strings.ToLower(d.told()); strings.Contains(all, "ruiz") || !strings.Contains(all, "kari nordmann") {
		t.Errorf("it is told:\n%s", all)
	}
	if got := d.e.Exits[1].Words; got != "Thank you, "+engagement.Anonymous+"." {
		t.Errorf("the manager's words are %q", got)
	}
	if conditions, err := d.e.Exits[1].Conditions(); err != nil || len(conditions) != 5 {
		t.Errorf("the conditions cannot be read: %v", err)
	}
	d.do(admin, engagement.Anonymize{Name: "Kari Nordmann"}) // of records that were rewritten once
	d.do(admin, engagement.Anonymize{Name: "Tom Berg"})
	if got := d.e.Checkpoints[1].Attended; got != engagement.Anonymous {
		t.Errorf("attended by %q", got)
	}
	if got := engagement.Differences(d.replay(), d.e, 5); got != nil {
		t.Errorf("the replay differs: %v", got)
	}
}

func TestWhoMakesAnonymous(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.refuses(access.System, engagement.Anonymize{}, fault.Conflict)
	d.refuses(admin, engagement.Anonymize{}, fault.Conflict)
	for _, by := range []access.Actor{engineer, manager, sme} {
		d.refuses(by, engagement.Anonymize{Name: "Ana Ruiz"}, fault.Forbidden)
	}
	d.refuses(stranger, engagement.Anonymize{Name: "Ana Ruiz"}, fault.NotFound)
	for _, name := range []string{" ", "A.", "anonymous", "x\x00yz", strings.Repeat("long", 99)} {
		d.refuses(admin, engagement.Anonymize{Name: name}, fault.Invalid, "name")
	}
	if events := d.do(admin, engagement.Anonymize{Name: "Nobody Here"}); len(events) > 0 {
		t.Errorf("nobody made %v", kinds(events))
	}
}

// Nobody alters, or takes out, more than an event tells of.
func TestTakenOutTextsCannotBeAltered(t *testing.T) {
	t.Parallel()
	for name, alter := range map[string]func(events []engagement.Event){
		"another text":  func(events []engagement.Event) { textOf(events, "attended").Became = "Nobody" },
		"one more text": func(events []engagement.Event) { textOf(events, "minutes").Salt = nil },
		"another digest": func(events []engagement.Event) {
			events[len(events)-1].Cause = "texts " + strings.Repeat("0", 64)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := withContacts(t)
			d.do(access.System, engagement.Anonymize{})
			d.replay()
			alter(d.events)
			e := engagement.New(d.e.ID, d.e.Edition)
			for _, ev := range d.events {
				if e.Follow(ev) != nil {
					return
				}
			}
			if ev, err := e.Unaccounted(); err == nil || ev.Seq == 0 {
				t.Error("it holds")
			}
		})
	}
}

// textOf gives the last text of a field that events gave it, and keeps the events.
func textOf(events []engagement.Event, field string) *engagement.Change {
	for _, ev := range slices.Backward(events) {
		for i := range ev.Changes {
			if c := &ev.Changes[i]; c.Field == field && !ev.Kind.Anonymizes() {
				return c
			}
		}
	}
	return nil
}

// However names stand in random histories and whenever they are taken out, none is
// left, and what is left replays.
func TestNoNameIsLeft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := begin(t)
		d.makeReady()
		const name = "Zoë O'Hara-Quinn"
		texts := []string{name, "Ask " + strings.ToUpper(name) + ".", "zoë\n  o'hara-quinn agreed", "Azoë O'Hara-Quinn", "“" + name + "” <b>&", `["` + name + `"]`, "nobody"}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			say := new(draw(t, texts...))
			cmd := draw[engagement.Command](t,
				drawCommand(t, d),
				engagement.ChangeTask{FTOP: 4080, Notes: say},
				engagement.ChangeItem{N: 1, Owner: say, Notes: say},
				engagement.AddItem{Item: engagement.Item{Finding: *say, Service: "MDATP", Severity: engagement.High, Side: "customer", Owner: *say}},
				engagement.NoteCheckpoint{N: d.e.BeingHeld(), Attended: say, Minutes: say},
				engagement.ChangeTask{FTOP: engagement.ReviewTask, State: new(engagement.Done), ConfirmedBy: say, ConfirmedOn: new(d.today())},
				engagement.RequestExit{Note: *say, Outputs: map[int]engagement.Answer{1: {Met: true, Words: *say}}},
				engagement.Anonymize{Name: name}, engagement.Anonymize{},
			)
			_, _ = d.try(draw(t, engineer, manager, admin, access.System), cmd, 0)
		}
		if !d.e.Exited() {
			d.do(admin, engagement.Anonymize{Name: name})
			left := strings.ReplaceAll(strings.ToLower(d.told()), "azoë o'hara-quinn", "")
			if i := strings.Index(left, "o'hara"); i >= 0 {
				t.Fatalf("a name is left: %q", left[max(0, i-40):i+20])
			}
		} else {
			d.do(access.System, engagement.Anonymize{})
			for _, ev := range d.events {
				for _, c := range ev.Changes {
					if (c.Field == "attended" || c.Field == "confirmed_by") && c.Became != "" && c.Became != engagement.Anonymous {
						t.Fatalf("%s is still %q", c.Field, c.Became)
					}
				}
			}
		}
		again := d.replay()
		if got := engagement.Differences(again, d.e, 5); got != nil {
			t.Fatalf("the replay differs: %v", got)
		}
		for _, of := range engagement.Parts {
			if !bytes.Equal(again.Part(of), d.e.Part(of)) {
				t.Fatalf("the snapshot's %s differs", of)
			}
		}
	})
}

// What a proof's texts are taken out of is what its engagement's are.
func TestProofsHideTheSame(t *testing.T) {
	t.Parallel()
	d := withContacts(t)
	for _, test := range []struct {
		cmd               engagement.Anonymize
		part, field, text string
		want              bool
	}{
		{engagement.Anonymize{}, "task 3190", "confirmed_by", "Ana Ruiz", true},
		{engagement.Anonymize{}, "item 1", "owner", "Kari Nordmann", true},
		{engagement.Anonymize{}, "item 2", "owner", "Rhea Osei", false},
		{engagement.Anonymize{}, "item 1", "finding", "Ana Ruiz", false},
		{engagement.Anonymize{}, "condition review", "why", "Ana Ruiz confirmed it on 2 Mar 2026.", true},
		{engagement.Anonymize{}, "condition tasks", "why", "2 of 2 done.", false},
		{engagement.Anonymize{}, "person 3", "name", "Ana Ruiz", false},
		{engagement.Anonymize{Name: "Ana Ruiz"}, "person 3", "name", "Ana Ruiz", false},
		{engagement.Anonymize{Name: "Ana Ruiz"}, "decision", "words", "Thanks to Ana Ruiz!", true},
		{engagement.Anonymize{Name: "Ana Ruiz"}, "condition review", "why", "Ana Ruiz confirmed it on 2 Mar 2026.", true},
		{engagement.Anonymize{Name: "Ana Ruiz"}, "facts", "customer", "Ana Ruiz AG", false},
		{engagement.Anonymize{Name: "Ana Ruiz"}, "output 1", "words", "Seen.", false},
	} {
		if got := test.cmd.Hides(d.events)(test.part, test.field, test.text); got != test.want {
			t.Errorf("%+v hides the %s of %s: %t", test.cmd, test.field, test.part, got)
		}
	}
}
