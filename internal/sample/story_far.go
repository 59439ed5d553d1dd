package sample

import "gaptrack/internal/engagement"

// ikaroa is half a day ahead of its engineer, and waits for an exception.
var ikaroa = story{
	customer: "Ika-Roa Council", seats: 5_100, motion: "RFA", services: []string{"Core Onboarding", "Skype for Business"},
	zone: "Pacific/Tongatapu", cadence: engagement.Weekly, meets: clock(10, 0), began: 33,
	lead: "engineer", manager: "manager", contacts: []string{"T. Ngata", "W. Fale"},
	tell: func(t *teller) {
		t.found([]part{{"CORE", 8}, {"SFB", 7}}, "CORE-02", "SFB-01", "SFB-03", "SFB-06")
		t.task(2193, "engineer", engagement.InProgress, -4)
		t.meet(30, 3, "We meet in their morning and our evening.")
		t.meet(23, 3, "Islands come last: their links are slow.")
		t.meet(16, 3, "Sign-in names are being changed.", t.said("CORE-02", engagement.ItemInProgress, "Suffix added to the forest."))
		t.meet(9, everything, "Names changed for the council's own staff.", t.said("CORE-02", engagement.ReadyToVerify, "Set on all pilot users."))
		t.on(3)
		t.do(engagement.AskException{
			Reason: "Fourteen island offices are moved by hand; help with the user moves saves the council a year.", EndsOn: t.day(-120),
		})
		t.meet(2, 0, "The council asks for help with the moves.")
		t.do(engagement.SkipSlot{Slot: t.day(-19), Reason: "The council's offices are closed that week."})
	},
}

// padma is everything at once: every service, and every finding there is.
var padma = story{
	customer: "Padma Textiles", seats: 58_000, motion: "Targeting", services: engagement.DefaultServices(),
	zone: "Asia/Kolkata", cadence: engagement.Weekly, meets: clock(12, 0), began: 23,
	lead: "engineer", manager: "manager", crew: []string{"engineer2", "sme", "architect"},
	contacts: []string{"S. Iyer", "R. Banerjee", "K. Nair", "A. Deshmukh", "P. Krishnan"},
	tell: func(t *teller) {
		t.found(whole, later(48)...)
		t.task(4080, "sme", engagement.InProgress, -8)
		t.task(3224, "engineer2", engagement.NotStarted, -20)
		t.task(3358, "architect", engagement.InProgress, -7)
		t.task(3184, "engineer", engagement.InProgress, 0)
		t.meet(16, 12, "Forty mills, five of them first.")
		t.meet(9, 12, "The mills of the first wave are named.")
		t.on(8)
		t.blocked("SFB-06", "Network", "The firewalls of the mills are the provider's, and it takes its time.")
		t.blocked("MDA-04", "Licence", "The licences for the newer builds are in purchasing.")
		t.meet(2, everything, "First wave: identity and mail are through.")
		t.on(1)
		t.as("manager")
		t.do(engagement.ProposeWaiver{
			On: t.item("EDU-23"), Reason: "The training school has adults only.", Compensating: "None is needed.", ReviewOn: t.day(-180),
		})
	},
}

// whole is every finding of the file.
var whole = []part{
	{"CORE", 99}, {"EXO", 99}, {"ODB", 99}, {"SPO", 99}, {"SFB", 99}, {"AIP", 99}, {"MDA", 99}, {"EDG", 99}, {"EDU", 99},
}

// later gives the codes of every finding but the first n.
func later(n int) []string {
	all, err := findings()
	if err != nil {
		return nil // told by the teller
	}
	var codes []string
	for _, f := range all[n:] {
		codes = append(codes, f.code)
	}
	return codes
}
