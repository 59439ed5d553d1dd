package sample

import "gaptrack/internal/engagement"

// nordlys meets every condition; nobody asked for the exit yet.
var nordlys = story{
	customer: "Nordlys Energi", seats: 6_900, motion: "Customer Health",
	services: []string{"Core Onboarding", "OneDrive for Business", "Edge"},
	zone:     "Europe/Oslo", cadence: engagement.Weekly, meets: clock(13, 30), began: 50,
	lead: "engineer", manager: "manager", crew: []string{"sme"}, contacts: []string{"I. Halvorsen", "S. Berg"},
	tell: func(t *teller) {
		t.found([]part{{"CORE", 8}, {"ODB", 5}, {"EDG", 5}})
		t.task(4096, "sme", engagement.InProgress, 20)
		t.meet(45, 3, "Kick-off. The platform crews come first.")
		t.meet(38, 3, "Identity is clean.")
		t.meet(31, 3, "Sync is in staging.")
		t.meet(24, 3, "Sync is live for the pilot.")
		t.task(4096, "sme", engagement.Done, 20)
		t.meet(17, 3, "Site discovery read together; six sites need the old engine.")
		t.meet(10, 2, "One item is left.")
		t.meet(3, everything, "All verified. The customer confirms in writing.")
		t.review()
	},
}

// quillon is small, skipped nearly every optional task, and waits for a manager.
var quillon = story{
	customer: "Quillon Foods", seats: 900, motion: "Targeting", services: []string{"Core Onboarding", "Exchange"},
	zone: "America/Chicago", cadence: engagement.Biweekly, meets: clock(9, 30), began: 30,
	lead: "engineer", manager: "manager", crew: []string{"engineer2"}, contacts: []string{"C. Quillon"},
	tell: func(t *teller) {
		t.found([]part{{"CORE", 5}, {"EXO", 4}})
		t.meet(26, 5, "One administrator does it all, in the evenings.")
		t.meet(12, everything, "Done but for the customer's own review.")
		t.on(3)
		t.review()
		t.on(2)
		t.do(engagement.RequestExit{Note: "Small tenant, all verified. The optional tasks were offered and not wanted."})
	},
}

// baudelle asked for the exit and got it back with two remarks.
var baudelle = story{
	customer: "Baudelle Couture", seats: 1_150, motion: "RFA", services: []string{"SharePoint", "OneDrive for Business"},
	zone: "Europe/Paris", cadence: engagement.Weekly, meets: clock(16, 0), began: 35,
	lead: "engineer", manager: "manager", crew: []string{"architect"}, contacts: []string{"É. Baudelle", "N. Roux"},
	tell: func(t *teller) {
		t.found([]part{{"SPO", 6}, {"ODB", 6}})
		t.meet(31, 4, "The atelier's archive is most of it.")
		t.meet(24, 4, "Forms are being rebuilt.")
		t.meet(17, 3, "The scan is clean.")
		t.meet(10, everything, "All resolved, says the customer.")
		t.on(7)
		t.review()
		t.on(6)
		t.do(engagement.RequestExit{Note: "Everything is resolved."})
		t.on(5)
		t.as("manager")
		t.do(engagement.DecideExit{N: 1, Words: "Two things before this can go.", Remarks: []engagement.Remark{
			{Noun: engagement.NounItem, N: t.item("SPO-03").N, Words: "The boutiques still use the order form that was to go."},
			{Noun: engagement.NounOutput, N: 4, Words: "The pilot list names nobody from the workshops; add them, and have the sponsor sign it again."},
		}})
		t.as("engineer")
		t.do(engagement.ChangeItem{N: t.item("SPO-03").N, State: new(engagement.ItemInProgress), Due: new(t.day(-6))})
		t.meet(4, 0, "The two remarks were gone through. The order form moves next week.")
	},
}

// calder exited; the risk that was accepted then is due for its review since.
var calder = story{
	customer: "Calder & Wray LLP", seats: 640, motion: "RFA", services: []string{"Exchange", "AIP"},
	zone: "Europe/London", cadence: engagement.Monthly, meets: clock(14, 0), began: 118,
	lead: "engineer2", manager: "manager", crew: []string{"engineer", "sme"}, contacts: []string{"F. Wray"},
	tell: func(t *teller) {
		t.found([]part{{"EXO", 4}, {"AIP", 5}}, "AIP-05")
		t.meet(110, 4, "Partners want labels before anything else.")
		t.meet(82, 3, "Labels agreed.")
		t.on(60)
		t.do(engagement.ProposeWaiver{
			On: t.item("AIP-05"), Reason: "Nine laptops of the partners keep the retired client until they are replaced.",
			Compensating: "The nine open protected files in the browser.", ReviewOn: t.day(10),
		})
		t.on(58)
		t.as("manager")
		t.do(engagement.DecideWaiver{N: 1, Approve: true, Words: "Until the laptops are replaced."})
		t.as("engineer2")
		t.meet(54, everything, "Ready.")
		t.review()
		t.on(42)
		t.do(engagement.RequestExit{Note: "One accepted risk, with a date."})
		t.on(40)
		t.as("manager2")
		t.do(engagement.DecideExit{N: 1, Approve: true, Words: "Well prepared."})
	},
}
