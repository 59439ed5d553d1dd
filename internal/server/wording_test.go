package server

import (
	"strings"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

func TestWording(t *testing.T) {
	t.Parallel()
	c := begun(t)
	today := day.New(2026, 11, 23)
	for want, got := range map[string]string{
		"Ready to verify":        capital(engagement.ReadyToVerify),
		"Überblick":              capital("überblick"),
		"":                       capital(""),
		"1 item":                 counted(1, "item"),
		"0 items":                counted(0, "item"),
		"1,200 seats":            counted(1200, "seat"),
		"3, 7":                   joined([]int{3, 7}),
		"20 Nov 2026 (3 days)":   since(day.New(2026, 11, 20), today),
		"23 Nov 2026":            since(today, today),
		"Rosa Osei, 23 Nov 2026": byOn(c.loaded(), 1, today),
		"GapTrack":               nameOf(c.loaded(), 0),
		"Person 77":              nameOf(c.loaded(), 77),
		"4080":                   blankZero(4080),
		"the firewall …":         brief("the firewall team", 14),
		"short":                  brief("short", 5),
		"žžž …":                  brief(strings.Repeat("ž", 9), 3),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestOptionsOf(t *testing.T) {
	t.Parallel()
	options := optionsOf(engagement.ItemStates, "resolved")
	for i, o := range options {
		if o.Selected != (i == 3) || o.Label != capital(o.Value) {
			t.Errorf("option %d is %+v", i, o)
		}
	}
}
