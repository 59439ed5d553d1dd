package sample

import (
	"slices"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// squad is a generated team without a database.
func squad(place int64) *team {
	c, who := cast{}, teamPlayers(place)
	for i, p := range who {
		c[p.key] = access.Actor{ID: int64(i + 1), Name: p.name, Role: p.role, TeamID: 1}
	}
	return newTeam(regionAt(place), c, who)
}

// invented makes engagements in memory.
func invented(t *testing.T, count int, now time.Time) []postgres.Whole {
	t.Helper()
	on, squad := edition(t), squad(0)
	var all []postgres.Whole
	for id := range int64(count) {
		e, err := invent(newChance(7, id+1), engagement.ID(id+1), on, squad, now)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

// TestInvent holds generated engagements to life, at every moment at which the
// stories must hold.
func TestInvent(t *testing.T) {
	t.Parallel()
	for _, now := range moments {
		t.Run(now.Format("2006-01-02"), func(t *testing.T) {
			t.Parallel()
			reasons, quiet, left, events := map[engagement.AttentionKind]int{}, 0, 0, 0
			const many = 600
			asked := map[string]int{}
			var sizes []int
			for _, e := range invented(t, many, now) {
				s := e.Summarize(now)
				for _, a := range s.Attention {
					reasons[a.Kind]++
				}
				if e.Exited() {
					left++
				} else if len(s.Attention) == 0 {
					quiet++
				}
				events += len(e.Events)
				sizes = append(sizes, len(e.Items))
				past(t, e, now)
				tally(e, asked)
			}
			within(t, "exited, in percent", 100*left/many, 28, 39)
			within(t, "open and quiet, in percent of those that are open", 100*quiet/(many-left), 55, 75)
			within(t, "events of each", events/many, 70, 110)
			for _, kind := range engagement.AttentionKinds {
				within(t, "needs attention: "+string(kind), reasons[kind], 1, 100)
			}
			for _, kind := range []engagement.Kind{engagement.WaiverWarned, engagement.WaiverLapsed} {
				within(t, string(kind), asked[string(kind)], 1, many)
			}
			longTailed(t, sizes)
			for _, state := range []engagement.RequestState{engagement.Waiting, engagement.Approved, engagement.Returned} {
				for _, noun := range []engagement.Noun{engagement.NounItem, engagement.NounTask, engagement.NounException, engagement.NounExit} {
					what := string(noun) + " " + string(state)
					within(t, what, asked[what], 1, 250)
				}
			}
		})
	}
}

// tally counts what was asked for of an engagement, by what came of it, and the
// kinds of its events.
func tally(e postgres.Whole, into map[string]int) {
	for _, w := range e.Waivers {
		into[string(w.Noun)+" "+string(w.State)]++
	}
	for _, ev := range e.Events {
		into[string(ev.Kind)]++
	}
	for _, x := range e.Exceptions {
		into[string(engagement.NounException)+" "+string(x.State)]++
	}
	for _, x := range e.Exits {
		into[string(engagement.NounExit)+" "+string(x.State)]++
	}
}

// past checks that nothing of an engagement is of the day on which it is made.
func past(t *testing.T, e postgres.Whole, now time.Time) {
	t.Helper()
	morning := now.UTC().Truncate(24 * time.Hour)
	for i, ev := range e.Events {
		if !ev.At.Before(morning) || i > 0 && ev.At.Before(e.Events[i-1].At) {
			t.Errorf("engagement %d: event %d is of %s", e.ID, ev.Seq, ev.At)
		}
		if dawn := e.Day(ev.At).At(0, e.Facts.Location()); ev.Actor == 0 && !ev.At.Equal(dawn) {
			t.Errorf("engagement %d: the date of event %d passed at %s", e.ID, ev.Seq, dawn)
		}
	}
	if next := e.Summarize(now).StaleAt; !next.IsZero() && next.Before(morning) {
		t.Errorf("engagement %d: its summary is stale since %s", e.ID, next)
	}
}

func longTailed(t *testing.T, sizes []int) {
	t.Helper()
	slices.Sort(sizes)
	sum := 0
	for _, size := range sizes {
		sum += size
	}
	within(t, "the shortest checklist", sizes[0], smallest, 8)
	within(t, "the median checklist", sizes[len(sizes)/2], 15, 21)
	within(t, "the mean checklist", sum/len(sizes), 23, 30)
	within(t, "the longest checklist", sizes[len(sizes)-1], 120, largest)
}

func within(t *testing.T, what string, got, low, high int) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("%s: %d, want %d to %d", what, got, low, high)
	}
}

// TestInventIsTheSameAllDay makes the same engagements in the morning and in the
// evening.
func TestInventIsTheSameAllDay(t *testing.T) {
	t.Parallel()
	now := moments[0]
	evening := invented(t, 60, now.Add(8*time.Hour))
	for i, e := range invented(t, 60, now.Add(-8*time.Hour)) {
		want(t, "newest hash", e.Head, evening[i].Head)
	}
}

// TestInventedNamesDiffer tells customers from each other by name, mostly.
func TestInventedNamesDiffer(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	const many = 50_000
	for n := range int64(many) {
		c := newChance(1, n)
		names[pickWeighted(c, sectors).name(c)] = true
	}
	within(t, "different names", len(names), many*90/100, many)
}

func TestTeams(t *testing.T) {
	t.Parallel()
	addresses := map[string]bool{}
	for place := range int64(3 * len(regions)) {
		who := teamPlayers(place)
		within(t, "people of "+teamName(place), len(who), 10, 14)
		within(t, "managers", count(who, access.Manager), 2, 3)
		within(t, "engineers", count(who, access.Engineer), 6, 7)
		within(t, "SMEs", count(who, access.SME), 1, 2)
		within(t, "architects", count(who, access.Architect), 1, 1)
		for _, p := range who {
			if addresses[p.email()] {
				t.Errorf("%s comes twice", p.email())
			}
			addresses[p.email()] = true
		}
	}
	if !addresses["r.osei@west.gaptrack.example"] || !addresses["j.moreau@east.gaptrack.example"] {
		t.Error("the people of the demo are not in their teams")
	}
}
