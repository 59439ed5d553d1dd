package sample

import (
	"slices"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// fate is what becomes of a generated engagement.
type fate string

const (
	healthy  fate = "healthy"
	blocked  fate = "blocked"
	overdue  fate = "overdue"
	missed   fate = "missed" // its cadence
	ending   fate = "ending" // a waiver does, soon
	ready    fate = "ready to exit"
	waiting  fate = "exit waiting"
	returned fate = "exit returned"
	exited   fate = "exited"
	reopened fate = "reopened"
)

// fates are by how many of a thousand engagements have them.
var fates = []weighted[fate]{
	{415, healthy}, {60, blocked}, {55, overdue}, {45, missed}, {15, ending},
	{20, ready}, {20, waiting}, {15, returned}, {335, exited}, {20, reopened},
}

// plan is what is drawn of an engagement before it is told. Days are counted
// back from the day of the telling, as in stories.
type plan struct {
	story story
	fate  fate
	date  day.Date // the customer's
	size  int      // of the checklist
	held  []int    // the meetings
	exit  int      // the day on which the exit was approved
	again int      // the first meeting after the reopening

	blockedAt int // the meeting before which it was blocked, counted from 0
}

// newPlan draws the engagement of a team for a moment.
func newPlan(c chance, t *team, now time.Time) plan {
	p := plan{fate: pickWeighted(c, fates)}
	s := pickWeighted(c, sectors)
	p.size = c.longTail(18, 0.86, smallest, largest)
	lead := pick(c, t.engineers)
	p.story = story{
		customer: s.name(c), seats: seats(c), motion: pick(c, engagement.Motions), services: services(c, s, p.size),
		zone: t.zone(c), cadence: pickWeighted(c, cadences), meets: clock(c.between(9, 15), pick(c, []int{30, 45})),
		lead: lead, manager: pick(c, t.managers), crew: t.crew(c, lead), contacts: contacts(c, c.between(1, 4)),
	}
	p.date = day.Of(now, p.story.facts(t.cast).Location())
	p.schedule(c)
	return p
}

// The sizes of a checklist.
const (
	smallest = 5
	largest  = 240
)

var cadences = []weighted[engagement.Cadence]{
	{52, engagement.Weekly}, {30, engagement.Biweekly}, {12, engagement.Monthly},
	{4, engagement.EveryDays(10)}, {2, engagement.EveryDays(21)},
}

// seats are most often some thousands, and seldom many more; large ones are
// rounded.
func seats(c chance) int {
	n := c.longTail(2_800, 1.25, 150, 400_000)
	if n > 1_000 {
		n -= n % 50
	}
	return n
}

// asked are the services by how many of a hundred customers want them.
var asked = []int{84, 52, 40, 36, 16, 20, 32, 16, 0}

// services draws what is deployed; a long checklist has several behind it.
func services(c chance, s sector, size int) []string {
	var drawn []string
	for i, service := range engagement.DefaultServices() {
		if c.likely(asked[i]) || s.schools && i == len(asked)-1 {
			drawn = append(drawn, service)
		}
	}
	if missing := 1 + size/40 - len(drawn); missing > 0 {
		rest := slices.DeleteFunc(engagement.DefaultServices(), func(s string) bool { return slices.Contains(drawn, s) })
		drawn = append(drawn, draw(c, rest, min(missing, len(rest)))...)
	}
	return drawn
}

// crew draws who works on an engagement beside its lead.
func (t *team) crew(c chance, lead string) []string {
	crew := []string{pick(c, t.smes)}
	if second := pick(c, t.engineers); second != lead && c.likely(60) {
		crew = append(crew, second)
	}
	if c.likely(30) {
		crew = append(crew, pick(c, t.architects))
	}
	return crew
}
