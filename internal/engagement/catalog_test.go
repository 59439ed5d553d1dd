package engagement_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// renamed are the services of an edition in which MDATP goes by another name, and
// comes first.
func renamed() []playbook.Term {
	terms := []playbook.Term{{Name: "Defender for Endpoint", Aliases: []string{"MDATP"}}}
	for _, t := range playbook.DefaultServices {
		if t.Name != "MDATP" {
			terms = append(terms, t)
		}
	}
	return terms
}

func TestRenamedServiceKeepsItsHistory(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.AddItem{Item: engagement.Item{Finding: "The proxy.", Service: "MDATP", Severity: engagement.High, Side: "customer"}})
	before := inScope(d.e, today)
	next := edition()
	next.Playbook.Beside.Services = renamed()
	d.e.Edition = next

	if got := inScope(d.e, today); !slices.Equal(got, before) {
		t.Errorf("scope after the renaming: %v, want %v", got, before)
	}
	if got := scoped(t, d.e, today, 4080); got.Why() != "In scope because Defender for Endpoint is being deployed." || got.Services[0] != "Defender for Endpoint" {
		t.Errorf("4080: %q, %v", got.Why(), got.Services)
	}
	if got := d.e.ServiceNames(); !slices.Equal(got, []string{"Exchange", "Defender for Endpoint"}) {
		t.Errorf("shown as %v", got)
	}
	if got := d.e.ListItems(engagement.ItemQuery{Service: "Defender for Endpoint", Sort: engagement.ByService}, today); len(got) != 1 || got[0].Service != "Defender for Endpoint" {
		t.Errorf("items: %+v", got)
	}
	f := d.e.Facts
	f.Services = []string{"Defender for Endpoint", "Exchange"}
	wantKinds(t, d.do(engineer, engagement.ChangeFacts{Facts: f}))
	wantKinds(t, d.do(engineer, engagement.ChangeItem{N: 1, Service: new("Defender for Endpoint")}))
	f.Services = []string{"Edge", "Defender for Endpoint"}
	wantKinds(t, d.do(engineer, engagement.ChangeFacts{Facts: f}), engagement.FactsChanged)
	if got := d.e.Facts.Services; !slices.Equal(got, []string{"MDATP", "Edge"}) {
		t.Errorf("kept as %v", got)
	}
	f.Services = []string{"MDATP", "Defender for Endpoint", "Exchanges"}
	d.refuses(engineer, engagement.ChangeFacts{Facts: f}, fault.Invalid, "services")
	d.refuses(engineer, engagement.ChangeItem{N: 1, Service: new("Exchanges")}, fault.Invalid, "service")
}

// TestServiceThatAnEditionDropsCanBeKept changes other facts of an engagement whose
// edition no longer lists what it deploys.
func TestServiceThatAnEditionDropsCanBeKept(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.AddItem{Item: engagement.Item{Finding: "The proxy.", Service: "MDATP", Severity: engagement.High, Side: "customer"}})
	next := edition()
	next.Playbook.Beside.Services = []playbook.Term{{Name: "Teams"}, {Name: "Exchange"}}
	d.e.Edition = next
	f := d.e.Facts
	f.Seats, f.Services = 1, []string{"MDATP", "Teams"}
	d.do(engineer, engagement.ChangeFacts{Facts: f})
	d.do(engineer, engagement.ChangeItem{N: 1, Finding: new("The other proxy.")})
	if got := d.e.Facts.Services; !slices.Equal(got, []string{"Teams", "MDATP"}) {
		t.Errorf("services: %v", got)
	}
	if got := d.e.ServiceChoices(); !slices.Equal(got, []string{"Teams", "Exchange", "MDATP"}) {
		t.Errorf("choices: %v", got)
	}
	d.refuses(engineer, engagement.AddItem{Item: engagement.Item{Finding: "Another.", Service: "MDATP", Severity: engagement.High, Side: "customer"}}, fault.Invalid, "service")
}

