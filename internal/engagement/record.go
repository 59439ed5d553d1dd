package engagement

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// Noun names a kind of record. Together with a number it names one record of
// an engagement.
type Noun string

// The nouns. Facts are one record, number 0; tasks go by their FTOP ID, inputs
// and outputs by their place in the playbook, members by their PersonID, all
// others are counted from 1.
const (
	NounFacts      Noun = "facts"
	NounMember     Noun = "member"
	NounException  Noun = "exception"
	NounInput      Noun = "input"
	NounOutput     Noun = "output"
	NounTask       Noun = "task"
	NounItem       Noun = "item"
	NounWaiver     Noun = "waiver"
	NounCheckpoint Noun = "checkpoint"
	NounLine       Noun = "line"
	NounExit       Noun = "exit"
	NounContact    Noun = "contact"
	NounPromise    Noun = "promise"
	NounPoint      Noun = "point"
)

// plain gives what sentences call records of the kind.
func (n Noun) plain() string {
	switch n {
	case NounItem:
		return "checklist item"
	case NounInput, NounOutput:
		return "key " + string(n)
	case NounFacts:
		return "the facts"
	}
	return string(n)
}

// counted reports whether records of the kind are made one after the other. All
// others are there from the start, and empty.
func (n Noun) counted() bool {
	switch n {
	case NounFacts, NounMember, NounTask, NounInput, NounOutput:
		return false
	}
	return true
}

// Subject names one record of an engagement.
type Subject struct {
	Noun Noun
	N    int
}

// String gives "task 4080".
func (s Subject) String() string { return string(s.Noun) + " " + strconv.Itoa(s.N) }

// records is one kind of record: its fields, and where an engagement keeps
// them.
type records[R any] struct {
	noun   Noun
	fields []field[R]
	of     func(*Engagement) map[int]*R
}

// Records by noun. The facts are kept beside the maps, in a map of one.
var (
	factRecords       = records[Facts]{NounFacts, factFields, func(e *Engagement) map[int]*Facts { return map[int]*Facts{0: &e.Facts} }}
	memberRecords     = records[Member]{NounMember, memberFields, func(e *Engagement) map[int]*Member { return e.Members }}
	exceptionRecords  = records[Exception]{NounException, exceptionFields, func(e *Engagement) map[int]*Exception { return e.Exceptions }}
	inputRecords      = records[Attestation]{NounInput, attestationFields, func(e *Engagement) map[int]*Attestation { return e.Inputs }}
	outputRecords     = records[Attestation]{NounOutput, attestationFields, func(e *Engagement) map[int]*Attestation { return e.Outputs }}
	taskRecords       = records[Task]{NounTask, taskFields, func(e *Engagement) map[int]*Task { return e.Tasks }}
	itemRecords       = records[Item]{NounItem, itemFields, func(e *Engagement) map[int]*Item { return e.Items }}
	waiverRecords     = records[Waiver]{NounWaiver, waiverFields, func(e *Engagement) map[int]*Waiver { return e.Waivers }}
	checkpointRecords = records[Checkpoint]{NounCheckpoint, checkpointFields, func(e *Engagement) map[int]*Checkpoint { return e.Checkpoints }}
	lineRecords       = records[Line]{NounLine, lineFields, func(e *Engagement) map[int]*Line { return e.Lines }}
	exitRecords       = records[ExitRequest]{NounExit, exitFields, func(e *Engagement) map[int]*ExitRequest { return e.Exits }}
	contactRecords    = records[Contact]{NounContact, contactFields, func(e *Engagement) map[int]*Contact { return e.Contacts }}
	promiseRecords    = records[Promise]{NounPromise, promiseFields, func(e *Engagement) map[int]*Promise { return e.Promises }}
	pointRecords      = records[Point]{NounPoint, pointFields, func(e *Engagement) map[int]*Point { return e.Points }}
)

