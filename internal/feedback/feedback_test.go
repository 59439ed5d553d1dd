package feedback

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

var (
	now      = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	reader   = access.Actor{ID: 7, Name: "R. Osei", Role: access.Engineer}
	other    = access.Actor{ID: 8, Name: "S. Novak", Role: access.Manager}
	admin    = access.Actor{ID: 9, Name: "D. Min", Role: access.Admin}
	nobody   = access.Actor{Role: access.Admin}
	everyone = []access.Actor{reader, other, admin, nobody, access.System}
)

// edition is one with a task 4080, which had a task 3001 once.
func edition() *engagement.Edition {
	return &engagement.Edition{Slug: "gaps", Number: 3, Playbook: &playbook.Playbook{
		Activities: []playbook.Activity{{Tasks: []playbook.Task{{ID: 4080}}}},
		Beside:     playbook.Beside{Retired: []playbook.Retired{{Task: playbook.Task{ID: 3001}}}},
	}}
}

// asked is a question of the reader's in a state, on a playbook of five editions.
func asked(t *testing.T, s State) Feedback {
	t.Helper()
	f, err := Ask{Task: 4080, Words: "Which proxy?"}.Of(edition(), nil, reader, now)
	if err != nil {
		t.Fatal(err)
	}
	f.ID, f.Newest = 1, 5
	for _, c := range map[State][]Command{Answered: {Answer{"That one."}}, Done: {Answer{"That one."}, Settle{Edition: 4}}}[s] {
		if f, err = f.After(c, 0, admin, now); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// fields names the fields that a fault is about.
func fields(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return ""
	}
	var names []string
	for _, field := range f.Fields {
		names = append(names, field.Name)
	}
	return strings.Join(names, " ")
}

func TestAsk(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ø", MaxWords)
	for name, test := range map[string]struct {
		ask  Ask
		by   access.Actor
		bad  string
		kind fault.Kind
	}{
		"a task":             {Ask{4080, "Which?"}, reader, "", 0},
		"a retired task":     {Ask{3001, "Where is it?"}, reader, "", 0},
		"the playbook":       {Ask{0, "Which?"}, other, "", 0},
		"as long as can be":  {Ask{0, long}, reader, "", 0},
		"no such task":       {Ask{17, "Which?"}, reader, "task", fault.Invalid},
		"nothing":            {Ask{0, " \r\n "}, reader, "words", fault.Invalid},
		"nothing of no task": {Ask{-1, ""}, reader, "words task", fault.Invalid},
		"too long":           {Ask{0, long + "!"}, reader, "words", fault.Invalid},
		"no text":            {Ask{0, "a\x00b"}, reader, "words", fault.Invalid},
		"broken text":        {Ask{0, "a\xffb"}, reader, "words", fault.Invalid},
		"by nobody":          {Ask{0, "Which?"}, access.Actor{}, "", fault.Forbidden},
		"by a date":          {Ask{0, "Which?"}, access.System, "", fault.Forbidden},
	} {
		f, err := test.ask.Of(edition(), nil, test.by, now)
		if err != nil != (test.kind != 0) || err != nil && fault.KindOf(err) != test.kind || fields(err) != test.bad {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && (f.State != Open || f.Version() != 1 || f.Edition != 3 || f.Playbook != "gaps" || int64(f.AskedBy()) != test.by.ID) {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

func TestAskTwice(t *testing.T) {
	t.Parallel()
	open := []Feedback{asked(t, Open)}
	for name, test := range map[string]struct {
		ask  Ask
		open []Feedback
		want fault.Kind
	}{
		"the same":          {Ask{4080, " Which proxy?\r\n"}, open, fault.Conflict},
		"of another task":   {Ask{3001, "Which proxy?"}, open, 0},
		"other words":       {Ask{4080, "Which proxy is it?"}, open, 0},
		"one too many":      {Ask{4080, "And now?"}, make([]Feedback, MaxOpen), fault.Conflict},
		"as many as can be": {Ask{4080, "And now?"}, make([]Feedback, MaxOpen-1), 0},
	} {
		for i := range test.open {
			if test.open[i].Steps == nil {
				test.open[i].Steps = []Step{{Kind: Asked}}
			}
		}
		_, err := test.ask.Of(edition(), test.open, reader, now)
		if err != nil != (test.want != 0) || err != nil && fault.KindOf(err) != test.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAfter is who may do what, in which state, and where it leads.
func TestAfter(t *testing.T) {
	t.Parallel()
	const no = State("")
	for name, test := range map[string]struct {
		do   Command
		by   access.Actor
		from [3]State // what each state becomes: open, answered, done
		bad  fault.Kind
	}{
		"answer":                {Answer{"So."}, admin, [3]State{Answered, Answered, no}, fault.Conflict},
		"answer one's own":      {Answer{"So."}, reader, [3]State{}, fault.Forbidden},
		"answer another's":      {Answer{"So."}, other, [3]State{}, fault.NotFound},
		"answer nothing":        {Answer{" "}, admin, [3]State{}, 0},
		"settle by an edition":  {Settle{Edition: 5}, admin, [3]State{Done, Done, no}, fault.Conflict},
		"settle by words":       {Settle{Words: "It is so."}, admin, [3]State{Done, Done, no}, fault.Conflict},
		"settle without a word": {Settle{}, admin, [3]State{no, Done, no}, 0},
		"settle by what is not": {Settle{Edition: 6}, admin, [3]State{}, 0},
		"settle one's own":      {Settle{Edition: 5}, reader, [3]State{}, fault.Forbidden},
		"reopen":                {Reopen{"It is wrong."}, admin, [3]State{no, Open, Open}, fault.Conflict},
		"reopen one's own":      {Reopen{"It is wrong."}, reader, [3]State{no, Open, Open}, fault.Conflict},
		"reopen without why":    {Reopen{}, reader, [3]State{}, 0},
		"add":                   {Add{"Or that?"}, reader, [3]State{Open, Open, Open}, 0},
		"add to another's":      {Add{"Or that?"}, admin, [3]State{}, fault.Forbidden},
		"add nothing":           {Add{}, reader, [3]State{}, fault.Invalid},
	} {
		for i, from := range States {
			f, err := asked(t, from).After(test.do, 0, test.by, now)
			if f.State != test.from[i] || err != nil != (test.from[i] == no) {
				t.Errorf("%s from %s: %q %v", name, from, f.State, err)
			}
			if err != nil && test.bad != 0 && fault.KindOf(err) != test.bad {
				t.Errorf("%s from %s: %v", name, from, err)
			}
		}
	}
}

func TestAfterSomebodyElse(t *testing.T) {
	t.Parallel()
	f := asked(t, Answered)
	if _, err := f.After(Answer{"So."}, 1, admin, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an answer to what was answered meanwhile: %v", err)
	}
	if _, err := f.After(Answer{"So."}, 2, admin, now); err != nil {
		t.Error(err)
	}
	f.Steps = append(f.Steps, make([]Step, MaxSteps-2)...)
	if _, err := f.After(Answer{"So."}, 0, admin, now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("one step too many: %v", err)
	}
}

// TestStepsStay: whatever is tried, what was said stays, the state is that of the
// newest step, and nobody but who asked and administrators had a part in it.
func TestStepsStay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		f := asked(t, Open)
		for range rapid.IntRange(0, 30).Draw(rt, "steps") {
			words := rapid.SampledFrom([]string{"", "So.", "Or that?"}).Draw(rt, "words")
			c := rapid.SampledFrom([]Command{Answer{words}, Settle{Edition: len(words), Words: words}, Reopen{words}, Add{words}}).Draw(rt, "command")
			by := rapid.SampledFrom(everyone).Draw(rt, "by")
			after, err := f.After(c, rapid.IntRange(0, f.Version()).Draw(rt, "seen"), by, now)
			if err != nil {
				continue
			}
			for i, s := range f.Steps {
				if after.Steps[i] != s {
					rt.Fatalf("step %d was %+v and is %+v", i, s, after.Steps[i])
				}
			}
			last := after.Steps[len(after.Steps)-1]
			if after.Version() != f.Version()+1 || after.State != leads[last.Kind] || by.ID != reader.ID && by.ID != admin.ID || !by.SignedIn() {
				rt.Fatalf("%T by %+v: %+v", c, by, after)
			}
			if after.TellsAsker() != (by.ID != reader.ID) {
				rt.Fatalf("%T by %s is news: %v", c, by.Name, after.TellsAsker())
			}
			f = after
		}
	})
}
