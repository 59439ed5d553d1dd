package engagement_test

import (
	"maps"
	"slices"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"

	"pgregory.net/rapid"
)

// draw gives one of some values.
func draw[T any](t *rapid.T, values ...T) T { return rapid.SampledFrom(values).Draw(t, "value") }

// maybe gives a pointer to one of some values, or nil: mostly nil, since of
// many silly values none would be accepted.
func maybe[T any](t *rapid.T, values ...T) *T {
	if rapid.IntRange(0, 3).Draw(t, "given") == 3 {
		return new(draw(t, values...))
	}
	return nil
}

func drawText(t *rapid.T) string {
	return draw(t, "", "Because.", " two\r\nlines ", "a\x00", "\xff", "ünïcode")
}
func drawN(t *rapid.T) int    { return draw(t, 1, 2, 3, 4, 0, -1, 99) }
func drawFTOP(t *rapid.T) int { return draw(t, 4080, 4101, 3190, 1700, 3208, 3998, 4300, 7) }

func drawDay(t *rapid.T, d *desk) day.Date {
	soon := d.today().Add(rapid.IntRange(0, 30).Draw(t, "days"))
	return draw(t, soon, soon, soon, soon, day.Date{}, d.today().Add(-2), day.New(12026, 1, 1))
}

func drawSubject(t *rapid.T) engagement.Subject {
	return draw(t, task(drawFTOP(t)), item(drawN(t)), engagement.Subject{Noun: "moon", N: 1})
}

// commands makes one command of each type, of plausible and silly values.
var commands = map[string]func(*rapid.T, *desk) engagement.Command{
	"create": func(*rapid.T, *desk) engagement.Command { return engagement.Create{Facts: facts()} },
	"facts":  drawFacts,
	"members": func(t *rapid.T, _ *desk) engagement.Command {
		return engagement.ChangeMembers{Members: rapid.SliceOfN(rapid.SampledFrom([]engagement.PersonID{1, 2, 6, 0, 77}), 0, 4).Draw(t, "members")}
	},
	"task": drawTask, "item": drawItem, "add": drawAddition,
	"add many": func(t *rapid.T, d *desk) engagement.Command {
		first, second := drawAddition(t, d).(engagement.AddItem), drawAddition(t, d).(engagement.AddItem)
		return engagement.AddItems{Items: []engagement.Item{first.Item, second.Item}}
	},
	"pull in": func(t *rapid.T, _ *desk) engagement.Command {
		return engagement.PullIn{FTOP: drawFTOP(t), Reason: drawText(t)}
	},
	"waive": func(t *rapid.T, d *desk) engagement.Command {
		return engagement.ProposeWaiver{On: drawSubject(t), Reason: drawText(t), Compensating: "Watched.", ReviewOn: drawDay(t, d)}
	},
	"decide waiver": func(t *rapid.T, _ *desk) engagement.Command {
		return engagement.DecideWaiver{N: drawN(t), Approve: draw(t, true, false), Words: drawText(t)}
	},
	"withdraw": func(t *rapid.T, _ *desk) engagement.Command { return engagement.WithdrawWaiver{N: drawN(t)} },
	"ask": func(t *rapid.T, d *desk) engagement.Command {
		return engagement.AskException{Reason: drawText(t), EndsOn: drawDay(t, d)}
	},
	"decide exception": func(t *rapid.T, _ *desk) engagement.Command {
		return engagement.DecideException{N: drawN(t), Approve: draw(t, true, false), Words: drawText(t)}
	},
	"end":      func(t *rapid.T, _ *desk) engagement.Command { return engagement.EndException{N: drawN(t)} },
	"attest":   drawAnswers,
	"schedule": drawSchedule,
	"move": func(t *rapid.T, d *desk) engagement.Command {
		c := drawSchedule(t, d).(engagement.ScheduleCheckpoint)
		return engagement.MoveCheckpoint{N: drawN(t), On: c.On, At: c.At, Later: c.Later, Until: c.Until}
	},
	"cancel": func(t *rapid.T, d *desk) engagement.Command {
		return draw[engagement.Command](t, engagement.CancelCheckpoint{N: drawN(t), Reason: drawText(t)},
			engagement.SkipSlot{Slot: draw(t, drawSlot(t, d), drawDay(t, d)), Reason: drawText(t)})
	},
	"hold": func(t *rapid.T, _ *desk) engagement.Command {
		return engagement.HoldCheckpoint{N: draw(t, 0, drawN(t))}
	},
	"log": func(t *rapid.T, d *desk) engagement.Command {
		return engagement.LogProgress{Checkpoint: draw(t, d.e.BeingHeld(), drawN(t)), On: drawSubject(t), Note: drawText(t),
			State: draw(t, "", "done", "resolved", "open", "blocked", "in progress"), BlockedOn: maybe(t, drawText(t)), BlockedLifter: maybe(t, drawText(t))}
	},
	"correct": func(t *rapid.T, _ *desk) engagement.Command {
		return engagement.CorrectMinutes{N: drawN(t), Note: drawText(t)}
	},
	"request": func(t *rapid.T, d *desk) engagement.Command {
		said := drawAnswers(t, d).(engagement.Attest)
		return engagement.RequestExit{Note: drawText(t), Outputs: draw(t, nil, yes(4), said.Answers)}
	},
	"take back": func(t *rapid.T, _ *desk) engagement.Command { return engagement.TakeBackExit{N: drawN(t)} },
	"decide exit": func(t *rapid.T, d *desk) engagement.Command {
		c := engagement.DecideExit{N: draw(t, d.e.LastExit(), drawN(t)), Approve: draw(t, true, true, false), Words: drawText(t)}
		on := drawSubject(t)
		c.Remarks = draw(t, nil, nil, []engagement.Remark{{Noun: on.Noun, N: on.N, Words: drawText(t)}})
		if draw(t, true, false) {
			return c.ShownBy(d.e, d.today().Add(draw(t, 0, 0, -1)))
		}
		return c
	},
	"reopen": func(t *rapid.T, _ *desk) engagement.Command { return engagement.Reopen{Reason: drawText(t)} },
	"undo": func(t *rapid.T, d *desk) engagement.Command {
		return engagement.Undo{Seq: rapid.IntRange(-1, d.e.Version+1).Draw(t, "seq")}
	},
	"move on": func(t *rapid.T, d *desk) engagement.Command {
		return engagement.Move{To: draw(t, editions[1], editions[22], editions[31], nil), Choices: drawChoices(t, d)}
	},
	"undo move": func(t *rapid.T, d *desk) engagement.Command {
		return draw(t, undoOf(d), undoOf(d), engagement.UndoMove{Seq: drawN(t), To: editions[22]})
	},
	"lapse": func(*rapid.T, *desk) engagement.Command { return engagement.Lapse{} },
	"anonymize": func(t *rapid.T, _ *desk) engagement.Command {
		return engagement.Anonymize{Name: draw(t, "", "", "because", "Ana Ruiz", "of", "anonymous", " ")}
	},
	"note": drawNotes, "close": drawClosing,
	"contact": drawContacts, "promise": drawPromises, "point": drawPoints,
	"mend": mend,
}

