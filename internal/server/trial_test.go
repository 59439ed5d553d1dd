package server

import (
	"testing"

	"gaptrack/internal/engagement"
)

func TestWhyNot(t *testing.T) {
	t.Parallel()
	c := begun(t)
	r := c.asked(rosa, nil)
	for _, test := range []struct {
		name string
		cmd  engagement.Command
		want string
	}{
		{"what can be done", engagement.HoldCheckpoint{}, ""},
		{"what only lacks words", engagement.AddItem{}, ""},
		{"what waits for something else", engagement.Reopen{}, "Only a FastTrack Manager may reopen this engagement."},
		{"what is of no use", engagement.CancelCheckpoint{N: 1}, "There is no checkpoint 1."},
	} {
		if got := r.whyNot(c.loaded(), test.cmd); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
