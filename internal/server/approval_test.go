package server

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func requests() []postgres.Approval {
	asked := postgres.Approval{Origin: tonga, AskedByName: "R. Osei", AskedOn: day.New(2026, 11, 23), Reason: "Because."}
	exit, waiver, exception, own := asked, asked, asked, asked
	exit.Request.Noun, exit.Reason = engagement.NounExit, ""
	waiver.Request.Noun, waiver.On, waiver.Until = engagement.NounWaiver, engagement.Subject{Noun: engagement.NounTask, N: 4080}, day.New(2027, 1, 5)
	exception.Request.Noun = engagement.NounException
	own.Request.Noun, own.On, own.Own = engagement.NounWaiver, engagement.Subject{Noun: engagement.NounItem, N: 3}, true
	return []postgres.Approval{exit, waiver, exception, own}
}

func TestApprovalsOfManager(t *testing.T) {
	t.Parallel()
	row := page.ApprovalRow{
		Customer: "Ika-Roa Council", AskedBy: "R. Osei", AskedOn: component.Day{ISO: "2026-11-23", Text: "23 Nov 2026"},
		Ago: "3 days ago", Reason: "Because.", Ends: true,
	}
	exit, waiver, exception, own := row, row, row, row
	exit.What, exit.URL, exit.Reason, exit.Ends = "Remediate Exit", "/engagements/11/exit", "", false
	waiver.What, waiver.URL, waiver.Until = "Waiver of task 4080", "/engagements/11/tasks/4080", component.Day{ISO: "2027-01-05", Text: "5 Jan 2027"}
	exception.What, exception.URL = "Exception for the enterprise benefit", "/engagements/11/exceptions"
	own.What, own.URL = "Accepted risk of checklist item 3", "/engagements/11/checklist/3"
	v := approvalView(requests(), lindqvist, workNow)
	if diff := cmp.Diff([]page.ApprovalRow{exit, waiver, exception}, v.Rows); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]page.ApprovalRow{own}, v.OwnRows); diff != "" {
		t.Error(diff)
	}
}

func TestApprovalsOfOthers(t *testing.T) {
	t.Parallel()
	v := approvalView(requests(), osei, workNow)
	if v.Decides || len(v.Rows) != 0 || len(v.OwnRows) != 1 {
		t.Errorf("an engineer sees %+v", v)
	}
	if manager := approvalView(nil, lindqvist, workNow); manager.OwnText == v.OwnText || manager.Empty == v.Empty {
		t.Error("a manager and an engineer are told the same")
	}
}