func TestRuleDecidesTheScope(t *testing.T) {
	t.Parallel()
	f := engagement.Facts{Seats: 12_000, Motion: "RFA", Services: []string{"Exchange", "MDATP"}}
	tests := []struct {
		rule      string
		exception bool
		why       string // the activity is closed, or "" for open
	}{
		{"seats >= 12000", false, ""},
		{"seats > 12000", true, "It needs more than 12,000 seats; the customer has 12,000."},
		{"seats > 12000 or exception", true, ""},
		{"seats > 12000 or exception", false, "It needs more than 12,000 seats, or an approved exception; the customer has 12,000 seats and no exception."},
		{`motion is "Targeting" and not exception`, true, "It needs the motion Targeting and no approved exception; " +
			"the customer has an approved exception, the motion is RFA."},
		{`service "MDATP" and service "Edge" or motion is "Targeting"`, false, "It needs (MDATP being deployed and Edge being deployed), or the motion Targeting; " +
			"the motion is RFA, MDATP is being deployed, Edge is not being deployed."},
		{`not (service "MDATP" or seats = 5) and not service "Exchange"`, false, "It needs not (MDATP being deployed, or exactly 5 seats) and Exchange not being deployed; " +
			"the customer has 12,000 seats, MDATP is being deployed, Exchange is being deployed."},
		{`not motion is "RFA"`, false, "It needs another motion than RFA; the motion is RFA."},
		{"seats < 5 and seats <= 4 and seats != 12000", false, "It needs fewer than 5 seats, 4 seats or fewer and any number of seats but 12,000; the customer has 12,000 seats."},
	}
	for _, test := range tests {
		p := gaps()
		x, err := playbook.ParseRule(test.rule)
		if err != nil {
			t.Fatal(err)
		}
		p.Activities[2].Condition.Rule = x
		for _, s := range engagement.ScopeOf(p, f, test.exception) {
			if s.ID == 3208 && (s.In != (test.why == "") || !s.In && s.Why() != test.why) {
				t.Errorf("%s: in %v, %q, want %q", test.rule, s.In, s.Why(), test.why)
			}
		}
	}
}

func TestExceptionIsAskedForWhereARuleDoes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule         string
		asked, opens bool
	}{
		{"", true, true},
		{"seats > 5", false, false},
		{"seats > 5 or exception", true, false},
		{`exception and motion is "Targeting"`, true, false},
		{`exception and motion is "RFA"`, true, true},
		{"not exception", true, false},
	}
	for _, test := range tests {
		d := begin(t)
		if test.rule != "" {
			x, err := playbook.ParseRule(test.rule)
			if err != nil {
				t.Fatal(err)
			}
			d.e.Edition.Playbook.Activities[2].Condition.Rule = x
		}
		if asked, opens := d.e.AsksForExceptions(), d.e.ExceptionOpens(); asked != test.asked || (len(opens) == 1) != test.opens {
			t.Errorf("%s: asked %v, opens %v", test.rule, asked, opens)
		}
	}
}

