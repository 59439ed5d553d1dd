// Package privacy says what is held of people, and why: one list, which the page of
// data privacy shows and a test holds to the database. Who adds a column adds it here.
package privacy

import (
	"slices"
	"strings"
)

// Holding is one kind of data about people.
type Holding struct {
	What    string // "Accounts"
	Of      string // of whom
	Why     string
	Until   string   // how long it is held
	Erased  string   // what becomes of it when a person is erased
	Columns []string // where it lies: "person.email"; "draft.*" for all columns of a table
}

// Of whom data is held.
const (
	team     = "The onboarding team"
	contacts = "People at customers and partners"
	anybody  = "Whoever is named in it"
)

// asLong is how long what belongs to an engagement is held.
const asLong = "As long as the engagement"

// Held lists what is held of people.
var Held = []Holding{
	{
		What: "Accounts", Of: team, Why: "To sign in, to be named where one acts, and to see what is one's own.",
		Until: "Until an administrator erases the person", Erased: "Only “Former person”, a number, the role and the team are left.",
		Columns: []string{"person.email", "person.name", "person.role", "person.team_id", "person.time_zone", "person.password_hash", "person.demo"},
	},
	{
		What: "Sessions", Of: team, Why: "To stay signed in.",
		Until: "Until one signs out, or they end", Erased: "They are ended.",
		Columns: []string{"session.token_hash", "session.person_id"},
	},
	{
		What: "Calendar feeds", Of: team, Why: "To have one's checkpoints in one's own calendar.",
		Until: "Until one takes the address away", Erased: "They are ended.",
		Columns: []string{"calendar_feed.token_hash", "calendar_feed.person_id"},
	},
	{
		What: "Who did what", Of: team, Why: "Every change keeps who made it, and two people stand behind an exit.",
		Until: asLong, Erased: "It is kept by number, which then names nobody.",
		Columns: []string{
			"event.actor_id", "event.changes", "engagement.manager_id", "member.person_id", "task.owner_id", "task.done_by", "item.resolved_by",
			"checkpoint.held_by", "checkpoint.people", "checkpoint_line.by_id", "promise.made_by", "agenda_point.added_by", "attestation.by_id", "waiver.proposed_by", "waiver.decided_by",
			"seat_exception.asked_by", "seat_exception.decided_by", "exit_request.requested_by", "exit_request.decided_by",
		},
	},
	{
		What: "News", Of: team, Why: "To tell people what came of what they asked.",
		Until: "90 days", Erased: "It is removed.",
		Columns: []string{"notice.person_id"},
	},
	{
		What: "Contacts", Of: contacts,
		Why:   "Who is met and comes to checkpoints, who promised what, who confirmed the review, and who resolves a checklist item.",
		Until: "As the retention says", Erased: "The name is taken out.",
		Columns: []string{"contact.name", "contact.title", "contact.email", "promise.who", "checkpoint.attended", "checkpoint.contacts", "task.confirmed_by", "item.owner", "item.blocked_lifter", "task.blocked_lifter"},
	},
	{
		What: "Words that people write", Of: anybody,
		Why:   "Minutes, notes, findings, reasons and what work waits for: the record of the work.",
		Until: asLong + ". The retention does not look for names in them", Erased: "The name is taken out.",
		Columns: []string{
			"checkpoint.minutes", "checkpoint.words", "checkpoint_line.note", "checkpoint_line.title", "checkpoint_line.did", "item.finding", "item.done_when", "item.notes", "item.blocked_on",
			"task.notes", "task.blocked_on", "task.pulled_in", "attestation.words", "waiver.reason", "waiver.compensating", "waiver.words",
			"seat_exception.reason", "seat_exception.words", "exit_request.note", "exit_request.words", "exit_request.readiness",
			"exit_request.outputs", "exit_request.remarks", "engagement.reopened", "promise.what", "promise.words", "agenda_point.what", "agenda_point.words",
		},
	},
	{
		What: "The history of contacts and words", Of: anybody,
		Why:   "Every change keeps what it was and what it became; the newest is kept once more, to be read at once.",
		Until: "As what it is the history of", Erased: "The name is taken out.",
		Columns: []string{"event_text.*", "snapshot_parts.*", "snapshot.records"},
	},
	{
		What: "Drafts of meetings", Of: anybody, Why: "To lose nothing that is typed in a checkpoint before it is sent.",
		Until: "Until it is sent or discarded, 30 days at most", Erased: "Those that the person typed, and those that name them, are removed.",
		Columns: []string{"meeting_draft.person_id", "meeting_draft.value"},
	},
	{
		What: "Who is in a meeting", Of: team, Why: "To tell who else has a checkpoint open.",
		Until: "A minute after they closed it", Erased: "It is removed.",
		Columns: []string{"presence.person_id"},
	},
	{
		What: "Mails", Of: anybody, Why: "To send reminders, digests and updates once each, and to show what was sent.",
		Until: "90 days; their words as the retention says, where that is shorter", Erased: "What was to the person, and what names them, loses its words and its address.",
		Columns: []string{
			"mail.person_id", "mail.to_name", "mail.to_address", "mail.subject", "mail.body_text", "mail.body_html", "mail.invitation", "mail.why",
		},
	},
	{
		What: "Proofs of exits", Of: anybody, Why: "To show, years later, who approved what.",
		Until: asLong, Erased: "The texts that hold the name are removed. The signatures hold.",
		Columns: []string{"exit_proof.texts", "exit_proof.signed"},
	},
	{
		What: "Feedback on playbooks", Of: team, Why: "To answer who asks, and to tell what settled it.",
		Until: "As long as the playbook", Erased: "It is kept by number, and the name is taken out of the words.",
		Columns: []string{"feedback.by_id", "feedback_step.by_id", "feedback_step.words"},
	},
	{
		What: "Who edits playbooks", Of: team,
		Why:   "A playbook names its author, and its refresh summary who changed what.",
		Until: "As long as the playbook", Erased: "What was published is kept: an edition never changes.",
		Columns: []string{
			"edition.source", "edition.includes", "edition.beside", "edition.summary", "edition.published_by",
			"draft.source", "draft.includes", "draft.beside", "draft.typed", "draft.what", "draft.by_id",
			"playbook_import.source", "playbook_import.includes", "playbook_import.choices", "playbook_import.by_id", "playbook_import.settled_by",
			"move.by_id",
		},
	},
	{
		What: "What administrators did", Of: team, Why: "To tell who set, exported and erased what.",
		Until: "For good", Erased: "It is kept by number, and never holds a name that was erased.",
		Columns: []string{"admin_event.by_id", "admin_event.words", "retention.set_by", "erasure.person_id", "erasure.name", "erasure.asked_by"},
	},
}

