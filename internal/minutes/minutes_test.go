package minutes_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/minutes"
	"gaptrack/internal/playbook"
)

// held is when the meeting of the tests began, in Prague at ten.
var held = time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)

func names(p engagement.PersonID) string {
	return map[engagement.PersonID]string{1: "Rhea Osei", 6: "Jan Novák"}[p]
}

func item(n int) engagement.Subject { return engagement.Subject{Noun: engagement.NounItem, N: n} }
func task(n int) engagement.Subject { return engagement.Subject{Noun: engagement.NounTask, N: n} }

// meeting is an engagement whose third checkpoint was closed, in words that say made.
func meeting(words string) *engagement.Engagement {
	e := engagement.New(11, &engagement.Edition{Playbook: &playbook.Playbook{Activities: []playbook.Activity{{
		Tasks: []playbook.Task{{ID: 4080, Name: "MDATP - Proxy Configuration"}},
	}}}})
	e.Facts.Customer, e.Facts.Zone = "Harbour & Finch"+words, "Europe/Prague"
	e.Contacts[1] = &engagement.Contact{Name: "Ana Ruiz" + words, Side: "customer", Title: "IT lead" + words}
	e.Contacts[2] = &engagement.Contact{Name: "Bo Lind" + words, Side: "partner"}
	e.Contacts[3] = &engagement.Contact{Name: "Who was not there", Side: "customer"}
	e.Checkpoints[3] = &engagement.Checkpoint{
		State: engagement.Closed, HeldAt: held, HeldBy: 1, ClosedAt: held.Add(45 * time.Minute), People: []int{1, 6}, Contacts: []int{1, 2},
		Attended: "Two of the board" + words, Minutes: "The freeze begins on the 20th." + words + "\n\nNobody is on leave." + words, Open: []int{1, 0, 2, 0},
	}
	e.Checkpoints[4] = &engagement.Checkpoint{State: engagement.Scheduled, On: day.New(2026, 3, 10), At: 10 * 60}
	e.Items[3] = &engagement.Item{Finding: "Renamed since" + words, State: engagement.ItemOpen, Severity: engagement.Critical,
		Blocker: engagement.Blocker{Kind: "Network", On: "The proxy" + words, Lifter: "Ana" + words, Since: day.New(2026, 2, 20)}}
	say := func(on engagement.Subject, minute int, title, state, did, note string) {
		e.Lines[len(e.Lines)+1] = &engagement.Line{Checkpoint: 3, Noun: on.Noun, N: on.N, Title: title, State: state, Did: did, Note: note,
			By: 1, At: held.Add(time.Duration(minute) * time.Minute)}
	}
	say(item(3), 5, "Proxy blocks the service"+words, "in progress", "Due 11 Mar 2026"+words, "")
	say(task(4080), 7, "", "", "", "No news."+words+"\nTill next week."+words)
	say(item(3), 9, "Proxy blocks the service"+words, "", "Taken back"+words, "")
	promise := func(n, checkpoint int, by int, state engagement.PromiseState, touched bool) {
		e.Promises[n] = &engagement.Promise{Checkpoint: checkpoint, Side: "customer", Who: "Ana Ruiz" + words, What: fmt.Sprintf("Promise %d%s", n, words),
			By: day.New(2026, 3, by), State: state, Words: map[bool]string{true: "Moved on" + words}[state == engagement.PromiseIsGiven]}
		if touched {
			say(engagement.Subject{Noun: engagement.NounPromise, N: n}, 10, e.Promises[n].What, "", "", "")
		}
	}
	promise(1, 1, 1, engagement.Promised, false)
	promise(2, 2, 2, engagement.PromiseIsKept, true)
	promise(3, 2, 2, engagement.PromiseIsKept, false) // in a meeting before
	promise(4, 2, 3, engagement.PromiseIsGiven, true)
	promise(5, 3, 11, engagement.Promised, true)
	promise(6, 2, 9, engagement.Promised, true)
	e.Promises[6].Noun, e.Promises[6].N = engagement.NounItem, 3
	promise(7, 2, 12, engagement.Promised, false)
	say(engagement.Subject{Noun: engagement.NounPromise, N: 7}, 11, e.Promises[7].What, "", "Now promised by 12 Mar 2026", "")
	promise(8, 2, 13, engagement.Promised, false)
	say(engagement.Subject{Noun: engagement.NounPromise, N: 8}, 11, e.Promises[8].What, "", "Now promised by 20 Mar 2026", "")
	say(engagement.Subject{Noun: engagement.NounPromise, N: 8}, 12, e.Promises[8].What, "", "Taken back", "")
	for n, state := range []engagement.PointState{engagement.PointOpen, engagement.PointIsParked, engagement.PointIsSettled, engagement.PointIsDropped} {
		e.Points[n+1] = &engagement.Point{What: fmt.Sprintf("Point %d%s", n+1, words), State: state, Words: map[bool]string{true: "So" + words}[n > 1]}
		say(engagement.Subject{Noun: engagement.NounPoint, N: n + 1}, 12, "", "", "", "")
	}
	e.Points[5] = &engagement.Point{What: "Settled before", State: engagement.PointIsSettled}
	say(engagement.Subject{Noun: engagement.NounCheckpoint, N: 3}, 120, "", "", "", "It begins on the 21st."+words)
	return e
}

