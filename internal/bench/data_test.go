package main

import (
	"slices"
	"testing"
	"time"
)

func TestParseStat(t *testing.T) {
	t.Parallel()
	text := "812 (postgres: a (b) c) S 700 812 812 0 -1 4194560 5 6 7 8 150 50 20 5 20 0 1 0 12345 1000 200"
	want := stat{parent: 700, own: 2 * time.Second, waited: 250 * time.Millisecond}
	if got, ok := parseStat([]byte(text)); !ok || got != want {
		t.Errorf("%+v, %v; want %+v", got, ok, want)
	}
	for _, bad := range []string{"", "812 (postgres) S 700", "812 (postgres) S x 1 1 0 -1 1 5 6 7 8 150 50 20 5 20"} {
		if got, ok := parseStat([]byte(bad)); ok {
			t.Errorf("%q reads as %+v", bad, got)
		}
	}
}

func TestParseBusy(t *testing.T) {
	t.Parallel()
	text := "cpu  100 20 30 4000 50 6 4 70 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n"
	if got, ok := parseBusy(text); !ok || got != 1600*time.Millisecond {
		t.Errorf("%v, %v", got, ok)
	}
	if got, ok := parseBusy("intr 1 2 3"); ok {
		t.Errorf("something else reads as %v", got)
	}
}

// candidates makes as many as are asked for; every tenth has about 33 items.
func candidates(n int) []candidate {
	var all []candidate
	for i := range n {
		c := candidate{ID: int64(i + 1), Items: 12, Ftop: new(4080)}
		if i%10 == 0 {
			c.Items = 33
		}
		if i%2 == 0 {
			c.Held = new(3)
		}
		c.Waiting = i%7 == 0
		all = append(all, c)
	}
	return all
}

func TestDraw(t *testing.T) {
	t.Parallel()
	var a asked
	a.draw(candidates(1000))
	if len(a.middling) != 100 || len(a.many) != mostPages || len(a.held) == 0 || len(a.writes) != mostWrites {
		t.Errorf("drawn: %d of about 33 items, %d in all, %d held, %d to write to", len(a.middling), len(a.many), len(a.held), len(a.writes))
	}
	for _, w := range a.writes {
		if slices.Contains(a.many, w.id) || slices.Contains(a.middling, w.id) {
			t.Errorf("engagement %d is both read and written", w.id)
		}
	}
}

func TestMark(t *testing.T) {
	t.Parallel()
	one, err := markOf(1000)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := markOf(1000); again != one {
		t.Errorf("%q and %q", one, again)
	}
	if other, _ := markOf(2000); other == one {
		t.Errorf("two sizes have the mark %q", one)
	}
}

func TestReferences(t *testing.T) {
	t.Parallel()
	page := `<!DOCTYPE html><head><link rel="icon" href="/static/favicon.svg"><link rel="stylesheet" href="/static/app.css">
		<link rel="next" href="/engagements?from=2"><script defer src="/static/app.js"></script></head>
		<body><a href="/engagements/1"><img src="picture.png"></a><svg><use href="/static/icons.svg#up"></use><use href="#down"></use></svg>
		<script src="/static/app.js"></script></body>`
	got, err := references("/engagements/7", []byte(page))
	want := []string{"/static/favicon.svg", "/static/app.css", "/static/app.js", "/engagements/picture.png", "/static/icons.svg"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	o, err := parseOptions([]string{"-only", "^page/checklist|^write", "-rounds", "3"})
	if err != nil || o.rounds != 3 || o.large != 100_000 || !o.wants("write") || !o.wants("page/checklist/conns=8/enc=browser") || o.wants("growth/checklist") {
		t.Errorf("%+v, %v", o, err)
	}
	if o, err = parseOptions([]string{"-quick"}); err != nil || o.large >= 100_000 || !o.wants("start") {
		t.Errorf("quick: %+v, %v", o, err)
	}
}
