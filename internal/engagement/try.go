package engagement

import (
	"maps"
	"time"

	"gaptrack/internal/access"
)

// Try gives the fault with which a command would be refused, or nil, and leaves
// the engagement as it is. Pages ask it before they offer a button, so that one
// that is off gives the rule's own words.
func (e *Engagement) Try(cmd Command, by access.Actor, now time.Time) error {
	_, err := e.clone().Decide(cmd, Ask{By: by, Now: now})
	return err
}

// Allows gives the fault with which a command would be refused whatever it asks
// for, or nil: who asks does not see the engagement, or may not do such a thing, or
// it has exited. It is a part of what Try finds, and takes no time.
func (e *Engagement) Allows(cmd Command, by access.Actor) error {
	d := &decision{Engagement: e, Ask: Ask{By: by}}
	return d.allowed(cmd)
}

// clone gives an engagement of its own with the same records. Events replace
// records and never write into them, so the records themselves can be shared.
func (e *Engagement) clone() *Engagement {
	c := *e
	c.Members, c.Exceptions = maps.Clone(e.Members), maps.Clone(e.Exceptions)
	c.Inputs, c.Outputs = maps.Clone(e.Inputs), maps.Clone(e.Outputs)
	c.Tasks, c.Items, c.Waivers = maps.Clone(e.Tasks), maps.Clone(e.Items), maps.Clone(e.Waivers)
	c.Checkpoints, c.Lines, c.Exits = maps.Clone(e.Checkpoints), maps.Clone(e.Lines), maps.Clone(e.Exits)
	c.Contacts, c.Promises, c.Points = maps.Clone(e.Contacts), maps.Clone(e.Promises), maps.Clone(e.Points)
	return &c
}
