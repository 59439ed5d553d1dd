// Package route has every URL of GapTrack as a function, so that no handler
// and no template writes one by hand.
package route

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"gaptrack/internal/engagement"
)

// The pages that belong to nobody's engagement.
const (
	Work          = "/"
	Login         = "/login"
	LoginDemo     = "/login/demo"
	Logout        = "/logout"
	Engagements   = "/engagements"
	NewEngagement = "/engagements/new"
	NewScope      = "/engagements/new/scope"
	Approvals     = "/approvals"
	Playbooks     = "/playbooks"
	People        = "/admin/people"
	Health        = "/healthz"
	Ready         = "/readyz"
)

// Engagement is an engagement's overview; parts lead to what is below it.
func Engagement(id engagement.ID, parts ...any) string {
	var b strings.Builder
	b.Grow(len(Engagements) + 32)
	b.WriteString(Engagements)
	b.WriteByte('/')
	b.WriteString(strconv.FormatInt(int64(id), 10))
	for _, p := range parts {
		b.WriteByte('/')
		switch p := p.(type) {
		case int:
			b.WriteString(strconv.Itoa(p))
		case string:
			b.WriteString(url.PathEscape(p))
		default:
			b.WriteString(url.PathEscape(fmt.Sprint(p)))
		}
	}
	return b.String()
}

// Facts is the form of an engagement's facts and team.
func Facts(id engagement.ID) string { return Engagement(id, "facts") }

// Inputs is the form of the key inputs.
func Inputs(id engagement.ID) string { return Engagement(id, "inputs") }

// Outputs is the form of the key outputs.
func Outputs(id engagement.ID) string { return Engagement(id, "outputs") }

// Exceptions is where exceptions are asked for.
func Exceptions(id engagement.ID) string { return Engagement(id, "exceptions") }

// Exception is one exception; act is "decide" or "end".
func Exception(id engagement.ID, n int, act string) string {
	return Engagement(id, "exceptions", n, act)
}

// Tasks lists an engagement's tasks by activity.
func Tasks(id engagement.ID) string { return Engagement(id, "tasks") }

// Task is one task's page.
func Task(id engagement.ID, ftop int) string { return Engagement(id, "tasks", ftop) }

// TaskScope pulls a task into the scope, or puts it back.
func TaskScope(id engagement.ID, ftop int) string { return Engagement(id, "tasks", ftop, "scope") }

// Checklist lists an engagement's remediation checklist.
func Checklist(id engagement.ID) string { return Engagement(id, "checklist") }

// NewItem is the form of a new checklist item.
func NewItem(id engagement.ID) string { return Engagement(id, "checklist", "new") }

// Item is one checklist item's page.
func Item(id engagement.ID, n int) string { return Engagement(id, "checklist", n) }

// Waive proposes a waiver of a task, or to accept the risk of an item.
func Waive(id engagement.ID, on engagement.Subject) string { return Of(id, on) + "/waivers" }

// Waiver is one waiver; act is "decide" or "end".
func Waiver(id engagement.ID, n int, act string) string { return Engagement(id, "waivers", n, act) }

// Checkpoints lists an engagement's meetings.
func Checkpoints(id engagement.ID) string { return Engagement(id, "checkpoints") }

// SkipCheckpoint leaves out a day of the cadence.
func SkipCheckpoint(id engagement.ID) string { return Engagement(id, "checkpoints", "skip") }

// Checkpoint is one meeting; acts below it are "move", "cancel", "hold",
// "notes", "log", "waivers", "promises", "points" and "close"; "invitation.ics" is its
// file for a calendar.
func Checkpoint(id engagement.ID, n int, act ...any) string {
	return Engagement(id, append([]any{"checkpoints", n}, act...)...)
}

// Contacts lists whom the work is done with at the customer and its partners.
func Contacts(id engagement.ID) string { return Engagement(id, "contacts") }

// Contact is where one contact is changed.
func Contact(id engagement.ID, n int) string { return Engagement(id, "contacts", n) }

// HoldNow opens a checkpoint that was not scheduled.
func HoldNow(id engagement.ID) string { return Engagement(id, "checkpoints", "hold") }

// Exit is the page of the Remediate Exit; requests are posted to it.
func Exit(id engagement.ID) string { return Engagement(id, "exit") }

// ExitAct is one exit request; act is "decide" or "withdraw".
func ExitAct(id engagement.ID, n int, act string) string { return Engagement(id, "exit", n, act) }

// Reopen takes an exited engagement back to Remediate.
func Reopen(id engagement.ID) string { return Engagement(id, "reopen") }

// Undo takes back one change.
func Undo(id engagement.ID) string { return Engagement(id, "undo") }

// Of is the page of any record of an engagement.
func Of(id engagement.ID, s engagement.Subject) string {
	switch s.Noun {
	case engagement.NounTask:
		return Task(id, s.N)
	case engagement.NounItem:
		return Item(id, s.N)
	case engagement.NounCheckpoint:
		return Checkpoint(id, s.N)
	case engagement.NounInput:
		return Inputs(id)
	case engagement.NounOutput:
		return Outputs(id)
	case engagement.NounExit:
		return Exit(id)
	case engagement.NounFacts, engagement.NounMember:
		return Facts(id)
	case engagement.NounException:
		return Exceptions(id)
	case engagement.NounContact:
		return Contacts(id)
	}
	return Engagement(id)
}

// With gives a path with query values; empty values are left out.
func With(path string, values url.Values) string {
	kept := url.Values{}
	for name, list := range values {
		for _, v := range list {
			if v != "" {
				kept.Add(name, v)
			}
		}
	}
	if len(kept) == 0 {
		return path
	}
	return path + "?" + kept.Encode()
}

// Local gives a path that a browser sent, when it leads to this program, and
// otherwise the path of my work: a redirect never leaves the program.
func Local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(path, "/") ||
		strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return Work
	}
	return path
}
