package postgres

import (
	"slices"
	"testing"

	"gaptrack/internal/engagement"
)

func (o *office) history(t *testing.T, id engagement.ID, q HistoryQuery) HistoryPage {
	t.Helper()
	_, page, _, err := o.visit(t, o.engineer).History(t.Context(), id, q, 0)
	must(t, err)
	return page
}

func seqs(page HistoryPage) []int {
	var all []int
	for _, ev := range page.Events {
		all = append(all, ev.Seq)
	}
	return all
}

func TestHistoryTellsWhoAndWhat(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	owner := engagement.PersonID(o.other.ID)
	done := o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("called"), Owner: &owner})
	page := o.history(t, id, HistoryQuery{})
	got, want := page.Events[0], done.Events[0]
	if got.Hash != want.Hash || !got.At.Equal(want.At) || got.Kind != engagement.TaskChanged {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if notes, ok := got.Became("notes"); !ok || notes != "called" {
		t.Errorf("notes became %q", notes)
	}
}

func TestHistoryPages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	for range 2*pageSize + 3 {
		o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	}
	var down, up []int
	page := o.history(t, id, HistoryQuery{})
	if page.Newer != 0 {
		t.Errorf("newer than the newest: %d", page.Newer)
	}
	for down = seqs(page); page.Older != 0; down = append(down, seqs(page)...) {
		page = o.history(t, id, HistoryQuery{Before: page.Older})
	}
	for up = seqs(page); page.Newer != 0; up = append(seqs(page), up...) {
		page = o.history(t, id, HistoryQuery{After: page.Newer})
	}
	want := make([]int, 2*pageSize+5)
	for i := range want {
		want[i] = len(want) - i
	}
	if !slices.Equal(down, want) || !slices.Equal(up, want) {
		t.Errorf("down %v\nup %v", down, up)
	}
}

func TestHistoryFilters(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)                                                                                               // 1, 2
	o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})                                                  // 3
	o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})                                                  // 4
	o.do(t, id, o.manager, engagement.ChangeItem{N: 2, Notes: new("x")})                                           // 5
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done), Notes: new("allowed")}) // 6
	for name, test := range map[string]struct {
		q    HistoryQuery
		want []int
	}{
		"a noun":        {HistoryQuery{Noun: engagement.NounItem}, []int{5, 4, 3}},
		"a record":      {HistoryQuery{Noun: engagement.NounItem, N: 2}, []int{5, 4}},
		"a person":      {HistoryQuery{Actor: engagement.PersonID(o.manager.ID)}, []int{5}},
		"a kind":        {HistoryQuery{Kind: "task.done"}, []int{6}},
		"a prefix":      {HistoryQuery{Kind: "item."}, []int{5, 4, 3}},
		"no wildcard":   {HistoryQuery{Kind: "%"}, nil},
		"nobody's":      {HistoryQuery{Actor: 1 << 60}, nil},
		"no such thing": {HistoryQuery{Noun: "\x00", N: 1 << 60, Before: 1 << 60}, nil},
	} {
		if got := seqs(o.history(t, id, test.q)); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}