func TestExamplesAreTried(t *testing.T) {
	t.Parallel()
	p := gaps()
	p.Beside = playbook.Beside{
		Services: renamed(),
		Retired:  []playbook.Retired{{Task: playbook.Task{ID: 77, Name: "Old"}, ReplacedBy: 4080}, {Task: playbook.Task{ID: 78, Name: "Older"}}},
		Examples: []string{
			"12,000 seats, Exchange and MDATP, RFA → 4080, 4101, 3190, 1700",
			"12,000 seats, Exchange, RFA, with an exception → 4101, 3208, 3358, 3190, 1700",
			"12,000 seats, Exchange, RFA → 4080, 77, 78, 79, 3190, 1700",
			"12,000 seats, Exchange",
		},
	}
	var got []string
	for _, r := range engagement.TryExamples(p) {
		got = append(got, fmt.Sprintf("%v %d", r.Passed(), len(r.Mistakes)))
		for _, s := range r.Missing {
			got = append(got, fmt.Sprintf("missing %d %s: %s", s.FTOP, s.Name, s.Why))
		}
		for _, s := range r.Extra {
			got = append(got, fmt.Sprintf("extra %d: %s", s.FTOP, s.Why))
		}
	}
	want := []string{
		"true 0", "true 0", "false 0",
		"missing 4080 MDATP - Proxy Configuration including URL Whitelisting: It is for Defender for Endpoint, and that is not being deployed.",
		"missing 77 Old: It is retired; task 4080 stands in for it.", "missing 78 Older: It is retired.", "missing 79 : The playbook has no such task.",
		"extra 4101: In scope because Exchange is being deployed.", "false 1",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// TestWhatIsTriedBecomesAnExample writes the scope of facts down, and has it pass.
func TestWhatIsTriedBecomesAnExample(t *testing.T) {
	t.Parallel()
	p := gaps()
	p.Beside.Services = renamed()
	f := engagement.Facts{Seats: 12_000, Motion: "RFA", Services: []string{"Exchange", "MDATP"}}
	if got, want := engagement.ExampleOf(p, f, false), "12,000 seats, Exchange and Defender for Endpoint, RFA → 4080, 4101, 3190, 1700"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, services := range [][]string{{"AIP"}, {"Exchange", "MDATP", "Edge"}, engagement.DefaultServices()} {
		for _, exception := range []bool{false, true} {
			f.Services = services
			if r := engagement.TryExample(p, engagement.ExampleOf(p, f, exception)); !r.Passed() {
				t.Errorf("%s: %+v", r.Text, r)
			}
		}
	}
	if got := engagement.ExampleOf(&playbook.Playbook{Motions: p.Motions}, f, false); !strings.HasSuffix(got, "→ nothing") {
		t.Errorf("of a playbook without tasks: %s", got)
	}
}

func TestFailingExamplesKeepACatalogFromBeingPublished(t *testing.T) {
	t.Parallel()
	c := playbook.Catalog{Source: []byte("# T")}
	if got := engagement.CheckCatalog(c); len(got) == 0 || got[0].Part != playbook.InDocument {
		t.Errorf("a document that does not parse: %v", got)
	}
	c.Source = []byte(small)
	c.Beside.Examples = []string{"5 seats, RFA, Exchange → 7", "5 seats, RFA, Exchange → 9", "5 seats", "5 seats, RFA, Edge → none"}
	var got []string
	for _, o := range engagement.CheckCatalog(c) {
		got = append(got, fmt.Sprintf("%s %d: %s", o.Part, o.N, o.Message))
	}
	want := []string{
		"examples 2: Behind the facts an arrow is missing, with the tasks: → 4080, 4101.",
		"examples 1: The scope differs from “5 seats, RFA, Exchange → 9”: it lacks 9, and has besides 7.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// small is a playbook of one task.
const small = `---
title: Small
---

# Small

Phase: **Assess**
Motions: **RFA**

## Overview

Why.

## Objectives

- One.

## Approach

### Help

Primary Role: **SME**
Motions: **RFA**
Applies To: **Exchange**

Help.

#### FTOP Tasks

| Task ID | Task Name | (M)andatory / (O)ptional | FastTrack Role | Services |
| --- | --- | --- | --- | --- |
| 7 | First | M | SME | Exchange |

## Key Inputs

- One.

## Key Outputs

- One.

## Next Steps

- One.

## Refresh Summary

| Date | Who Changed | What Changed |
| --- | --- | --- |
`

// TestGatesStay takes out what an exit stands on.
func TestGatesStay(t *testing.T) {
	t.Parallel()
	whole := edition().Playbook
	catalog := playbook.Catalog{Source: playbook.Format(whole)}
	if found := engagement.CheckCatalog(catalog); len(found) > 0 {
		t.Fatalf("the whole playbook: %v", found)
	}
	for _, ftop := range []int{engagement.ReviewTask, engagement.ExitTask} {
		without, err := catalog.Edit(playbook.RetireTask{ID: ftop})
		if err != nil {
			t.Fatal(err)
		}
		found := engagement.CheckCatalog(without)
		if len(found) != 1 || !strings.Contains(found[0].Message, fmt.Sprintf("Task %d has to be", ftop)) {
			t.Errorf("without task %d: %v", ftop, found)
		}
		without.Source = []byte(strings.Replace(string(without.Source), "Phase: **Remediate**", "Phase: **Assess**", 1))
		if found := engagement.CheckCatalog(without); len(found) > 0 {
			t.Errorf("another phase without task %d: %v", ftop, found)
		}
	}
}
