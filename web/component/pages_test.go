package component

import (
	"fmt"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

func page(title string, section Section, who *Person) Page {
	return Page{Title: title, Section: section, Person: who, Version: "0.1.0", Waiting: "2"}
}

func portfolioSpecimen(t testing.TB) templ.Component {
	p := page("Engagements", Engagements, manager)
	p.Width, p.Search = Wide, "energi"
	table := Table{Caption: "Engagements", Columns: []Column{
		{Label: "Customer", SortURL: "?sort=customer"}, {Label: "Seats", SortURL: "?sort=seats", Numeric: true},
		{Label: "Needs attention", SortURL: "?sort=-attention", Sorted: Descending}, {Label: "Exit"},
		{Label: "Mandatory tasks"}, {Label: "Checklist"}, {Label: "Last checkpoint"}, {Label: "Next checkpoint"}, {Label: "Engineer"},
	}}
	return with(Layout(p),
		PageHeader{Title: "Engagements", Text: "Every engagement that you may see, those that need attention first.", Action: ButtonLink{Text: "New engagement", URL: "/engagements/new", Kind: Primary, Key: "c"}},
		Tabs{Label: "Views", Items: []Tab{{Label: "All", URL: "?", Count: "243", Current: true}, {Label: "Mine", URL: "?mine=1", Count: "12"}, {Label: "Ready to exit", URL: "?view=ready", Count: "3"}, {Label: "Exited", URL: "?view=exited"}}},
		with(Filters{Action: "/engagements", ClearURL: "/engagements", Chips: []Chip{{"Service: Exchange", "?"}, {"Motion: RFA", "?"}}},
			Field{ID: "q", Name: "q", Label: "Customer", Value: "", Type: "search", Size: Medium},
			Select{Name: "service", Label: "Service", Blank: "Any", Options: []Option{{Value: "Exchange", Label: "Exchange", Selected: true}}},
			Select{Name: "motion", Label: "Motion", Blank: "Any", Options: []Option{{Value: "RFA", Label: "RFA", Selected: true}}},
			Select{Name: "engineer", Label: "Engineer", Blank: "Anyone", Options: []Option{{Value: "1", Label: "R. Osei"}}}),
		with(table, portfolioRows(t)...),
		Pager{Text: "1–12 of 243", Prev: "?before=1", Next: "?after=12"},
	)
}

func portfolioRows(t testing.TB) []templ.Component {
	customers := []string{"Harbour & Finch Logistics", "Vellacott Health Trust", "Nordlys Energi", "St. Brannoc Schools Federation", "Tamarack Credit Union", "Quillon Foods", "Baudelle Couture", "Ostrava Rail Works", "Mirepoix Retail", "Calder & Wray LLP", "Ika-Roa Council", "Padma Textiles"}
	reasons := []Badge{{Text: "2 critical open", Tone: Bad}, {Text: "Exception ends in 21 days", Tone: Warn}, {Text: "Awaits approval", Tone: Info, Shape: Eye}, {}, {Text: "Blocked 41 days", Tone: Bad}}
	exits := []string{"Not ready", "Ready", "Requested", "Returned"}
	var rows []templ.Component
	for i, name := range customers {
		attention := `<span class="muted">–</span>`
		if b := reasons[i%5]; b.Text != "" {
			attention = html(t, b)
		}
		rows = append(rows, raw(`<tr><th scope="row"><a href="/engagements/%d">%s</a> <span class="sub">RFA · Core Onboarding, Exchange</span></th><td class="num" data-label="Seats">%d,%d00</td><td data-label="Needs attention">%s</td><td data-label="Exit">%s</td><td data-label="Mandatory">%s</td><td data-label="Checklist">%s</td><td data-label="Last checkpoint" class="nowrap">%s</td><td data-label="Next checkpoint" class="nowrap">%s</td><td data-label="Engineer" class="nowrap">R. Osei</td></tr>`,
			i, templ.EscapeString(name), i*3+1, i%8+1, attention, html(t, State(exits[i%4])),
			html(t, Progress{Done: i % 4, Total: 4, Label: "Mandatory tasks"}), html(t, Progress{Done: i * 2, Total: i * 5, Label: "Checklist"}),
			html(t, Day{ISO: "2026-11-16", Text: "16 Nov 2026"}), html(t, Day{ISO: "2026-11-20", Text: "20 Nov 2026", Late: i%5 == 1})))
	}
	return rows
}

func tamarack(current string) EngagementHeader {
	h := EngagementHeader{
		Customer: "Tamarack Credit Union", Phase: "Remediate", Badges: []Badge{{Text: "Blocked 41 days", Tone: Bad}},
		Facts: []string{"2,300 seats", "RFA", "Core Onboarding, MDATP", "Engineer R. Osei", "Manager P. Lindqvist"},
		Next:  &Time{UTC: "2026-11-24T15:00:00Z", Text: "Tue 24 Nov, 10:00", ZoneLabel: "UTC−5"},
	}
	for _, name := range []string{"Overview", "Tasks", "Checklist", "Checkpoints", "Exit", "History"} {
		h.Tabs = append(h.Tabs, Tab{Label: name, URL: "/engagements/5/" + strings.ToLower(name), Current: name == current, Key: "g " + strings.ToLower(name[:1])})
	}
	h.Tabs[1].Count, h.Tabs[2].Count = "4", "31"
	return h
}

func overviewSpecimen() templ.Component {
	p := page("Tamarack Credit Union", Engagements, engineer)
	p.Flash = &Flash{Text: "Checkpoint 6 is closed; its minutes are kept.", Undo: &Undo{URL: "/undo", Hidden: []Hidden{{"event", "81"}}}}
	box := Readiness{
		Sentence: "Not ready: 3 of 5 conditions are open",
		Conditions: []Condition{
			{Met: true, Title: "Key inputs confirmed", Why: "2 of 2, by R. Osei on 12 Mar 2026"},
			{Title: "Mandatory tasks in scope", Why: "0 of 1 done", Items: []Link{{"4080 MDATP - Proxy Configuration including URL Whitelisting", "/t/4080"}}, ActionText: "Open the tasks", ActionURL: "/tasks"},
			{Title: "Checklist resolved", Why: "25 of 31; 1 critical and 3 high are open", ActionText: "Open the checklist", ActionURL: "/checklist"},
			{Met: true, Title: "Customer’s review confirmed (3190)", Why: "M. Ruiz, 14 Mar 2026"},
			{Title: "Key outputs attested", Why: "2 of 4", ActionText: "Attest", ActionURL: "/outputs"},
		},
		Request: &ReadinessRequest{Text: "Request Remediate Exit", Reason: "3 conditions are open. Each line above says what mends it."},
	}
	return with(Layout(p),
		tamarack("Overview"),
		Stats{{Value: "6", Label: "Open items", URL: "/c", Tone: Warn, Hint: "1 critical, 3 high"}, {Value: "1", Label: "Blocker", URL: "/b", Tone: Bad, Hint: "41 days old"}, {Value: "6 d", Label: "Since last checkpoint", Tone: Good}, {Value: "0 of 1", Label: "Mandatory tasks"}},
		raw(`<div class="split"><div class="stack">`), box,
		with(Panel{Title: "Facts", Action: &Link{"Change", "/edit"}}, DefinitionList{{Term: "Seats", Text: "2,300"}, {Term: "Motion", Text: "RFA"}, {Term: "Services", Text: "Core Onboarding, MDATP"}, {Term: "Time zone", Text: "America/Toronto", Detail: Badge{Text: "UTC−5"}}, {Term: "Approved exception"}}),
		Notice{Tone: Info, Title: "A newer edition of the playbook is published", Text: "Edition 8 adds 1 task to this engagement.", Action: &Link{"Preview the change", "/p"}},
		raw(`</div><div class="stack">`),
		with(Panel{Title: "Since the last checkpoint", Note: "6 days"}, raw(`<ul class="list"><li><a href="/x">3 items resolved</a></li><li><a href="/y">1 new item</a></li></ul>`)),
		with(Panel{Title: "Blockers", Note: "1 open"}, raw(`<p><a href="/m">MDA-01 Endpoints not allowed through proxy</a><br><span class="muted">Change board, since 13 Oct 2026 (41 days)</span></p>`)),
		with(Panel{Title: "Evidence", Flush: true}, Empty{Title: "No evidence yet", Text: "Evidence shows that an item was verified with the customer.", Action: Button{Text: "Add evidence"}}),
		raw(`</div></div>`),
	)
}

func exitSpecimen() templ.Component {
	ready := Readiness{Ready: true, Sentence: "Ready: every condition is met", Request: &ReadinessRequest{Text: "Request Remediate Exit", URL: "/exit"}}
	for _, title := range []string{"Key inputs confirmed", "Mandatory tasks in scope", "Checklist resolved", "Customer’s review confirmed (3190)", "Key outputs attested"} {
		ready.Conditions = append(ready.Conditions, Condition{Met: true, Title: title, Why: "4 of 4"})
	}
	h := tamarack("Exit")
	h.Notice = &Notice{Text: "This record is read-only since its exit was approved."}
	return with(Layout(page("Exit", Engagements, manager)), h, ready)
}

func formSpecimen() templ.Component {
	p := page("New engagement", Engagements, engineer)
	p.Width = Narrow
	errs := Errors{{Name: "customer", Message: "Enter the customer’s name."}, {Name: "seats", Message: "Enter the seats as a whole number, such as 12000."}, {Name: "services", Message: "Choose one service at least."}}
	services := Checkboxes{Name: "services", Label: "Services", Required: true, Inline: true, Error: errs.For("services"), Hint: "What is to be deployed. The scope follows from it."}
	for _, s := range []string{"Core Onboarding", "Exchange", "OneDrive for Business", "SharePoint", "Skype for Business", "AIP", "MDATP", "Edge", "Classroom/SDS"} {
		services.Options = append(services.Options, Option{Value: s, Label: s})
	}
	return with(Layout(p),
		PageHeader{Up: &Link{"Engagements", "/engagements"}, Title: "New engagement", Text: "What you enter decides which tasks are in scope; you can change it later."},
		with(Form{Action: "/engagements", Draft: "engagement", Hidden: []Hidden{{"version", "3"}}},
			errs.Summary(),
			Field{Name: "customer", Label: "Customer", Required: true, Error: errs.For("customer"), Autocomplete: "organization", MaxLength: 200},
			with(Columns(),
				Field{Name: "seats", Label: "Seats", Required: true, Value: "twelve", Error: errs.For("seats"), InputMode: "numeric", Suffix: "seats", Size: Short},
				DateField{Name: "start", Label: "Start", Value: "2026-11-23"}),
			Radios{Name: "motion", Label: "Motion", Required: true, Hint: "Why the customer is being helped.", Options: []Option{{Value: "Customer Health", Label: "Customer Health"}, {Value: "RFA", Label: "RFA", Hint: "The customer asked for assistance", Selected: true}, {Value: "Targeting", Label: "Targeting", Disabled: true}}},
			services,
			Select{Name: "zone", Label: "Time zone", Required: true, Groups: []OptionGroup{{"Europe", []Option{{Value: "Europe/Oslo", Label: "Europe/Oslo"}}}, {"Pacific", []Option{{Value: "Pacific/Tongatapu", Label: "Pacific/Tongatapu"}}}}},
			TextArea{Name: "notes", Label: "Notes", Hint: "What the team should know before the first checkpoint.", Value: "\n  line 1\n<line 2>"},
			Notice{Tone: Warn, Text: "An exception needs a manager’s approval."},
			with(Actions(), Button{Text: "Create engagement", Kind: Primary}, Button{Text: "Preview the scope"}, Button{Text: "Delete draft", Kind: Danger, Confirm: "Delete the draft?"}, Button{Text: "Waive", DisabledReason: "Only a manager can waive a task."}, Link{"Cancel", "/engagements"})),
	)
}

func checklistSpecimen(t testing.TB) templ.Component {
	table := Table{Caption: "Core Onboarding", ShowCaption: true, Columns: []Column{{Label: "Item"}, {Label: "Severity"}, {Label: "State"}, {Label: "Owner"}, {Label: "Due"}, {Label: "Change state", Hidden: true}}}
	words := [][2]string{{"Critical", "Blocked"}, {"High", "In progress"}, {"Medium", "Ready to verify"}, {"Low", "Open"}, {"High", "Resolved"}, {"Medium", "Risk accepted"}}
	var rows []templ.Component
	for i, w := range words {
		choose := with(Form{Action: "/state", Inline: true, Autosubmit: true},
			Select{ID: fmt.Sprint("state-", i), Name: "state", Label: "State", HideLabel: true, Options: []Option{{Value: "a", Label: w[1]}}}, Button{Text: "Save", About: fmt.Sprint("item ", i), Autosubmitted: true})
		rows = append(rows, raw(`<tr><th scope="row"><a href="/c/%d">143 duplicate values in proxyAddresses keep the synchronization from running</a><span class="sub">Done when IdFix reports none</span></th><td data-label="Severity">%s</td><td data-label="State">%s</td><td data-label="Owner">Customer<span class="sub">M. Ruiz</span></td><td data-label="Due">%s</td><td>%s</td></tr>`,
			i, html(t, Severity(w[0])), html(t, State(w[1])), html(t, Day{ISO: "2026-11-14", Text: "14 Nov 2026", Late: i == 0}), html(t, choose)))
	}
	return with(Layout(page("Checklist", Engagements, engineer)), tamarack("Checklist"),
		with(Filters{Action: "/c"}, Field{Name: "q", Label: "Find", Type: "search"}, Select{Name: "severity", Label: "Severity", Blank: "Any"}),
		with(table, rows...),
		with(Disclosure{Summary: "Not in scope (1)"}, with(Table{Caption: "Not in scope", Columns: []Column{{Label: "Task"}, {Label: "Why"}}}, raw(`<tr><th scope="row">3208 Exchange - Mailbox Grouping</th><td data-label="Why">Needs 20,000 seats or an approved exception; this customer has 2,300.</td></tr>`))),
		Pager{Text: "1–6 of 6"})
}

func historySpecimen() templ.Component {
	when := Time{UTC: "2026-11-23T15:00:00Z", Text: "23 Nov 2026, 10:00", ZoneLabel: "UTC−5"}
	return with(Layout(page("History", Engagements, engineer)), tamarack("History"), Timeline{
		{ID: "e3", When: when, Actor: "R. Osei", Text: "resolved item", About: &Link{"MDA-01", "/m"}, Changes: []Change{{"State", "Ready to verify", "Resolved"}, {"Due", "14 Nov 2026", ""}}, Cause: &Link{"Checkpoint 6", "/cp/6"}},
		{When: when, Actor: "Import checklist.csv", Text: "added 31 items"},
	})
}

func conflictSpecimen() templ.Component {
	return with(Layout(page("Two changes", Engagements, engineer)), PageHeader{Title: "MDA-01"}, Conflict{
		Text: "L. Park saved this item at 10:04, while you were editing it.", Action: "/c/1", Hidden: []Hidden{{"version", "9"}}, Cancel: Link{"Keep theirs", "/c/1"},
		Fields: []ConflictField{{"due", "Due", side("2026-11-14"), side("2026-11-21"), side("2026-11-28")}, {"notes", "Notes", side(""), side("Change board moved."), side("The change board moved to the 14th, and M. Ruiz asks for two more weeks.\nSecond line.")}},
	})
}

func loginSpecimen() templ.Component {
	return with(SignedOut(Page{Title: "Sign in", Version: "0.1.0"}), with(Panel{}, raw(`<h1>Sign in</h1>`),
		with(Form{Action: "/login"},
			Field{Name: "email", Label: "Email", Type: "email", Required: true, Autocomplete: "username"},
			Field{Name: "password", Label: "Password", Type: "password", Required: true, Autocomplete: "current-password"},
			with(Actions(), Button{Text: "Sign in", Kind: Primary}))))
}

func errorSpecimen() templ.Component {
	return with(Layout(page("Not found", NoSection, engineer)), ErrorPage{Status: 404, Title: "There is no such page", Text: "The address may be mistyped, or you may not be a member of the engagement that it belongs to.", Action: &Link{"Go to my work", "/"}, Trace: "8f2c11"})
}
