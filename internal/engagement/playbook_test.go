package engagement_test

import (
	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
)

func edition() *engagement.Edition {
	return &engagement.Edition{ID: 1, Slug: "address-technical-gaps", Number: 1, Playbook: gaps()}
}

// gaps is the playbook Address Technical Gaps, as far as the rules read it.
func gaps() *playbook.Playbook {
	motions := []string{"Customer Health", "RFA", "Targeting"}
	all := []string{playbook.AllServices}
	mail := []string{"Exchange", "OneDrive for Business", "SharePoint"}
	row := func(id int, name string, mandatory bool, role string, services ...string) playbook.Task {
		return playbook.Task{ID: id, Name: name, Mandatory: mandatory, Role: role, Services: services}
	}
	const ftEngineer, ftManager, ftArchitect = "FastTrack Engineer", "FastTrack Manager", "FastTrack Architect v2"
	return &playbook.Playbook{
		Title: "Address Technical Gaps", Phase: "Remediate", Motions: motions,
		Activities: []playbook.Activity{
			{Name: "Conduct Checkpoint Meetings", PrimaryRole: ftEngineer, Motions: motions, AppliesTo: all},
			{Name: "Assist with Remediation Steps", PrimaryRole: ftEngineer, Motions: motions, AppliesTo: all, Tasks: []playbook.Task{
				row(3184, "AAD Connect Health - Verify System requirements", false, ftEngineer, "Core Onboarding"),
				row(2193, "SfB - Advanced features remediation and long poles", false, ftEngineer, "Skype for Business"),
				row(3224, "EDU: Remediate Classroom & SDS", false, ftEngineer, "Classroom/SDS"),
				row(3998, "MIP – Verify Pre-Requisites", false, "SME", "AIP"),
				row(4073, "Network – Address identified network issues from netonboard tool", false, ftEngineer, "Core Onboarding"),
				row(4080, "MDATP - Proxy Configuration including URL Whitelisting", true, "SME", "MDATP"),
				row(4096, "Microsoft Edge Site Discovery", false, "SME", "Edge"),
				row(4101, "Replace Security Default Policies with CA Policies for Migrations", false, ftEngineer, mail...),
			}},
			{
				Name: "Enterprise Additional Benefit Remediation", PrimaryRole: ftEngineer, Motions: motions,
				AppliesTo: []string{"Exchange", "Skype for Business"},
				Condition: playbook.Condition{
					Text:     "Only for approved enterprise customers with 20,000 seats or more, or with an exception.",
					MinSeats: 20_000, Exception: true, Understood: true,
				},
				Tasks: []playbook.Task{
					row(3208, "Exchange - Mailbox Grouping and Planning Migration Planning", false, ftEngineer, "Exchange"),
					row(3209, "SfB - User Migration Remediation", false, ftEngineer, "Skype for Business"),
					row(3358, "Deep Dive Migration Planning Workshop", false, ftArchitect, mail...),
				},
			},
			{Name: "Remediation Checklist Resolved", PrimaryRole: ftManager, Motions: motions, AppliesTo: all, Tasks: []playbook.Task{
				row(3190, "Confirm the customer reviews and resolves anything in the remediation checklist", true, ftEngineer, all...),
				row(1700, "Remediate Exit: All items in Remediation Checklist resolved", true, ftManager, all...),
			}},
		},
		KeyInputs:  []string{"The technical assessment is complete.", "The further resources are named."},
		KeyOutputs: []string{"Every step is resolved.", "The minimum standard is met.", "Identity is remediated.", "Pilot users are ready."},
	}
}