// kept is what all kinds of records have in common.
type kept interface {
	apply(e *Engagement, n int, changes []Change) error
	values(e *Engagement) map[string]string
	value(e *Engagement, n int, name string) (value string, free, known bool)
	namesPerson(name string) bool
	list(e *Engagement, n int, names []string) []Value
	differ(all []Difference, from, to *Engagement) []Difference
	snapshot(e *Engagement) []byte
	restore(in *snapshotReader, e *Engagement)
}

var allRecords = map[Noun]kept{
	NounFacts: factRecords, NounMember: memberRecords, NounException: exceptionRecords,
	NounInput: inputRecords, NounOutput: outputRecords, NounTask: taskRecords, NounItem: itemRecords,
	NounWaiver: waiverRecords, NounCheckpoint: checkpointRecords, NounLine: lineRecords, NounExit: exitRecords,
	NounContact: contactRecords, NounPromise: promiseRecords, NounPoint: pointRecords,
}

// get gives record n, zero where there is none yet.
func (rs records[R]) get(e *Engagement, n int) R {
	if r := rs.of(e)[n]; r != nil {
		return *r
	}
	var zero R
	return zero
}

// next gives the number that the next record of a counted kind gets.
func (rs records[R]) next(e *Engagement) int {
	highest := 0
	for n := range rs.of(e) {
		highest = max(highest, n)
	}
	return highest + 1
}

// diff gives what became different between two states of one record.
func (rs records[R]) diff(was, became *R) []Change {
	var changes []Change
	for _, f := range rs.fields {
		if a, b := f.get(was), f.get(became); a != b {
			changes = append(changes, Change{Field: f.name, Was: a, Became: b, Free: f.free})
		}
	}
	return changes
}

func (rs records[R]) apply(e *Engagement, n int, changes []Change) error {
	r := rs.get(e, n)
	for _, c := range changes {
		i := slices.IndexFunc(rs.fields, func(f field[R]) bool { return f.name == c.Field })
		if i < 0 {
			return fmt.Errorf("engagement: %s has no field %q", rs.noun, c.Field)
		}
		if err := rs.fields[i].set(&r, c.Became); err != nil {
			return fmt.Errorf("engagement: %s %d, field %s: %w", rs.noun, n, c.Field, err)
		}
	}
	if rs.noun == NounFacts {
		*rs.of(e)[0] = r
		return nil
	}
	rs.of(e)[n] = &r
	return nil
}

// values lists every field that is not empty, under "task 4080 state".
func (rs records[R]) values(e *Engagement) map[string]string {
	all := map[string]string{}
	for n, r := range rs.of(e) {
		for _, f := range rs.fields {
			if v := f.get(r); v != "" {
				all[fmt.Sprintf("%s %d %s", rs.noun, n, f.name)] = v
			}
		}
	}
	return all
}

// value gives one field of record n, and whether it is free text.
func (rs records[R]) value(e *Engagement, n int, name string) (value string, free, known bool) {
	for _, f := range rs.fields {
		if f.name == name {
			r := rs.get(e, n)
			return f.get(&r), f.free, true
		}
	}
	return "", false, false
}

// list gives some fields of record n that are not empty.
func (rs records[R]) list(e *Engagement, n int, names []string) []Value {
	r := rs.get(e, n)
	var all []Value
	for _, name := range names {
		for _, f := range rs.fields {
			if v := f.get(&r); f.name == name && v != "" {
				all = append(all, Value{Name: name, Text: v, Free: f.free, Who: f.who})
			}
		}
	}
	return all
}

func (rs records[R]) namesPerson(name string) bool {
	return slices.ContainsFunc(rs.fields, func(f field[R]) bool { return f.name == name && f.who })
}

// Values gives every remembered value of every record that is not empty, by a
// name such as "task 4080 state". Two engagements with the same values are the
// same engagement.
func (e *Engagement) Values() map[string]string {
	all := map[string]string{}
	for _, rs := range allRecords {
		maps.Copy(all, rs.values(e))
	}
	return all
}
