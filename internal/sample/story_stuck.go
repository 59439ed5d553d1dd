package sample

import "gaptrack/internal/engagement"

// tamarack stands behind a proxy change that its change board puts off.
var tamarack = story{
	customer: "Tamarack Credit Union", seats: 2_300, motion: "RFA", services: []string{"Core Onboarding", "MDATP"},
	zone: "America/Toronto", cadence: engagement.Weekly, meets: clock(10, 0), began: 60,
	lead: "engineer", manager: "manager", crew: []string{"sme"}, contacts: []string{"M. Ruiz", "P. Tremblay"},
	tell: func(t *teller) {
		t.found([]part{{"CORE", 26}, {"MDA", 5}},
			"MDA-01", "MDA-02", "MDA-03", "CORE-15", "CORE-16", "CORE-17", "CORE-18", "CORE-25")
		t.meet(55, 4, "The network team joins from next week.")
		t.meet(48, 4, "Identity is clean; the proxy is next.")
		t.on(41)
		const board = "The change board has to allow the sensor's addresses through the proxy."
		t.blocked("MDA-01", "Customer change board", board)
		t.as("sme")
		t.task(4080, "sme", engagement.InProgress, 12)
		t.do(engagement.ChangeTask{
			FTOP: 4080, State: new(engagement.Blocked), BlockedKind: new(engagement.BlockerKind("Customer change board")), BlockedOn: new(board),
			BlockedLifter: new("The board's chair"),
		})
		t.as("engineer")
		t.meet(41, 4, "The change is on the board's list.")
		t.meet(34, 3, "The board put the change off: quarter end.", t.said("MDA-01", "", "Put off by two weeks."))
		t.meet(27, 3, "Everything that does not need the proxy goes on.")
		t.on(26)
		t.do(engagement.ProposeWaiver{
			On: t.item("CORE-25"), Reason: "Twelve teller machines cannot be updated before their replacement.",
			Compensating: "They stand in a segment of their own.", ReviewOn: t.day(-5),
		})
		t.on(25)
		t.as("manager")
		t.do(engagement.DecideWaiver{N: 1, Approve: true, Words: "Until the replacement."})
		t.as("engineer")
		t.meet(20, 2, "The board asks for a test first.", t.said("MDA-01", "", "A test from two devices is wanted."))
		t.meet(13, 2, "Test passed on two devices.")
		t.meet(6, everything, "The change is planned again; M. Ruiz goes to the board in person.",
			t.said("MDA-01", "", "M. Ruiz presents it to the board himself."),
			t.promised(1, "MDA-01", "Presents the proxy change to the board in person.", 1),
			t.promised(2, "CORE-17", "Names who keeps the accounts of the branch offices.", -2))
	},
}

// brannoc has schools whose student data errors fell from 143 to none.
var brannoc = story{
	customer: "St. Brannoc Schools Federation", seats: 42_000, motion: "RFA", services: []string{"Core Onboarding", "Classroom/SDS"},
	zone: "Europe/Dublin", cadence: engagement.Weekly, meets: clock(14, 30), began: 44,
	lead: "engineer2", manager: "manager2", crew: []string{"engineer"}, contacts: []string{"Sr. B. Keane", "O. Daly", "R. Nolan"},
	tell: func(t *teller) {
		t.found([]part{{"CORE", 6}, {"EDU", 18}}, "EDU-02", "EDU-06", "EDU-09", "EDU-15", "EDU-16", "EDU-17")
		t.task(3224, "engineer2", engagement.InProgress, -4)
		t.meet(40, 3, "One export for all 61 schools is the aim.")
		t.meet(33, 3, "First report of the student data.", t.said("EDU-02", engagement.ItemInProgress, "143 duplicate identifiers in the first report."))
		t.meet(26, 3, "The offices clean up by school.", t.said("EDU-02", "", "12 left, all at two schools."))
		t.meet(19, 3, "The report is clean.", t.said("EDU-02", engagement.ReadyToVerify, "0 in the newest export."))
		t.meet(12, 3, "Verified on two exports.", t.said("EDU-02", engagement.Resolved, "0 in two exports running."))
		t.on(10)
		t.blocked("EDU-06", "People", "The data protection officer's opinion is still to come.")
		t.meet(5, everything, "What is left is policy, not data.",
			t.promised(1, "EDU-06", "Asks the data protection officer for a date.", -1))
	},
}

// mirepoix was not met for 23 days.
var mirepoix = story{
	customer: "Mirepoix Retail", seats: 12_000, motion: "Targeting", services: []string{"Core Onboarding", "Edge", "AIP"},
	zone: "America/New_York", cadence: engagement.Weekly, meets: clock(11, 30), began: 51,
	lead: "engineer", manager: "manager2", crew: []string{"sme"}, contacts: []string{"G. Mirepoix", "L. Stone"},
	tell: func(t *teller) {
		t.found([]part{{"CORE", 9}, {"EDG", 6}, {"AIP", 5}}, "CORE-07", "CORE-09", "EDG-03", "EDG-04", "AIP-04", "AIP-05")
		t.task(4096, "sme", engagement.InProgress, -1)
		t.task(3184, "engineer", engagement.NotStarted, -2)
		t.meet(44, 5, "Tills are out of scope; the offices are in.")
		t.meet(37, 5, "Site discovery runs in 40 shops.")
		t.meet(30, 3, "Half of the plug-in applications have an owner.", t.said("EDG-04", engagement.ItemInProgress, "7 of 15 have an owner."))
		t.meet(23, everything, "The season begins; the shops have no time.")
		t.on(17)
		t.do(engagement.CancelCheckpoint{N: t.meetings, Reason: "Nobody of the shops is free before the sale ends."})
	},
}
