package postgres

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// TestRecordsAreTheirReplay sends commands of every kind at random, refused
// ones among them, and then proves the records by the events.
func TestRecordsAreTheirReplay(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			id := o.begin(t)
			r := &chance{rand.New(rand.NewPCG(seed, 1)), o}
			landed, kinds := 0, map[engagement.Kind]bool{}
			for i := range 500 {
				by := pick(r, o.engineer, o.manager, o.other)
				cmd, seen := r.command(), pick(r, 0, 0, r.IntN(i+2))
				if c, decides := cmd.(engagement.DecideExit); decides {
					e := o.get(t, id)
					cmd = c.ShownBy(e.Engagement, e.Today(now.Add(time.Duration(i)*time.Hour)))
				}
				done, err := o.Change(t.Context(), id, cmd, by, seen, now.Add(time.Duration(i)*time.Hour))
				if fault.KindOf(err) == fault.Internal && err != nil {
					t.Fatalf("%#v: %v", cmd, err)
				}
				landed += len(done.Events)
				for _, ev := range done.Events {
					kinds[ev.Kind] = true
				}
			}
			if v := o.verified(t); len(kinds) < 20 || v.Events != landed+2 {
				t.Errorf("%d events of %d kinds landed, and %d are kept", landed, len(kinds), v.Events)
			}
		})
	}
}

// chance makes commands.
type chance struct {
	*rand.Rand
	office *office
}

func pick[T any](r *chance, from ...T) T { return from[r.IntN(len(from))] }

func (r *chance) yes() bool        { return r.IntN(2) == 0 }
func (r *chance) n() int           { return 1 + r.IntN(4) }
func (r *chance) words() string    { return pick(r, "", "a", "ünï “words”\nand a line", "x") }
func (r *chance) date() day.Date   { return pick(r, day.Date{}, day.New(2026, 11, 20).Add(r.IntN(60))) }
func (r *chance) clock() day.Clock { return day.Clock(r.IntN(24 * 60)) }
func (r *chance) ftop() int        { return pick(r, 4080, 4101, 3190, 1700, 3208) }

func (r *chance) on() engagement.Subject {
	return pick(r, engagement.Subject{Noun: engagement.NounTask, N: r.ftop()}, engagement.Subject{Noun: engagement.NounItem, N: r.n()})
}

func (r *chance) person() engagement.PersonID {
	return engagement.PersonID(pick(r, access.Actor{}, r.office.engineer, r.office.manager, r.office.other, r.office.stranger).ID)
}

func (r *chance) item() engagement.Item {
	i := someItem()
	i.Severity, i.Side = pick(r, engagement.Severities...), pick(r, engagement.Sides...)
	i.Due, i.FTOP, i.Notes, i.Blocker.On = r.date(), pick(r, 0, r.ftop()), r.words(), r.words()
	i.DependsOn = pick(r, nil, []int{}, []int{r.n()}, []int{1, 2})
	return i
}

// command makes one of every kind of command but Create.
func (r *chance) command() engagement.Command {
	switch r.IntN(24) {
	case 0:
		f := r.office.facts()
		f.Customer, f.Seats, f.Services = pick(r, "A", "B  b"), 1+r.IntN(30_000), pick(r, f.Services, []string{"AIP"}, engagement.DefaultServices())
		f.Manager = engagement.PersonID(pick(r, r.office.manager, r.office.other).ID)
		return engagement.ChangeFacts{Facts: f}
	case 1:
		return engagement.ChangeMembers{Members: []engagement.PersonID{engagement.PersonID(r.office.engineer.ID), r.person()}}
	case 2, 3, 4:
		return engagement.ChangeTask{FTOP: r.ftop(), State: new(pick(r, engagement.TaskStates...)), Owner: new(r.person()),
			Due: new(r.date()), Notes: new(r.words()), BlockedOn: new(r.words()), ConfirmedBy: new(r.words()), ConfirmedOn: new(r.date())}
	case 5:
		return engagement.PullIn{FTOP: r.ftop(), Reason: r.words()}
	case 6, 7:
		return engagement.AddItem{Item: r.item()}
	case 8, 9:
		i := r.item()
		return engagement.ChangeItem{N: r.n(), Due: &i.Due, Notes: &i.Notes, DependsOn: &i.DependsOn, BlockedOn: &i.Blocker.On,
			State: new(pick(r, engagement.ItemStates...)), FTOP: &i.FTOP}
	case 10, 11:
		return attest(pick(r, engagement.NounInput, engagement.NounOutput), r.IntN(5))
	case 12:
		return engagement.Undo{Seq: r.IntN(100)}
	case 13:
		return engagement.RequestExit{Note: r.words()}
	default:
		return r.request()
	}
}

// request makes what is asked for and decided, and meetings.
func (r *chance) request() engagement.Command {
	return pick[engagement.Command](r,
		engagement.ProposeWaiver{On: r.on(), Reason: r.words(), Compensating: r.words(), ReviewOn: r.date()},
		engagement.DecideWaiver{N: r.n(), Approve: r.yes(), Words: r.words()},
		engagement.WithdrawWaiver{N: r.n()},
		engagement.AskException{Reason: r.words(), EndsOn: r.date()},
		engagement.DecideException{N: r.n(), Approve: r.yes(), Words: r.words()},
		engagement.EndException{N: r.n()},
		engagement.ScheduleCheckpoint{On: r.date(), At: r.clock()},
		engagement.MoveCheckpoint{N: r.n(), On: r.date(), At: r.clock()},
		engagement.CancelCheckpoint{N: r.n(), Reason: r.words()},
		engagement.HoldCheckpoint{N: pick(r, 0, r.n())},
		engagement.LogProgress{Checkpoint: r.n(), On: r.on(), Note: r.words(), State: pick(r, "", "in progress", "done")},
		engagement.CloseCheckpoint{N: r.n(), Minutes: new(r.words())},
		engagement.TakeBackExit{N: r.n()},
		engagement.DecideExit{N: r.n(), Approve: r.yes(), Words: r.words()},
		engagement.Reopen{Reason: r.words()},
		engagement.Lapse{},
	)
}
