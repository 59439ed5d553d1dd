package server

import (
	"net/url"
	"slices"
	"testing"

	"gaptrack/web/component"
)

func stateOf(t *testing.T, query string) listState {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return listState{"/list", v}
}

func TestListStateBeginsAgainWhenItChanges(t *testing.T) {
	t.Parallel()
	list := stateOf(t, "q=proxy&from=50&sort=due")
	for want, got := range map[string]string{
		"/list?q=proxy&sort=due":                list.url(),
		"/list?sort=due":                        list.url("q", ""),
		"/list?q=proxy&severity=High&sort=due":  list.url("severity", "High"),
		"/list?from=100&q=proxy&sort=due":       list.url(fromField, "100"),
		"/list?q=new&sort=due":                  list.url("q", "new"),
		"/list?q=proxy&sort=-due":               list.column("Due", "due").SortURL,
		"/list?q=proxy&sort=state":              list.column("State", "state").SortURL,
		"/list?q=proxy&sort=due&state=resolved": list.url("state", "resolved"),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if list.values.Get(fromField) != "50" {
		t.Error("making a URL changed the state itself")
	}
}

func TestListStateMarksTheSortedColumn(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]component.Order{
		"sort=due": component.Ascending, "sort=-due": component.Descending, "": component.Unsorted, "sort=state": component.Unsorted,
	} {
		if got := stateOf(t, query).column("Due", "due").Sorted; got != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
}

func TestListStatePages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		query string
		total int
		want  component.Pager
	}{
		{"", 0, component.Pager{}},
		{"", 7, component.Pager{Text: "1–7 of 7"}},
		{"", 1234, component.Pager{Text: "1–10 of 1,234", Next: "/list?from=10"}},
		{"from=10", 25, component.Pager{Text: "11–20 of 25", Prev: "/list", Next: "/list?from=20"}},
		{"from=20", 25, component.Pager{Text: "21–25 of 25", First: "/list", Prev: "/list?from=10"}},
		{"from=9999", 25, component.Pager{Text: "21–25 of 25", First: "/list", Prev: "/list?from=10"}},
		{"from=-3", 25, component.Pager{Text: "1–10 of 25", Next: "/list?from=10"}},
		{"from=oops", 5, component.Pager{Text: "1–5 of 5"}},
	} {
		list := stateOf(t, test.query)
		if got := list.pager(list.from(10, test.total), 10, test.total); got != test.want {
			t.Errorf("%q of %d: %+v, want %+v", test.query, test.total, got, test.want)
		}
	}
}

func TestPagesHoldEverythingOnce(t *testing.T) {
	t.Parallel()
	all := []int{1, 2, 3, 4, 5, 6, 7}
	var together []int
	for from := 0; from < len(all)+3; from += 3 {
		together = append(together, pageOf(all, from, 3)...)
	}
	if !slices.Equal(together, all) {
		t.Errorf("the pages hold %v", together)
	}
}
