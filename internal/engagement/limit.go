package engagement

// How long the texts of a record can be, in characters.
const (
	MaxName    = 200    // a customer, a person's name
	MaxNote    = 4_000  // a finding, a reason, a note
	MaxMinutes = 50_000 // a checkpoint's minutes
)

// The most records of one kind that an engagement holds.
const (
	MaxItems       = 1_000
	MaxCheckpoints = 500
	MaxContacts    = 200
	MaxPromises    = 5_000
	MaxPoints      = 2_000
	MaxDepends     = 50 // the items for which one item waits
)
