package engagement_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"

	"pgregory.net/rapid"
)

// stood replays the first events of a desk.
func (d *desk) stood(version int) *engagement.Engagement {
	d.t.Helper()
	e := engagement.New(d.e.ID, d.e.Edition)
	for _, ev := range d.events[:version] {
		if err := e.Replay(ev); err != nil {
			d.t.Fatalf("replay: %v", err)
		}
	}
	return e
}

// The past is what stood then, whatever came after; and what is told of the
// difference between two of its moments is all that differs, and nothing else.
func TestThePastIsWhatStoodThen(t *testing.T) {
	t.Parallel()
	compared := map[engagement.Noun]int{}
	rapid.Check(t, func(t *rapid.T) {
		d := begin(t)
		stood := map[int]map[string]string{}
		for range 40 {
			d.pass(draw(t, 0, 0, 0, 1, 7))
			cmd := drawCommand(t, d)
			_, _ = d.try(draw(t, engineer, manager, manager2, sme, access.System), cmd, 0)
			if _, takesOut := cmd.(engagement.Anonymize); takesOut {
				clear(stood) // the past tells fewer names since
			}
			stood[d.e.Version] = d.e.Values()
		}
		for version, want := range stood {
			if e := d.stood(version); !maps.Equal(e.Values(), want) || e.Version != version || e.Head != d.events[version-1].Hash {
				t.Fatalf("version %d is replayed as another", version)
			}
		}
		versions := slices.Sorted(maps.Keys(stood))
		from, to := d.stood(draw(t, versions...)), d.stood(draw(t, versions...))
		checkComparison(t, from, to)
		for _, one := range engagement.Compare(from, to) {
			compared[one.Noun]++
		}
	})
	if len(compared) < 8 {
		t.Errorf("only %v were compared", compared)
	}
}

// checkComparison holds what Compare tells to what the values say.
func checkComparison(t *rapid.T, from, to *engagement.Engagement) {
	t.Helper()
	was, became := from.Values(), to.Values()
	told := map[string]bool{}
	var last engagement.Difference
	for _, d := range engagement.Compare(from, to) {
		if last.Noun != "" && (byPart(last) > byPart(d) || last.Noun == d.Noun && last.N >= d.N) {
			t.Fatalf("%v stands before %v", last.Subject, d.Subject)
		}
		last = d
		for _, c := range d.Changes {
			name := d.String() + " " + c.Field
			told[name] = true
			if c.Was != was[name] || c.Became != became[name] || c.Was == c.Became || d.New && c.Was != "" {
				t.Fatalf("%s is told as %q, %q; it was %q and became %q", name, c.Was, c.Became, was[name], became[name])
			}
		}
	}
	if want := differing(was, became); !maps.Equal(told, want) {
		t.Fatalf("told of %v, and %v differ", told, want)
	}
}

func byPart(d engagement.Difference) int { return slices.Index(engagement.Parts[:], d.Noun) }

func TestCompareTellsWhatIsNew(t *testing.T) {
	t.Parallel()
	d := begin(t)
	before := d.stood(d.e.Version)
	d.do(engineer, finding())
	after := d.stood(d.e.Version)
	for name, test := range map[string]struct {
		from, to *engagement.Engagement
		added    bool
		was      string
	}{
		"forward": {before, after, true, ""}, "back": {after, before, false, "143 duplicate addresses"},
	} {
		got := engagement.Compare(test.from, test.to)
		if len(got) != 1 || got[0].Subject != item(1) || got[0].New != test.added || got[0].Changes[0].Was != test.was {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if all := engagement.Compare(engagement.New(11, edition()), before); len(all) < 2 || !all[0].New || all[0].Noun != engagement.NounFacts {
		t.Errorf("from nothing: %+v", all)
	}
}

// Of the past nobody may ask anything, whatever it is.
func TestThePastTakesNoCommand(t *testing.T) {
	t.Parallel()
	d := exited(t)
	past := d.stood(3)
	past.Past = &engagement.Past{At: d.now, Since: d.events[2].At}
	if past.Exited() || !past.ReadOnly() || !d.e.ReadOnly() || d.stood(3).ReadOnly() {
		t.Error("what is over is not read-only, or what is not is")
	}
	rapid.Check(t, func(t *rapid.T) {
		cmd := drawCommand(t, d)
		by := draw(t, engineer, manager, admin, access.System, access.Actor{})
		for _, err := range []error{past.Try(cmd, by, d.now), past.Allows(cmd, by)} {
			if fault.KindOf(err) != fault.Conflict || err == nil {
				t.Fatalf("%T by %d: %v", cmd, by.ID, err)
			}
		}
	})
}

func TestReplayTakesTheNextEventAlone(t *testing.T) {
	t.Parallel()
	d := exited(t)
	for name, ev := range map[string]engagement.Event{
		"the one after next": d.events[4], "the same again": d.events[2],
		"another's":          {Engagement: 12, Seq: 4, At: time.Now(), Subject: item(1)},
		"of an unknown kind": {Engagement: d.e.ID, Seq: 4, Subject: engagement.Subject{Noun: "moon"}},
		"of unknown fields":  {Engagement: d.e.ID, Seq: 4, Subject: item(1), Changes: []engagement.Change{{Field: "moon"}}},
	} {
		if err := d.stood(3).Replay(ev); err == nil {
			t.Errorf("an event, %s, was replayed", name)
		}
	}
}
