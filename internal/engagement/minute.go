package engagement

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gaptrack/internal/day"
)

// minuted lists the kinds of records of which the minutes tell what is done to them.
var minuted = []Noun{NounItem, NounTask, NounWaiver, NounPromise, NounPoint}

// minutesFor gives the checkpoint whose minutes tell what a command does: the one that
// is being held, if a person asks. What follows from a date, an exit or another edition
// of the playbook is nothing that a meeting did; 0 then.
func (d *decision) minutesFor(cmd Command) int {
	switch cmd.(type) {
	case Lapse, Anonymize, DecideExit, Move, UndoMove:
		return 0
	}
	return d.BeingHeld()
}

// causeOf gives why something happens to a record: where nothing else made it happen,
// the checkpoint that is being held.
func (d *decision) causeOf(of Subject) string {
	if d.Cause == "" && d.minutes != 0 && slices.Contains(minuted, of.Noun) {
		return checkpointCause(d.minutes)
	}
	return d.Cause
}

func checkpointCause(n int) string { return fmt.Sprintf("checkpoint %d", n) }

// writeMinutes makes lines of what was decided while a checkpoint is being held, one for
// each task, item, promise or point: so every door writes minutes.
func (d *decision) writeMinutes() error {
	if d.minutes == 0 || d.BeingHeld() != d.minutes {
		return nil
	}
	cause := d.Cause
	d.Cause = checkpointCause(d.minutes)
	defer func() { d.Cause = cause }()
	for _, l := range d.lines(cause) {
		if _, err := add(d, lineRecords, LineAdded, l); err != nil {
			return err
		}
	}
	return nil
}

// lines gives what the minutes tell of the events so far, in the order in which they
// touched its subjects, and of what was said.
func (d *decision) lines(cause string) []Line {
	var all []Line
	line := func(on Subject) *Line {
		i := slices.IndexFunc(all, func(l Line) bool { return l.On() == on })
		if i < 0 {
			i = len(all)
			all = append(all, Line{Checkpoint: d.minutes, Noun: on.Noun, N: on.N, Title: d.title(on), By: d.actor(), At: d.moment()})
		}
		return &all[i]
	}
	for _, c := range Net(d.events) {
		if state, did := d.done(c); state != "" || did != "" {
			l := line(c.Subject)
			l.State, l.Did = state, did
		}
	}
	for _, ev := range d.events {
		if on, did := d.happened(ev); did != "" {
			l := line(on)
			l.Did = joined(l.Did, did)
		}
	}
	if d.note != "" {
		line(d.spokenOf).Note = d.note
	}
	for i := range all {
		if strings.HasPrefix(cause, "undo ") {
			all[i].Did = joined("Taken back", all[i].Did)
		}
	}
	return all
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ". " + b
}

// title gives what a subject is called in the minutes, for good.
func (d *decision) title(on Subject) string {
	switch on.Noun {
	case NounItem:
		return d.Items[on.N].Finding
	case NounPromise:
		return d.Promises[on.N].What
	case NounPoint:
		return d.Points[on.N].What
	}
	t, _, _ := d.PlaybookTask(on.N)
	return t.Name
}

// done words what became of a task or an item: the state that it was given, if it was,
// and what else. It names nobody.
func (d *decision) done(c Difference) (state, did string) {
	switch {
	case c.Noun == NounItem && c.New:
		return "", "New on the checklist"
	case c.Noun != NounItem && c.Noun != NounTask:
		return "", ""
	}
	var words, others []string
	for _, f := range c.Changes {
		switch say, known := doneWords[f.Field]; {
		case f.Field == "state":
			state = cmp.Or(f.Became, string(NotStarted))
		case strings.HasPrefix(f.Field, "blocked_"):
			words = append(words, d.blockedWords(c, f.Field))
		case known:
			words = append(words, say(f))
		case !slices.Contains(untold, f.Field):
			others = append(others, strings.ReplaceAll(f.Field, "_", " "))
		}
	}
	if len(others) > 0 {
		words = append(words, "Changed: "+strings.Join(others, ", "))
	}
	return state, strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), ". ")
}

