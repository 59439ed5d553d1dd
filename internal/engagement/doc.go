// Package engagement holds the rules of one customer's passage through the
// Remediate phase: what is in scope, what may change, what ends it. It is
// pure: it knows no HTTP, no SQL and no clock.
//
// An Engagement is the sum of its events. A Command is decided by
// Engagement.Decide, which checks access and the rules and gives the events
// that follow, already applied, or a fault. No other code decides, and nothing
// else changes a record: every record lists its fields once (field.go), events
// are differences of those fields (event.go), and replaying the events from
// nothing gives the same records (chain.go).
package engagement
