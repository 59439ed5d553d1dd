package engagement_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/engagement"
)

// copied gives events that can be altered without touching the desk's.
func copied(events []engagement.Event) []engagement.Event {
	all := slices.Clone(events)
	for i := range all {
		all[i].Changes = slices.Clone(all[i].Changes)
		for j := range all[i].Changes {
			all[i].Changes[j].Salt = bytes.Clone(all[i].Changes[j].Salt)
		}
	}
	return all
}

// follow replays events and gives the first error, or what they made.
func follow(events []engagement.Event) (*engagement.Engagement, error) {
	e := engagement.New(11, edition())
	for _, ev := range events {
		if err := e.Follow(ev); err != nil {
			return nil, err
		}
	}
	return e, nil
}

func TestEventsFollow(t *testing.T) {
	t.Parallel()
	d := exited(t)
	e, err := follow(d.events)
	if err != nil {
		t.Fatal(err)
	}
	if got := engagement.Differences(e, d.e, 9); got != nil {
		t.Errorf("differences: %v", got)
	}
	if e.Head != d.e.Head || e.Version != d.e.Version || e.Version != len(d.events) {
		t.Errorf("head %s, version %d; want %s, %d", e.Head, e.Version, d.e.Head, d.e.Version)
	}
}

func TestEveryAlterationOfAnEventIsNoticed(t *testing.T) {
	t.Parallel()
	mutations := map[string]func(*engagement.Event){
		"engagement": func(ev *engagement.Event) { ev.Engagement++ },
		"seq":        func(ev *engagement.Event) { ev.Seq++ },
		"at":         func(ev *engagement.Event) { ev.At = ev.At.Add(time.Microsecond) },
		"actor":      func(ev *engagement.Event) { ev.Actor++ },
		"cause":      func(ev *engagement.Event) { ev.Cause += " " },
		"kind":       func(ev *engagement.Event) { ev.Kind += "x" },
		"number":     func(ev *engagement.Event) { ev.Subject.N++ },
		"noun": func(ev *engagement.Event) {
			ev.Subject.Noun = map[bool]engagement.Noun{true: engagement.NounExit, false: engagement.NounLine}[ev.Subject.Noun == engagement.NounLine]
		},
		"unknown noun":  func(ev *engagement.Event) { ev.Subject.Noun = "moon" },
		"hash":          func(ev *engagement.Event) { ev.Hash[31] ^= 1 },
		"a lost change": func(ev *engagement.Event) { ev.Changes = ev.Changes[1:] },
		"a new change": func(ev *engagement.Event) {
			ev.Changes = append(ev.Changes, engagement.Change{Field: "state", Became: "x"})
		},
		"no changes": func(ev *engagement.Event) { ev.Changes = nil },
	}
	d := exited(t)
	for name, mutate := range mutations {
		for i := range d.events {
			events := copied(d.events)
			mutate(&events[i])
			if _, err := follow(events); err == nil {
				t.Errorf("%s of event %d, %s, was altered unnoticed", name, i+1, events[i].Kind)
			}
		}
	}
}

func TestEveryAlterationOfAChangeIsNoticed(t *testing.T) {
	t.Parallel()
	mutations := map[string]func(*engagement.Change){
		"field":       func(c *engagement.Change) { c.Field = "words" },
		"no field":    func(c *engagement.Change) { c.Field += "x" },
		"was":         func(c *engagement.Change) { c.Was += "x" },
		"became":      func(c *engagement.Change) { c.Became += "1" },
		"emptied":     func(c *engagement.Change) { c.Became = "" },
		"free":        func(c *engagement.Change) { c.Free = !c.Free },
		"salt":        func(c *engagement.Change) { c.Salt = append(c.Salt, 0) },
		"digest":      func(c *engagement.Change) { c.Digest[0] ^= 1 },
		"into a salt": func(c *engagement.Change) { c.Salt = append(c.Salt, c.Became[0]); c.Became = c.Became[1:] },
	}
	d := exited(t)
	for name, mutate := range mutations {
		for i := range d.events {
			for j, c := range d.events[i].Changes {
				if idle(name, c) {
					continue
				}
				events := copied(d.events)
				mutate(&events[i].Changes[j])
				if _, err := follow(events); err == nil {
					t.Errorf("%s of %s in event %d was altered unnoticed", name, c.Field, i+1)
				}
			}
		}
	}
}

// idle reports whether a mutation leaves a change as it is, or touches what
// only free text has.
func idle(mutation string, c engagement.Change) bool {
	switch mutation {
	case "field":
		return c.Field == "words"
	case "emptied":
		return c.Became == ""
	case "salt", "digest":
		return !c.Free
	case "into a salt":
		return !c.Free || c.Became == ""
	}
	return false
}

func TestOrderAndLossOfEventsIsNoticed(t *testing.T) {
	t.Parallel()
	d := exited(t)
	last := len(d.events) - 1
	for i := range last {
		swapped := copied(d.events)
		swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		swapped[i].Seq, swapped[i+1].Seq = i+1, i+2
		if _, err := follow(swapped); err == nil {
			t.Errorf("events %d and %d changed places unnoticed", i+1, i+2)
		}
		lost := slices.Delete(copied(d.events), i, i+1)
		for j := i; j < last; j++ {
			lost[j].Seq = j + 1
		}
		if _, err := follow(lost); err == nil {
			t.Errorf("event %d was dropped unnoticed", i+1)
		}
	}
	for i, ev := range d.events {
		if slices.Reverse(ev.Changes); len(ev.Changes) < 2 {
			continue
		}
		if _, err := follow(d.events); err == nil {
			t.Errorf("the changes of event %d changed places unnoticed", i+1)
		}
		slices.Reverse(ev.Changes)
	}
}

func TestDifferencesNameWhatDoesNotAgree(t *testing.T) {
	t.Parallel()
	d := exited(t)
	cut, err := follow(d.events[:len(d.events)-1])
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(engagement.Differences(cut, d.e, 9), "\n")
	for _, want := range []string{`facts 0 phase: the events say "Remediate", the record says "Enable"`, "newest hash: ", "version: "} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not among\n%s", want, got)
		}
	}
	full := d.replay()
	full.Tasks[4080].Notes, full.Items[1].Blocker.On = "forged", "forged"
	delete(full.Waivers, 1)
	if got := engagement.Differences(d.e, full, 100); len(got) != 2+10 || !strings.HasPrefix(got[0], "task 4080 notes") {
		t.Errorf("differences: %s", strings.Join(got, "\n"))
	}
	if got := engagement.Differences(d.e, full, 3); len(got) != 3 {
		t.Errorf("%d differences, want 3", len(got))
	}
}

func TestEverySaltIsItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, ev := range exited(t).events {
		for _, c := range ev.Changes {
			if !c.Free {
				continue
			}
			if len(c.Salt) != engagement.SaltSize || seen[string(c.Salt)] {
				t.Errorf("event %d, %s: salt %x", ev.Seq, c.Field, c.Salt)
			}
			seen[string(c.Salt)] = true
		}
	}
}

func TestBecame(t *testing.T) {
	t.Parallel()
	ev := begin(t).do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done)})[0]
	if got, touched := ev.Became("state"); got != "done" || !touched {
		t.Errorf("state became %q, %v", got, touched)
	}
	if _, touched := ev.Became("notes"); touched {
		t.Error("the notes were touched")
	}
}