// nobody lists the columns of words that tell of nobody. The customer is an
// organization.
var nobody = []string{
	"admin_event.kind", "agenda_point.on_noun", "agenda_point.state", "attestation.noun", "checkpoint.state", "checkpoint_line.on_noun", "checkpoint_line.state", "contact.side",
	"edition.sha256", "engagement.attention", "engagement.cadence", "engagement.customer", "engagement.exit_state", "engagement.head", "engagement.motion",
	"engagement.phase", "engagement.services", "engagement.time_zone", "event.cause", "event.hash", "event.kind", "event.noun",
	"exit_proof.key_id", "exit_request.because", "exit_request.key", "exit_request.state", "exit_request.stood_on",
	"feedback.state", "feedback_step.kind", "item.blocked_kind", "item.service", "item.severity", "item.side", "item.state",
	"mail.key", "mail.kind", "mail.state",
	"meeting_draft.field", "move_engagement.state", "move_engagement.why",
	"playbook.slug", "playbook.title", "playbook_import.name", "playbook_import.origin", "playbook_import.sha256", "playbook_import.state",
	"presence.stream", "promise.on_noun", "promise.side", "promise.state", "river_job.*", "river_leader.*", "river_notification.*", "river_queue.*", "schema_migrations.*", "seat_exception.state", "signing_key.*", "task.blocked_kind", "task.state", "team.name",
	"waiver.on_noun", "waiver.state",
}

// Listed reports whether a column is in one of the lists, and whether it holds people.
func Listed(column string) (people, listed bool) {
	for _, h := range Held {
		if slices.ContainsFunc(h.Columns, func(of string) bool { return covers(of, column) }) {
			return true, true
		}
	}
	return false, slices.ContainsFunc(nobody, func(of string) bool { return covers(of, column) })
}

// Columns gives every column that is listed, without those of "*".
func Columns() []string {
	all := slices.Clone(nobody)
	for _, h := range Held {
		all = append(all, h.Columns...)
	}
	return slices.DeleteFunc(all, func(c string) bool { return strings.HasSuffix(c, ".*") })
}

func covers(listed, column string) bool {
	table, all := strings.CutSuffix(listed, "*")
	return listed == column || all && strings.HasPrefix(column, table)
}
