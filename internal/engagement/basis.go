package engagement

import (
	"crypto/sha256"
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/day"
)

// Value is one value in its written form.
type Value struct {
	Name, Text string
	Free       bool // free text, or a name
	Who        bool // a person, by ID
}

// Stated is one thing that an exit rests on: a condition, an item, a waiver.
type Stated struct {
	Name   string  // "condition tasks", "item 3", "waiver 1"
	Values []Value // those that are not empty
}

// Basis is all that an exit request rests on, in a fixed order: what the approver
// is shown, what an approval is of, and what its proof says. It holds no date of
// the day: what a day changes stands in the conditions, the states and the waivers
// that hold, so that a midnight that changes nothing refuses nothing.
//
// The proofs that were given are held to it for good: what it lists is changed
// together with proof.Format alone, and the form of before is kept for them.
type Basis []Stated

// ExitBasis gives what exit request n rests on, on a day; nothing where there is no
// such request.
func (e *Engagement) ExitBasis(n int, today day.Date) Basis {
	x := e.Exits[n]
	if x == nil {
		return nil
	}
	b := Basis{
		e.stated(Subject{NounFacts, 0}, "customer", "seats", "motion", "services", "manager", "time_zone"),
		e.statedEdition(),
		e.stated(Subject{NounExit, n}, "requested_by", "requested_on", "note", "outputs"),
	}
	for _, c := range e.Readiness(today) {
		b = append(b, c.stated())
	}
	b = e.stateAttestations(b, NounInput, e.Edition.Playbook.KeyInputs)
	b = e.stateAttestations(b, NounOutput, e.Edition.Playbook.KeyOutputs)
	b = e.stateTasks(b, today)
	for _, i := range sortedKeys(e.Items) {
		b = append(b, e.stated(Subject{NounItem, i}, "finding", "done_when", "service", "severity", "side", "owner", "state",
			"resolved_at", "resolved_by"))
	}
	for _, w := range sortedKeys(e.Waivers) {
		if e.Waivers[w].Live(today) {
			b = append(b, e.stated(Subject{NounWaiver, w}, "noun", "n", "reason", "compensating", "review_on", "proposed_by",
				"proposed_on", "decided_by", "decided_on", "words"))
		}
	}
	return append(b, Stated{"event", values("seq", strconv.Itoa(e.Version), "hash", e.Head.String())})
}

// Found gives the basis with the conditions as they were found at another time: how
// they are worded may have changed since.
func (b Basis) Found(conditions Readiness) Basis {
	b = slices.Clone(b)
	for _, c := range conditions {
		s := c.stated()
		if i := slices.IndexFunc(b, func(o Stated) bool { return o.Name == s.Name }); i >= 0 {
			b[i] = s
		}
	}
	return b
}

// stated lists some fields of a record.
func (e *Engagement) stated(s Subject, names ...string) Stated {
	return Stated{strings.TrimSuffix(s.String(), " 0"), allRecords[s.Noun].list(e, s.N, names)}
}

func (e *Engagement) statedEdition() Stated {
	return Stated{"edition", values("playbook", e.Edition.Slug, "number", strconv.Itoa(e.Edition.Number), "title", e.Edition.Playbook.Title)}
}

// conditionPart begins the names of conditions.
const conditionPart = "condition"

// stated gives a condition. What it says names people at the customer, and so is
// free text.
func (c Condition) stated() Stated {
	met := "no"
	if c.Met {
		met = "yes"
	}
	all := values("title", c.Title, "met", met)
	return Stated{conditionPart + " " + string(c.Key), append(all, Value{Name: "why", Text: c.Why, Free: true})}
}

// stateAttestations adds the key inputs or outputs of the playbook, each with what
// somebody stood for.
func (e *Engagement) stateAttestations(b Basis, noun Noun, texts []string) Basis {
	for i, text := range texts {
		s := e.stated(Subject{noun, i + 1}, "met", "words", "by", "on")
		s.Values = append(values("text", text), s.Values...)
		b = append(b, s)
	}
	return b
}

// stateTasks adds the mandatory tasks in scope but ExitTask, and those that the
// exit closes.
func (e *Engagement) stateTasks(b Basis, today day.Date) Basis {
	for _, s := range e.Scope(today) {
		state := e.TaskState(s.ID, today)
		closes := !s.Mandatory && !state.Over()
		if !s.In || s.ID == ExitTask || !s.Mandatory && !closes {
			continue
		}
		if closes {
			state = NotPursued
		}
		t := e.stated(Subject{NounTask, s.ID}, "done_by", "done_on", "confirmed_by", "confirmed_on")
		t.Values = append(values("name", s.Name, "state", string(state)), t.Values...)
		b = append(b, t)
	}
	return b
}

// values makes a list of names, each with its text.
func values(pairs ...string) []Value {
	var all []Value
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, Value{Name: pairs[i], Text: pairs[i+1]})
	}
	return all
}

// Digest hashes the basis, every part led by its length. It is for forms, and never
// kept: it is of words without a salt.
func (b Basis) Digest() Hash {
	var all []byte
	for _, s := range b {
		all = appendPart(all, s.Name)
		all = appendNumber(all, int64(len(s.Values)))
		for _, v := range s.Values {
			all = appendPart(all, v.Name)
			all = appendPart(all, v.Text)
		}
	}
	return sha256.Sum256(all)
}
