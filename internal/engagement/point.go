package engagement

import (
	"slices"
	"time"
)

// What happens to the points of the agenda.
const (
	PointAdded    Kind = "point.added"
	PointParked   Kind = "point.parked"
	PointSettled  Kind = "point.settled"
	PointDropped  Kind = "point.dropped"
	PointReopened Kind = "point.reopened"
)

// PointState is where a point of the agenda stands.
type PointState string

// The states of a point.
const (
	PointOpen      PointState = "open"
	PointIsParked  PointState = "parked"  // for a later checkpoint
	PointIsSettled PointState = "settled" // its words say how
	PointIsDropped PointState = "dropped" // its words say why
)

// Point is what somebody wants to speak of in a checkpoint beside what the agenda is
// composed of. It stays on the agenda of every checkpoint until it is settled, or
// dropped with a reason.
type Point struct {
	What       string
	Noun       Noun
	N          int // of the task or item that it is about; 0 for none
	State      PointState
	Words      string
	Checkpoint int // that was being held when it got its state; 0 for none
	AddedBy    PersonID
	AddedAt    time.Time
	EndedAt    time.Time
}

var pointFields = []field[Point]{
	text("what", func(p *Point) *string { return &p.What }),
	word("noun", func(p *Point) *Noun { return &p.Noun }),
	number("n", func(p *Point) *int { return &p.N }),
	word("state", func(p *Point) *PointState { return &p.State }),
	text("words", func(p *Point) *string { return &p.Words }),
	number("checkpoint", func(p *Point) *int { return &p.Checkpoint }),
	person("added_by", func(p *Point) *PersonID { return &p.AddedBy }),
	moment("added_at", func(p *Point) *time.Time { return &p.AddedAt }),
	moment("ended_at", func(p *Point) *time.Time { return &p.EndedAt }),
}

// On names the task or item that the point is about; zero for none.
func (p Point) On() Subject { return Subject{p.Noun, p.N} }

// Over reports whether the point is on no agenda any more.
func (p Point) Over() bool { return p.State == PointIsSettled || p.State == PointIsDropped }

// OpenPoints gives the points that agendas still have, by number: those that are
// parked first.
func (e *Engagement) OpenPoints() []int {
	open := slices.DeleteFunc(sortedKeys(e.Points), func(n int) bool { return e.Points[n].Over() })
	opened := slices.DeleteFunc(slices.Clone(open), func(n int) bool { return e.Points[n].State == PointIsParked })
	parked := slices.DeleteFunc(open, func(n int) bool { return e.Points[n].State != PointIsParked })
	return append(parked, opened...)
}
