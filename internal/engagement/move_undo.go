package engagement

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

// What taking back a move gives back.
const (
	TaskRestored   Kind = "task.restored"
	WaiverRestored Kind = "waiver.restored"
	ExitRestored   Kind = "exit.restored"
)

// UndoMove takes an engagement back to the edition from which event Seq moved it.
// What the move itself changed is as it was before, unless somebody touched it
// since; what was said of key inputs and outputs since goes with their texts; what
// was logged on tasks stays. Ask.Since must hold the event and all after it, and To
// is the edition of before; see MovedFrom.
type UndoMove struct {
	Seq int
	To  *Edition
}

func (UndoMove) action() access.Action { return access.Move }

// MovedFrom gives the ID of the edition from which an event moved an engagement, 0
// where it did no such thing.
func (ev Event) MovedFrom() int64 {
	i := slices.IndexFunc(ev.Changes, func(c Change) bool { return c.Field == "edition" })
	if ev.Kind != Moved || i < 0 {
		return 0
	}
	id, _ := strconv.ParseInt(ev.Changes[i].Was, 10, 64) // what is no number is no edition
	return id
}

func (c UndoMove) decide(d *decision) error {
	u, err := c.undoing(d)
	if err != nil {
		return err
	}
	x := d.cross(c.To, d.today)
	d.Cause = fmt.Sprintf("undo of %d", c.Seq)
	if err := d.goTo(c.To, MovedBack); err != nil {
		return err
	}
	for _, b := range x.bullets() {
		if err := u.restoreAttestations(d, b); err != nil {
			return err
		}
	}
	if err := u.restoreTasks(d); err != nil {
		return err
	}
	if err := u.restoreWaivers(d); err != nil {
		return err
	}
	return u.restoreExit(d)
}

// undoing is a move that is being taken back.
type undoing struct {
	did    []Event     // the move
	since  []Event     // all after it
	before *Engagement // as it stood before the move
}

// undoing finds the move, and refuses it where it is none, or where another came
// after it.
func (c UndoMove) undoing(d *decision) (*undoing, error) {
	at := slices.IndexFunc(d.Since, func(ev Event) bool { return ev.Seq == c.Seq })
	if at < 0 || c.To == nil || d.Since[at].MovedFrom() != c.To.ID {
		return nil, fault.New(fault.Invalid, "This change moved the engagement to no other edition, so there is no move to take back.")
	}
	all := d.Since[at:]
	if slices.ContainsFunc(all[1:], func(ev Event) bool { return ev.Kind == Moved || ev.Kind == MovedBack }) {
		return nil, fault.New(fault.Conflict, "This move was taken back already, or the engagement moved again since.")
	}
	end := 1
	for end < len(all) && all[end].partOf(all[0]) {
		end++
	}
	before, err := d.rewound(all)
	return &undoing{did: all[:end], since: all[end:], before: before}, err
}

// partOf reports whether an event was done by a move, or by what the move unmet.
func (ev Event) partOf(move Event) bool {
	unmet := ev.Kind == ExitWithdrawn && strings.HasPrefix(ev.Cause, "change ") && ev.At.Equal(move.At)
	return ev.Cause == move.Cause || unmet
}

// rewound gives the engagement as it stood before some events, which are its newest.
func (e *Engagement) rewound(events []Event) (*Engagement, error) {
	before := e.clone()
	for _, ev := range slices.Backward(events) {
		changes := slices.Clone(ev.Changes)
		for i := range changes {
			changes[i].Became = changes[i].Was
		}
		if err := allRecords[ev.Subject.Noun].apply(before, ev.Subject.N, changes); err != nil {
			return nil, err
		}
	}
	return before, nil
}

// touched reports whether somebody changed a record after the move.
func (u *undoing) touched(s Subject) bool {
	return slices.ContainsFunc(u.since, func(ev Event) bool { return ev.Subject == s })
}

// changed gives the records of a kind that the move changed, in its order.
func (u *undoing) changed(noun Noun) []int {
	var all []int
	for _, ev := range u.did {
		if ev.Subject.Noun == noun {
			all = append(all, ev.Subject.N)
		}
	}
	return all
}

// restoreAttestations takes what was said of key inputs or outputs back to the texts
// of the edition before: what nobody touched since as it was, what somebody did as
// the move would have carried it.
func (u *undoing) restoreAttestations(d *decision, b *bullets) error {
	next := map[int]Attestation{}
	for n := range b.of(u.before) {
		next[n] = b.get(u.before, n)
	}
	for n, a := range b.of(d.Engagement) {
		if to, same := b.counterpart(n); to > 0 && u.touched(Subject{b.noun, n}) {
			next[to] = a.carried(same)
		}
	}
	return b.put(d, next)
}

// restoreTasks takes back what the move put into tasks, value by value. What was
// logged since stays.
func (u *undoing) restoreTasks(d *decision) error {
	for _, ev := range u.did {
		if ev.Subject.Noun != NounTask {
			continue
		}
		err := change(d, taskRecords, ev.Subject.N, TaskRestored, func(t *Task) error {
			for _, c := range ev.Changes {
				if err := taskRecords.putBack(t, c); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// putBack gives a field what it was before a change, where it still is what it became.
func (rs records[R]) putBack(r *R, c Change) error {
	for _, f := range rs.fields {
		if f.name == c.Field && f.get(r) == c.Became {
			return f.set(r, c.Was)
		}
	}
	return nil
}

// restoreWaivers lets the waivers stand again that the move ended, where they are
// still needed and nothing took their place.
func (u *undoing) restoreWaivers(d *decision) error {
	for _, n := range u.changed(NounWaiver) {
		was := waiverRecords.get(u.before, n)
		if u.touched(Subject{NounWaiver, n}) || d.Task(was.N).State == Done || u.replaced(d, was.On()) {
			continue
		}
		if err := change(d, waiverRecords, n, WaiverRestored, func(w *Waiver) error { *w = was; return nil }); err != nil {
			return err
		}
	}
	return nil
}

// replaced reports whether a waiver of a subject waits or holds that came after the
// move.
func (u *undoing) replaced(d *decision, on Subject) bool {
	for n, w := range d.Waivers {
		if w.On() == on && (w.State == Waiting || w.Live(d.today)) && u.touched(Subject{NounWaiver, n}) {
			return true
		}
	}
	return false
}

// restoreExit lets the request wait again that the move withdrew, where all that it
// stood on holds.
func (u *undoing) restoreExit(d *decision) error {
	for _, n := range u.changed(NounExit) {
		was := exitRecords.get(u.before, n)
		lost, err := d.lostOutputs(&was)
		if err != nil {
			return err
		}
		if n != d.LastExit() || u.touched(Subject{NounExit, n}) || len(lost) > 0 || !d.Readiness(d.today).Met() {
			continue
		}
		if err := change(d, exitRecords, n, ExitRestored, func(x *ExitRequest) error { *x = was; return nil }); err != nil {
			return err
		}
	}
	return nil
}