// untold are the fields that follow from what is told.
var untold = []string{"added_at", "resolved_at", "resolved_by", "reopened_at", "slipped_at", "started_at", "done_by", "done_on", "confirmed_on"}

// doneWords word what became of a field.
var doneWords = map[string]func(Change) string{
	"due":       dueWords,
	"owner":     func(Change) string { return "Owner changed" },
	"severity":  func(c Change) string { return fmt.Sprintf("Severity %s, was %s", c.Became, c.Was) },
	"pulled_in": func(c Change) string { return givenOr(c, "Pulled into the scope", "Put back out of the scope") },
	"confirmed_by": func(c Change) string {
		return givenOr(c, "The customer's review was confirmed", "The customer's review is not confirmed")
	},
}

func givenOr(c Change, given, taken string) string {
	if c.Became == "" {
		return taken
	}
	return given
}

func dueWords(c Change) string {
	switch {
	case c.Became == "":
		return "No longer due on a day"
	case c.Was == "":
		return "Due " + writtenDay(c.Became)
	}
	return fmt.Sprintf("Due %s, was %s", writtenDay(c.Became), writtenDay(c.Was))
}

// blockedWords word what became of a blocker, once for all its fields.
func (d *decision) blockedWords(c Difference, field string) string {
	first := slices.IndexFunc(c.Changes, func(f Change) bool { return strings.HasPrefix(f.Field, "blocked_") })
	if c.Changes[first].Field != field {
		return ""
	}
	b := d.Task(c.N).Blocker
	if c.Noun == NounItem {
		b = d.Items[c.N].Blocker
	}
	if b.IsZero() {
		return "No longer blocked"
	}
	return fmt.Sprintf("Blocked (%s): %s", b.Kind, strings.TrimRight(b.On, ". "))
}

// promiseMovedWords begin what a line says of a promise that got another day.
const promiseMovedWords = "Now promised by "

// MovesPromise tells whether a line is of a promise that got another day.
func (l Line) MovesPromise() bool {
	return l.Noun == NounPromise && strings.HasPrefix(l.Did, promiseMovedWords)
}

// happenedWords word what happens to waivers, promises and points.
var happenedWords = map[Kind]string{
	WaiverProposed: "Waiver proposed until %s", WaiverApproved: "Waiver approved until %s", WaiverReturned: "Waiver returned",
	WaiverWithdrawn: "Waiver withdrawn", WaiverEnded: "Waiver ended",
	PromiseMade: "Promised by %s", PromiseMoved: promiseMovedWords + "%s", PromiseKept: "Kept", PromiseDropped: "Given up: %s",
	PromiseReopened: "To be kept again by %s",
	PointAdded:      "New on the agenda", PointParked: "Parked for a later checkpoint", PointSettled: "Settled", PointDropped: "Dropped",
	PointReopened: "To be spoken of again",
}

// happened words what happened to a waiver, a promise or a point, and names what the
// minutes tell it of: a waiver's task or item.
func (d *decision) happened(ev Event) (Subject, string) {
	say := happenedWords[ev.Kind]
	switch ev.Subject.Noun {
	case NounWaiver:
		w := d.Waivers[ev.Subject.N]
		return w.On(), strings.Replace(say, "%s", w.ReviewOn.Format(dayWords), 1)
	case NounPromise:
		p := d.Promises[ev.Subject.N]
		return ev.Subject, strings.Replace(say, "%s", cmp.Or(p.Words, p.By.Format(dayWords)), 1)
	case NounPoint:
		return ev.Subject, said(say, d.Points[ev.Subject.N].Words)
	}
	return Subject{}, ""
}

// said adds the words of a person to those of an act.
func said(act, words string) string {
	if words == "" {
		return act
	}
	return act + ": " + words
}

// writtenDay shows a day from its written form.
func writtenDay(written string) string {
	on, err := day.Parse(written)
	if err != nil {
		return written
	}
	return on.Format(dayWords)
}