var commandNames = slices.Sorted(maps.Keys(commands))

// drawCommand gives any command, and in half of the cases one that takes
// the engagement on.
func drawCommand(t *rapid.T, d *desk) engagement.Command {
	switch rapid.IntRange(0, 5).Draw(t, "turn") {
	case 0:
		return mend(t, d)
	case 1, 2:
		return settle(t, d)
	}
	n := rapid.Uint16().Draw(t, "command") // SampledFrom would prefer the first names
	return commands[commandNames[int(n)%len(commandNames)]](t, d)
}

func drawFacts(t *rapid.T, d *desk) engagement.Command {
	f := d.e.Facts
	f.Seats = draw(t, f.Seats, 25_000, 12_000, 0)
	f.Services = draw(t, f.Services, []string{"Exchange", "MDATP"}, []string{"AIP"}, nil)
	f.Motion = draw(t, f.Motion, "Targeting", "Curiosity")
	f.Manager = draw(t, f.Manager, 3, 4, 1)
	f.Cadence = draw(t, f.Cadence, engagement.Biweekly, engagement.EveryDays(3), "")
	f.MeetsFrom = draw(t, f.MeetsFrom, f.MeetsFrom, drawDay(t, d))
	f.Zone = draw(t, f.Zone, "Pacific/Auckland", "Pacific/Apia", "America/Los_Angeles", "Africa/Cairo", "Mars/Olympus")
	return engagement.ChangeFacts{Facts: f}
}

func drawSchedule(t *rapid.T, d *desk) engagement.Command {
	return engagement.ScheduleCheckpoint{
		On: draw(t, drawSlot(t, d), drawDay(t, d)), At: draw(t, day.Clock(600), 150, 0, 1439, 1440, -1), Later: maybe(t, true, false),
		Until: draw(t, day.Clock(0), 0, 0, 1439, 5), Slot: draw(t, day.Date{}, day.Date{}, drawSlot(t, d)),
	}
}

// drawSlot gives one of the next days of the cadence, where there is one.
func drawSlot(t *rapid.T, d *desk) day.Date {
	if d.e.Version == 0 {
		return day.Date{}
	}
	return draw(t, d.e.Upcoming(d.now, 3)...).Day
}

