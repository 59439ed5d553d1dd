package playbook

import "gaptrack/internal/day"

// The facts of the playbook Address Technical Gaps, to the letter.

const (
	engineer  = "FastTrack Engineer"
	architect = "FastTrack Architect v2"
	manager   = "FastTrack Manager"
)

var (
	goldenMotions = []string{"Customer Health", "RFA", "Targeting"}
	migrations    = []string{"Exchange", "OneDrive for Business", "SharePoint"}
	everything    = []string{"All Services"}
)

func goldenActivities() []Activity {
	activity := func(name, role string, appliesTo []string, c Condition, tasks ...Task) Activity {
		return Activity{Name: name, PrimaryRole: role, Motions: goldenMotions, AppliesTo: appliesTo, Condition: c, Tasks: tasks}
	}
	enterprise := Condition{
		Text:     "Only for approved enterprise customers with 20,000 seats or more, or with an exception.",
		MinSeats: 20000, Exception: true, Understood: true,
	}
	return []Activity{
		activity("Conduct Checkpoint Meetings", engineer, everything, Condition{}),
		activity("Assist with Remediation Steps", engineer, everything, Condition{},
			Task{ID: 3184, Name: "AAD Connect Health - Verify System requirements", Role: engineer, Services: []string{"Core Onboarding"}},
			Task{ID: 2193, Name: "SfB - Advanced features remediation and long poles", Role: engineer, Services: []string{"Skype for Business"}},
			Task{ID: 3224, Name: "EDU: Remediate Classroom & SDS", Role: engineer, Services: []string{"Classroom/SDS"}},
			Task{ID: 3998, Name: "MIP – Verify Pre-Requisites", Role: "SME", Services: []string{"AIP"}},
			Task{ID: 4073, Name: "Network – Address identified network issues from netonboard tool", Role: engineer, Services: []string{"Core Onboarding"}},
			Task{ID: 4080, Name: "MDATP - Proxy Configuration including URL Whitelisting", Mandatory: true, Role: "SME", Services: []string{"MDATP"}},
			Task{ID: 4096, Name: "Microsoft Edge Site Discovery", Role: "SME", Services: []string{"Edge"}},
			Task{ID: 4101, Name: "Replace Security Default Policies with CA Policies for Migrations", Role: engineer, Services: migrations},
		),
		activity("Enterprise Additional Benefit Remediation", engineer, []string{"Exchange", "Skype for Business"}, enterprise,
			Task{ID: 3208, Name: "Exchange - Mailbox Grouping and Planning Migration Planning", Role: engineer, Services: []string{"Exchange"}},
			Task{ID: 3209, Name: "SfB - User Migration Remediation", Role: engineer, Services: []string{"Skype for Business"}},
			Task{ID: 3358, Name: "Deep Dive Migration Planning Workshop", Role: architect, Services: migrations},
		),
		activity("Remediation Checklist Resolved", manager, everything, Condition{},
			Task{ID: 3190, Name: "Confirm the customer reviews and resolves anything in the remediation checklist", Mandatory: true, Role: engineer, Services: everything},
			Task{ID: 1700, Name: "Remediate Exit: All items in Remediation Checklist resolved", Mandatory: true, Role: manager, Services: everything},
		),
	}
}

var goldenChanges = []Refresh{
	{day.New(2020, 1, 31), "Rosie Arrieta", "Task 4096 added"},
	{day.New(2020, 1, 31), "Ryan Meehan", "Task 4101 added"},
	{day.New(2019, 10, 25), "Ryan Meehan", "Tasks 4080 and 3358 added"},
	{day.New(2019, 6, 28), "Maria Conceição", `Step "Review Remediation Checklist" modified`},
	{day.New(2019, 4, 26), "Rosie Arrieta", "CRM 69844"},
	{day.New(2019, 4, 26), "Rosie Arrieta", "Deprecated tasks removed"},
	{day.New(2019, 2, 22), "Ryan Meehan", "Playbook moved to GitHub"},
	{day.New(2018, 12, 11), "Mark Eichenberger", "Playbook created"},
	{day.New(2018, 12, 7), "Ryan Meehan", "Minor formatting"},
}
