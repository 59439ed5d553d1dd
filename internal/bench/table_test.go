package main

import (
	"strings"
	"testing"
	"time"
)

func TestPrint(t *testing.T) {
	t.Parallel()
	some := &table{title: "Pages", head: []string{"page", "req/s ≥ 0.7"}}
	some.add("overview", "0.83 (0.79–0.91)  met")
	some.add("a checklist", "0.66 (0.60–0.70)  not met")
	remark := &table{title: "Not changed", head: []string{"page"}}
	remark.note("%s: the program does not answer 304", "tasks")
	var b strings.Builder
	if err := print(&b, []*table{some, {title: "Empty", head: []string{"page"}}, remark}); err != nil {
		t.Fatal(err)
	}
	want := `
Pages
page          req/s ≥ 0.7
overview      0.83 (0.79–0.91)  met
a checklist   0.66 (0.60–0.70)  not met

Not changed
tasks: the program does not answer 304
`
	if b.String() != want {
		t.Errorf("printed:\n%s\nwant:\n%s", b.String(), want)
	}
}

func TestRawLine(t *testing.T) {
	t.Parallel()
	s := sliceOf(1000, 800*time.Microsecond, 345*time.Millisecond)
	s.wire = 5012_000
	got := rawLine("Page/page=tasks/conns=8/enc=browser/side=gaptrack", s)
	want := "BenchmarkPage/page=tasks/conns=8/enc=browser/side=gaptrack 1000 1000000 ns/op 1000.0 req/s 345.0 cpu-us/req " +
		"800.0 mean-us 800.0 p50-us 800.0 p99-us 5012.0 B/resp\n"
	if got != want {
		t.Errorf("raw line: %s\nwant: %s", got, want)
	}
}

func TestMicroTable(t *testing.T) {
	t.Parallel()
	out := `goos: linux
BenchmarkPage/overview-2         	     100	   2000000 ns/op	  300000 B/op	    4000 allocs/op
BenchmarkPage/overview-2         	     100	   3000000 ns/op	  300100 B/op	    4000 allocs/op
BenchmarkPage/overview-2         	     100	   4000000 ns/op	  300200 B/op	    4002 allocs/op
BenchmarkPage/work               	     100	   1000000 ns/op	  100000 B/op	    1000 allocs/op
PASS
`
	got := microTable([]byte(out)).rows
	if len(got) != 2 || strings.Join(got[0], "|") != "overview|3000 (2000–4000)|300100 (300000–300200)|4000 (4000–4002)" || got[1][0] != "work" {
		t.Errorf("rows: %q", got)
	}
}
