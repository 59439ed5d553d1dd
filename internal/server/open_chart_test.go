package server

import (
	"strings"
	"testing"

	"gaptrack/internal/engagement"
)

func TestOpenChart(t *testing.T) {
	t.Parallel()
	c := begun(t)
	meet := func() {
		c.do(rosa, engagement.HoldCheckpoint{})
		c.do(rosa, engagement.CloseCheckpoint{N: c.e.BeingHeld()})
		c.pass(7)
	}
	meet()
	if v := openChart(c.e); v.Nothing == "" || len(v.Bars) != 0 {
		t.Errorf("of one checkpoint: %+v", v)
	}
	first := c.finding(func(i *engagement.Item) { i.Severity = engagement.Critical })
	c.finding(nil)
	c.finding(func(i *engagement.Item) { i.Severity = engagement.Low })
	meet()
	c.do(rosa, engagement.ChangeItem{N: first, State: new(engagement.Resolved)})
	meet()
	v := openChart(c.e)
	if v.Nothing != "" || v.Top != 3 || v.Width != 80 || len(v.Bars) != 3 || len(v.Rows) != 3 || v.Estimated || !v.Short {
		t.Fatalf("of three: %+v", v)
	}
	if want := "Open items over 3 checkpoints: 0 on 2 Mar 2026, 2 on 16 Mar 2026."; v.Words != want {
		t.Errorf("it reads out %q", v.Words)
	}
	if want := "Checkpoint 2, 9 Mar 2026: 3 items open (1 Critical, 1 High, 1 Low)"; v.Bars[1].Words != want {
		t.Errorf("the second bar says %q", v.Bars[1].Words)
	}
	if v.Bars[0].Parts != nil || v.Rows[2].Total != "2" || v.Rows[2].Counts[0].Open != "0" {
		t.Errorf("first %+v, last %+v", v.Bars[0], v.Rows[2])
	}
	for i, b := range v.Bars {
		foot := v.Top
		for _, p := range b.Parts {
			if foot -= p.Height; p.Y != foot || p.Height < 1 || p.X < 10*i || p.X+p.Width > 10*(i+1) {
				t.Errorf("bar %d has a part at %+v", i, p)
			}
		}
	}
}

func TestOpenChartShowsTheLastHalfYear(t *testing.T) {
	t.Parallel()
	c := begun(t)
	for range charted + 4 {
		c.do(rosa, engagement.HoldCheckpoint{})
		c.do(rosa, engagement.CloseCheckpoint{N: c.e.BeingHeld()})
		c.pass(7)
	}
	v := openChart(c.e)
	if len(v.Bars) != charted || v.Width != charted*barStep || v.Short || !strings.HasPrefix(v.Bars[0].Words, "Checkpoint 5,") {
		t.Errorf("%d bars, the first %q", len(v.Bars), v.Bars[0].Words)
	}
}