const asText = `Checkpoint 3 of Harbour & Finch

Held: Tue 3 Mar 2026, 10:00 to 10:45 (UTC+1)
Held by: Rhea Osei
Onboarding team: Rhea Osei, Jan Novák
Customer: Ana Ruiz (IT lead)
Partner: Bo Lind
Also there: Two of the board

NOTES
  The freeze begins on the 20th.
  Nobody is on leave.

SAID AND DONE
Item 3: Proxy blocks the service
- 10:05: In progress. Due 11 Mar 2026 (Rhea Osei)
- 10:09: Taken back (Rhea Osei)
Task 4080: MDATP - Proxy Configuration
- 10:07: (Rhea Osei)
    No news.
    Till next week.

PROMISES
New
- Ana Ruiz (customer): Promise 5 (by 11 Mar 2026)
Kept
- Ana Ruiz (customer): Promise 2
Given up
- Ana Ruiz (customer): Promise 4 (Moved on)
Moved
- Ana Ruiz (customer): Promise 7 (now by 12 Mar 2026)
Still to be kept
- Ana Ruiz (customer): Promise 1 (by 1 Mar 2026, 2 days late)
- Ana Ruiz (customer): Promise 6 (item 3, by 9 Mar 2026)
- Ana Ruiz (customer): Promise 8 (by 13 Mar 2026)

POINTS OF THE AGENDA
Settled
- Point 3 (So)
Dropped
- Point 4 (So)
Parked
- Point 2
For the next checkpoint
- Point 1

WHAT STANDS IN THE WAY
  3 checklist items: 1 Critical, 2 Medium
Blocked
- Item 3: Renamed since (Network: The proxy, since 20 Feb 2026; to be lifted by Ana)

NEXT CHECKPOINT
  Checkpoint 4, Tue 10 Mar 2026, 10:00 to 10:30 (UTC+1)

CORRECTED SINCE
- Tue 3 Mar 2026, 12:00: (Rhea Osei)
    It begins on the 21st.
`

func TestText(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(asText, minutes.Of(meeting(""), 3, names).Text()); diff != "" {
		t.Error(diff)
	}
}

// What is not there leaves no heading.
func TestBareMinutes(t *testing.T) {
	t.Parallel()
	e := engagement.New(11, &engagement.Edition{Playbook: &playbook.Playbook{}})
	e.Facts.Customer, e.Facts.Zone = "Harbour & Finch", "Pacific/Tongatapu"
	e.Checkpoints[1] = &engagement.Checkpoint{State: engagement.Held, HeldAt: held, HeldBy: 6}
	const want = "Checkpoint 1 of Harbour & Finch\n\nHeld: Tue 3 Mar 2026, 22:00 (UTC+13)\nHeld by: Jan Novák\n"
	if diff := cmp.Diff(want, minutes.Of(e, 1, names).Text()); diff != "" {
		t.Error(diff)
	}
	e.Checkpoints[1].State, e.Checkpoints[1].ClosedAt = engagement.Closed, held.Add(3*time.Hour)
	if got := minutes.Of(e, 1, names).When(); got != "Tue 3 Mar 2026, 22:00 to Wed 4 Mar 2026, 01:00 (UTC+13)" {
		t.Errorf("past midnight: %s", got)
	}
}

func TestOpenWords(t *testing.T) {
	t.Parallel()
	e := meeting("")
	for want, open := range map[string][]int{
		"":                                     nil,
		"No checklist item stands in the way.": {0, 0, 0, 0},
		"1 checklist item: 1 Low":              {0, 0, 0, 1},
		"12 checklist items: 2 Critical, 10 High": {2, 10, 0, 0},
	} {
		e.Checkpoints[3].Open = open
		if got := minutes.Of(e, 3, names).OpenWords(); got != want {
			t.Errorf("%v: %q, want %q", open, got, want)
		}
	}
}

// A contact whose name was taken out is named by nothing else.
func TestAnonymousContacts(t *testing.T) {
	t.Parallel()
	e := meeting("")
	for _, c := range e.Contacts {
		c.Name, c.Title = engagement.Anonymous, engagement.Anonymous
	}
	got := minutes.Of(e, 3, names).Present
	want := []minutes.Group{{Side: "Onboarding team", Names: []string{"Rhea Osei", "Jan Novák"}},
		{Side: "Customer", Names: []string{engagement.Anonymous}}, {Side: "Partner", Names: []string{engagement.Anonymous}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Every form tells the same, in the same order.
func TestFormsAgree(t *testing.T) {
	t.Parallel()
	m := minutes.Of(meeting(""), 3, names)
	for name, got := range map[string]string{"Markdown": seenMarkdown(t, m.Markdown()), "HTML": seenHTML(t, m.Body())} {
		words := strings.FieldsFunc(strings.ToLower(m.Text()), func(r rune) bool { return strings.ContainsRune(" \n:-", r) })
		drawn := strings.FieldsFunc(strings.ToLower(got), func(r rune) bool { return strings.ContainsRune(" \n:-", r) })
		if !slices.Equal(words, drawn) {
			t.Errorf("%s: %s", name, cmp.Diff(words, drawn))
		}
	}
}
