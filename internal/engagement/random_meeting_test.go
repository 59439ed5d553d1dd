package engagement_test

import (
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"

	"pgregory.net/rapid"
)

func drawContacts(t *rapid.T, _ *desk) engagement.Command {
	c := engagement.Contact{
		Name: draw(t, "Ana Ruiz", "Li Wei", drawText(t)), Side: draw(t, engagement.Side("customer"), "partner", "SME"), Title: drawText(t),
		Email: draw(t, "", "ana@example.com", "Ana <ana@example.com>"), Wants: draw(t, true, false), Gone: draw(t, true, false),
	}
	if draw(t, true, false) {
		return engagement.AddContact{Contact: c}
	}
	return engagement.ChangeContact{N: drawN(t), Name: maybe(t, c.Name), Side: maybe(t, c.Side), Title: maybe(t, c.Title),
		Email: maybe(t, c.Email), Wants: maybe(t, c.Wants), Gone: maybe(t, c.Gone)}
}

func drawPromises(t *rapid.T, d *desk) engagement.Command {
	n := drawN(t)
	return draw[engagement.Command](t,
		engagement.MakePromise{Checkpoint: draw(t, d.e.BeingHeld(), n), On: draw(t, engagement.Subject{}, drawSubject(t)), Side: draw(t, engagement.Sides...),
			Who: drawText(t), Contact: draw(t, 0, 0, drawN(t)), What: drawText(t), By: drawDay(t, d)},
		engagement.MovePromise{N: n, By: drawDay(t, d)}, engagement.KeepPromise{N: n}, engagement.DropPromise{N: n, Reason: drawText(t)},
		engagement.ReopenPromise{N: n})
}

func drawPoints(t *rapid.T, _ *desk) engagement.Command {
	return draw[engagement.Command](t,
		engagement.AddPoint{What: drawText(t), On: draw(t, engagement.Subject{}, drawSubject(t))},
		engagement.SettlePoint{N: drawN(t), Words: drawText(t),
			State: draw(t, engagement.PointOpen, engagement.PointIsParked, engagement.PointIsSettled, engagement.PointIsDropped, "?")})
}

func drawAttending(t *rapid.T) *[]int {
	return maybe(t, []int{1, 6}, []int{2, 1, 1, 0}, []int{3}, nil, []int{drawN(t)})
}

func drawNotes(t *rapid.T, d *desk) engagement.Command {
	return engagement.NoteCheckpoint{N: draw(t, d.e.BeingHeld(), drawN(t)), People: drawAttending(t), Contacts: drawAttending(t),
		Attended: maybe(t, drawText(t)), Minutes: maybe(t, drawText(t))}
}

func drawClosing(t *rapid.T, d *desk) engagement.Command {
	return engagement.CloseCheckpoint{N: draw(t, d.e.BeingHeld(), drawN(t)), People: drawAttending(t), Minutes: maybe(t, drawText(t)),
		Next: engagement.ScheduleCheckpoint{On: draw(t, day.Date{}, drawDay(t, d))}, PlanNext: draw(t, true, false)}
}
