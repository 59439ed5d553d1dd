package sample

import "gaptrack/internal/engagement"

// What generated people write. None of it names a customer, so that all of it
// fits everywhere.
var (
	inputWords = [][]string{{
		"Task 1699 of the assessment was closed; its report is in the customer's folder.",
		"The assessment ended with task 1699, and its checklist was gone through with the customer.",
		"Report of the assessment received; the checklist below is taken from it.",
	}, {
		"The customer named its own staff, and a partner for the network.",
		"A partner does the directory work, the customer's own people the rest.",
		"The customer does it all by itself; its service desk is told.",
		"Premier is booked for two days a month.",
	}}

	outputWords = [][]string{{
		"Checklist resolved; the last items were verified in the checkpoint.",
		"Every step of the checklist was gone through again and found done.",
	}, {
		"Minimum standard checked item by item with the customer.",
		"The environment meets the standard; the tools' reports are filed.",
	}, {
		"Synchronization runs without errors for a week.",
		"Identity is clean, and the synchronization server is watched.",
	}, {
		"Pilot list signed by the sponsor.",
		"Pilot users named in every department, and their groups made.",
	}}

	taskNotes = []string{
		"Waits for a date from the customer.", "First half is done; the rest needs the test tenant.",
		"The customer wants to see it in a workshop first.", "Prerequisites read and sent to the customer.",
		"The report of the tool was read together.", "To be done with the customer's network team.",
		"Small, and not urgent.", "The customer asked for the guide in its own language.",
	}

	itemNotes = []string{
		"The report of the tool is in the customer's folder.", "Seen on the shared screen.",
		"Two exceptions are left, and both are known.", "The customer's administrator does it out of hours.",
		"Checked on three sites of nine.", "Was a leftover of an earlier migration.",
	}

	verified = []string{
		"Verified together.", "Shown on the screen, and as it should be.", "The tool's report is clean.",
		"Tested by two pilot users.", "Done last week; the report was sent.", "Verified on the test tenant and on the real one.",
	}

	progress = map[engagement.ItemState][]string{
		"": {
			"No news; the same as last time.", "A date was promised for next week.",
			"Put off: quarter end.", "Half of the sites are through.",
		},
		engagement.ItemInProgress: {
			"Work has begun at the first site.", "A change was filed.", "The partner is on it.", "Tested in the lab, now for the rest.",
		},
		engagement.ReadyToVerify: {
			"The customer says that it is done.", "To be verified next time.", "Done, but for the report.",
		},
	}

	minutes = []string{
		"Went through the checklist.", "Identity is on its way.", "The network comes first, then everything else.",
		"The customer's lead was away; her deputy took the actions.", "Short meeting: most is with the partner.",
		"The pilot group was discussed.", "Half of the open items have a date now.", "The tool's newest report was read together.",
		"Mail goes first, files after.", "Two sites were added, with the same findings.", "The sponsor joined and asked for the end date.",
		"Certificates and names were checked.", "The change freeze was talked over.",
	}

	outlooks = []string{
		"The next step is the customer's.", "All owners know their dates.", "Nothing is at risk.", "One date is tight.",
		"The partner sends its plan.", "We look at the rest next time.", "The list gets shorter.",
	}

	corrections = []string{
		"It was the second site that was done, not the first.", "The date that was named is a week later.",
		"The partner was there too.",
	}

	cancellations = []string{
		"Nobody of the customer's is free this week.", "The customer is in its change freeze.", "Public holiday.",
		"The customer asked to skip this one.",
	}

	waiverReasons = []string{
		"A few machines cannot be changed before they are replaced.", "The vendor has no newer version yet.",
		"The site closes within the year.", "The contract with the provider ends first.",
		"Too few users have it to hold the others up.",
	}

	instead = []string{
		"They stand in a segment of their own.", "The users work in the browser until then.",
		"The service desk watches it every week.", "None is needed.", "The old system stays readable.",
	}

	exceptionReasons = []string{
		"The customer grows beyond the number of seats within the year.", "Two subsidiaries join in spring; the waves are planned once.",
		"Many sites with slow links make it as hard as for a large customer.", "Asked for by the account team, with the sponsor.",
	}

	approvals = []string{"Well prepared.", "Approved.", "Agreed, until its date.", "All is in order.", "Seen, and agreed with the sponsor.", ""}

	returns = []string{
		"Say first what it costs to do it.", "Please ask the customer for a date once more.", "This needs the customer's own word in writing.",
	}

	exitNotes = []string{
		"Everything is resolved.", "All verified; the customer is glad to go on.", "Ready, and the pilot can begin.",
		"The optional tasks were offered and not wanted.", "",
	}

	exitReturns = []string{
		"The pilot list names nobody from the branches; add them, and have it signed again.",
		"One resolved item has no report. Add it, or verify it again.",
		"The synchronization had errors this morning. Look at it once more.",
	}

	reopenings = []string{
		"The pilot found what the assessment had missed.", "A subsidiary joined, with a directory of its own.",
		"The customer added a site whose network was never looked at.",
	}

	partners = []string{
		"Kestrel Networks", "Bluefin IT", "Northgate Systems", "Halden Consulting", "Orchard & Pike", "Tessel Cloud", "Mosaic Services",
	}

	// otherParts are where findings are made again. They outnumber the rounds
	// that the longest checklist takes.
	otherParts = []string{
		"in the second forest", "at the branch offices", "at the subsidiary", "in the company that was bought", "in the lab's network",
		"at the warehouses", "in the call centre", "at the overseas office", "in the training rooms", "at the old head office",
	}

	causes = map[engagement.BlockerKind][]string{
		"Customer change board": {"The change board has not met yet.", "The change was put off until after the quarter's end."},
		"Network":               {"The provider has no date for the new line.", "The firewall team waits for a maintenance window."},
		"Identity":              {"Nobody knows who owns the old forest.", "The clean-up of accounts has to end first."},
		"Licence":               {"The licences are in purchasing.", "The order was for the wrong plan."},
		"People":                {"The administrator left, and nobody follows yet.", "The works council has to agree first."},
		"Partner":               {"The partner's order is not signed.", "The partner has no engineer before next month."},
		"Product":               {"Waits for a fix; a support case is open.", "The feature has not come to this region yet."},
		"Other":                 {"The building is being moved.", "Waits for the legal team's opinion."},
	}
)
