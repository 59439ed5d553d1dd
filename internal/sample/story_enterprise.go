package sample

import "gaptrack/internal/engagement"

// harbour is big, its enterprise step runs, and two critical findings are open.
var harbour = story{
	customer: "Harbour & Finch Logistics", seats: 31_400, motion: "Targeting",
	services: []string{"Core Onboarding", "Exchange", "OneDrive for Business", "SharePoint", "MDATP"},
	zone:     "Europe/London", cadence: engagement.Weekly, meets: clock(15, 0), began: 38,
	lead: "engineer", manager: "manager", crew: []string{"sme", "architect"},
	contacts: []string{"A. Finch", "D. Okoro", "T. Marsh"},
	tell: func(t *teller) {
		t.found([]part{{"CORE", 12}, {"EXO", 9}, {"ODB", 5}, {"SPO", 5}, {"MDA", 5}},
			"CORE-06", "CORE-11", "EXO-02", "EXO-07", "EXO-08", "ODB-03", "SPO-04", "MDA-05")
		t.task(4080, "sme", engagement.InProgress, -5)
		t.task(3208, "engineer", engagement.InProgress, -3)
		t.task(3358, "architect", engagement.NotStarted, -10)
		t.task(4101, "engineer", engagement.NotStarted, 2)
		t.meet(35, 6, "Went through the assessment. Mail goes first, files after.")
		t.meet(28, 6, "Identity clean-up is on its way; the second sync server stays in question.",
			t.said("CORE-06", engagement.ItemInProgress, "The second server is to become a staging one."),
			t.promised(2, "EXO-02", "Sends the list of depots that run a mail server of their own.", 22))
		t.meet(21, 6, "Wave planning began. The old mail servers at the depots are more than was thought.",
			engagement.KeepPromise{N: 1},
			t.said("EXO-02", engagement.ItemInProgress, "Four depots still run the old version."),
			t.weDo("CORE-06", "Writes down how a server becomes a staging one.", 15))
		t.on(16)
		t.due("EXO-07", 3)
		t.do(engagement.AddPoint{What: "The freeze in December: which waves wait until January?"})
		t.meet(14, 6, "The depots get an intermediate server each.",
			engagement.KeepPromise{N: 2},
			engagement.SettlePoint{N: 1, State: engagement.PointIsParked, Words: "Until the wave plan is signed."})
		t.meet(7, everything, "Two critical findings are left; both have an owner and a date.",
			t.said("ODB-03", engagement.ReadyToVerify, "The scan shows none over the limit."),
			t.promised(3, "EXO-02", "Orders the intermediate servers for the four depots.", 2),
			t.promised(1, "CORE-11", "Has the board name who owns the old domain.", -3),
			t.weDo("EXO-07", "Sends the script that finds forwarding rules, with an example.", -1))
		t.on(3)
		t.do(engagement.CorrectMinutes{N: t.meetings - 1, Note: "The script goes to the mail team too, not to the desk alone."})
		t.do(engagement.AddPoint{What: "Who signs the wave plan at the customer?"})
		t.do(engagement.ProposeWaiver{
			On: t.item("EXO-08"), Reason: "412 items of the archive team are over the limit, and all are copies.",
			Compensating: "The archive team keeps them on its own share.", ReviewOn: t.day(-90),
		})
	},
}

// vellacott has the enterprise benefit by an exception that ends in three weeks.
var vellacott = story{
	customer: "Vellacott Health Trust", seats: 18_200, motion: "RFA",
	services: []string{"Core Onboarding", "Exchange", "AIP"},
	zone:     "Europe/London", cadence: engagement.Biweekly, meets: clock(11, 0), began: 60,
	lead: "engineer2", manager: "manager", crew: []string{"engineer", "sme", "architect"},
	contacts: []string{"Dr. H. Vellacott", "J. Ames"},
	tell: func(t *teller) {
		t.found([]part{{"CORE", 10}, {"EXO", 8}, {"AIP", 6}}, "CORE-09", "EXO-07", "AIP-03", "AIP-04", "AIP-06")
		t.meet(53, 5, "The trust merges with two clinics next year and wants its waves planned for all of them.")
		t.on(50)
		t.do(engagement.AskException{
			Reason: "18,200 seats today, 20,900 after the two clinics join; the waves are planned once.", EndsOn: t.day(-21),
		})
		t.on(48)
		t.as("manager")
		t.do(engagement.DecideException{N: 1, Approve: true, Words: "Approved until the merger is signed."})
		t.as("engineer2")
		t.task(3208, "engineer2", engagement.InProgress, -12)
		t.task(3998, "sme", engagement.InProgress, -6)
		t.meet(39, 5, "Mailbox groups drafted by ward.")
		t.meet(25, 5, "Labels are with the legal team.", t.said("AIP-04", engagement.ItemInProgress, "Five labels drafted."))
		t.meet(11, everything, "The rights server has a date for its keys.",
			t.said("AIP-03", engagement.ItemInProgress, "Key export tested in the lab."))
	},
}

// ostrava is in the middle of it, and another team's.
var ostrava = story{
	customer: "Ostrava Rail Works", seats: 22_750, motion: "Customer Health",
	services: []string{"Core Onboarding", "Exchange", "Skype for Business"},
	zone:     "Europe/Prague", cadence: engagement.Weekly, meets: clock(10, 0), began: 29,
	lead: "east engineer", manager: "east manager", contacts: []string{"V. Hrubý", "M. Kolářová"},
	tell: func(t *teller) {
		t.found([]part{{"CORE", 8}, {"EXO", 8}, {"SFB", 8}}, "CORE-08", "EXO-05", "EXO-07", "SFB-02", "SFB-06", "SFB-08")
		t.task(3209, "east engineer", engagement.InProgress, -9)
		t.meet(25, 5, "Voice is the long pole: eleven yards, three providers.")
		t.meet(18, 5, "The edge servers are ordered.")
		t.meet(11, 4, "Mail is nearly through.", t.said("EXO-05", engagement.ReadyToVerify, "The endpoint answers from the tenant."))
		t.on(6)
		t.blocked("SFB-06", "Network", "The firewall team waits for a maintenance window at the main yard.")
		t.meet(4, everything, "Media ports stay blocked until the maintenance window.")
	},
}