func drawTask(t *rapid.T, d *desk) engagement.Command {
	return engagement.ChangeTask{
		FTOP: drawFTOP(t), State: new(draw(t, engagement.Blocked, engagement.InProgress, engagement.Done, engagement.NotStarted, engagement.Waived)),
		Owner: maybe(t, engagement.PersonID(0), 2, 77), Due: maybe(t, drawDay(t, d)), Notes: maybe(t, drawText(t)),
		BlockedKind: maybe(t, engagement.BlockerKind("Network"), "", "?"), BlockedOn: new(drawText(t)),
		ConfirmedBy: maybe(t, drawText(t)), ConfirmedOn: maybe(t, drawDay(t, d)),
	}
}

func drawItem(t *rapid.T, d *desk) engagement.Command {
	return engagement.ChangeItem{
		N: drawN(t), Finding: maybe(t, drawText(t)), DoneWhen: maybe(t, drawText(t)), Service: maybe(t, "AIP", ""),
		Severity: maybe(t, engagement.Critical, "?"), Side: maybe(t, engagement.Side("partner"), ""), Owner: maybe(t, drawText(t)),
		Due: maybe(t, drawDay(t, d)), FTOP: maybe(t, drawFTOP(t)), DependsOn: maybe(t, []int{drawN(t), drawN(t)}, nil),
		State: maybe(t, append(engagement.ItemStates, "?")...), BlockedOn: maybe(t, drawText(t)), Notes: maybe(t, drawText(t)),
	}
}

func drawAddition(t *rapid.T, d *desk) engagement.Command {
	add := finding()
	add.Due, add.Blocker.On, add.DependsOn = drawDay(t, d), drawText(t), draw(t, nil, []int{drawN(t)})
	add.State = draw(t, "", engagement.Resolved, engagement.ReadyToVerify)
	return add
}

// drawChoices mostly chooses among what a conflict offers.
func drawChoices(t *rapid.T, d *desk) map[engagement.Subject]engagement.Choice {
	all := map[engagement.Subject]engagement.Choice{}
	p, err := d.e.Preview(draw(t, editions[22], editions[31]), d.today())
	if err != nil {
		return nil
	}
	for _, c := range p.Conflicts {
		if len(c.Choices) > 0 && draw(t, true, false) {
			all[c.Subject] = draw(t, append(c.Choices, c.Choices[0], engagement.Keep)...)
		}
	}
	return all
}

func drawAnswers(t *rapid.T, _ *desk) engagement.Command {
	return engagement.Attest{
		Noun:    draw(t, engagement.NounInput, engagement.NounOutput, "moon"),
		Answers: map[int]engagement.Answer{draw(t, 1, 2, 3, 4, 5, -1): {Met: draw(t, true, false), Words: drawText(t)}},
	}
}

// settle decides on what waits, or asks for what can be decided on.
func settle(t *rapid.T, d *desk) engagement.Command {
	if n := d.e.WaitingExit(); n != 0 {
		return engagement.DecideExit{N: n, Approve: true}
	}
	for n := range len(d.e.Waivers) {
		if d.e.Waivers[n+1].State == engagement.Waiting {
			return engagement.DecideWaiver{N: n + 1, Approve: true}
		}
	}
	if d.e.Exited() {
		return engagement.Reopen{Reason: "More to do."}
	}
	return goOn(t, d)
}

// goOn does a part of a day's work.
func goOn(t *rapid.T, d *desk) engagement.Command {
	held := d.e.BeingHeld()
	switch draw(t, 0, 1, 2, 3, 4, 5) {
	case 0:
		if held == 0 {
			return engagement.HoldCheckpoint{}
		}
		return engagement.LogProgress{
			Checkpoint: held, On: task(4080), State: draw(t, "blocked", "in progress", "done"), BlockedOn: new("Change board"),
		}
	case 1, 4:
		return waive(draw(t, item(1), item(2), task(4080)), d.today().Add(draw(t, 2, 9, 40)))
	case 5:
		if d.e.Edition.Number > 1 {
			return undoOf(d)
		}
		return engagement.Move{To: editions[22]}
	case 2:
		return engagement.Undo{Seq: d.e.Version - rapid.IntRange(0, 2).Draw(t, "back")}
	}
	return finding()
}

// mend does the next thing that the exit needs, so that random sequences get
// there.
func mend(_ *rapid.T, d *desk) engagement.Command {
	unmet := d.e.Readiness(d.today()).Unmet()
	if len(unmet) == 0 {
		return engagement.RequestExit{}
	}
	s := unmet[0].Subjects[0]
	switch {
	case s.Noun == engagement.NounItem:
		return engagement.ChangeItem{N: s.N, State: new(engagement.Resolved)}
	case s.N == engagement.ReviewTask:
		return reviewed("Ana Ruiz", d.today())
	case s.Noun == engagement.NounTask:
		return engagement.ChangeTask{FTOP: s.N, State: new(engagement.Done)}
	}
	return engagement.Attest{Noun: s.Noun, Answers: yes(s.N)}
}
