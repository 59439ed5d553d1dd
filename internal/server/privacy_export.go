package server

import (
	"encoding/json"
	"fmt"
	"time"

	"gaptrack/internal/postgres"
)

// personalData is what is held of a person, as a file has it. Moments are UTC, as
// RFC 3339 writes them.
type personalData struct {
	Name        string             `json:"name"`
	ExportedAt  time.Time          `json:"exported_at"`
	Account     *personalAccount   `json:"account,omitempty"`
	Engagements []personalWork     `json:"engagements,omitempty"`
	Acts        []personalAct      `json:"acts,omitempty"`
	Feedback    []personalFeedback `json:"feedback,omitempty"`
	NamedIn     []personalMention  `json:"named_in"`
	Asked       []personalFeedback `json:"named_in_feedback,omitempty"`
	Drafts      []personalDraft    `json:"meeting_drafts,omitempty"`
	Mails       []personalMail     `json:"mails,omitempty"`
}

type personalAccount struct {
	ID         int64             `json:"id"`
	Email      string            `json:"email"`
	Role       string            `json:"role"`
	Team       string            `json:"team,omitempty"`
	TimeZone   string            `json:"time_zone,omitempty"`
	Password   bool              `json:"has_password"`
	CreatedAt  time.Time         `json:"created_at"`
	DisabledAt *time.Time        `json:"disabled_at,omitempty"`
	Digests    bool              `json:"wants_digests"`
	Reminders  bool              `json:"wants_reminders"`
	FeedAt     *time.Time        `json:"calendar_feed_since,omitempty"`
	Sessions   []personalSession `json:"sessions"`
}

type personalSession struct {
	CreatedAt time.Time `json:"created_at"`
	UsedAt    time.Time `json:"used_at"`
	ExpiresAt time.Time `json:"expires_at"`
}

type personalWork struct {
	Engagement int64  `json:"engagement"`
	Customer   string `json:"customer"`
	Manages    bool   `json:"manages"`
	WorksOn    bool   `json:"works_on"`
}

type personalAct struct {
	Engagement int64     `json:"engagement"`
	Seq        int       `json:"seq"`
	At         time.Time `json:"at"`
	Kind       string    `json:"kind"`
	About      string    `json:"about"`
}

type personalFeedback struct {
	Question int64     `json:"question"`
	At       time.Time `json:"at"`
	Kind     string    `json:"kind"`
	Words    string    `json:"words"`
}

type personalDraft struct {
	At    time.Time `json:"at"`
	Form  string    `json:"form"`
	Typed string    `json:"typed"`
}

type personalMail struct {
	At         time.Time `json:"at"`
	Engagement int64     `json:"engagement"`
	Checkpoint int       `json:"checkpoint"`
	State      string    `json:"state"`
	To         string    `json:"to"`
	Subject    string    `json:"subject"`
	Text       string    `json:"text"`
}

type personalMention struct {
	Engagement int64     `json:"engagement"`
	Customer   string    `json:"customer"`
	Seq        int       `json:"seq"`
	At         time.Time `json:"at"`
	About      string    `json:"about"`
	Field      string    `json:"field"`
	Text       string    `json:"text"`
}

// personalJSON writes what is held of a person, at a moment.
func personalJSON(d postgres.PersonData, now time.Time) ([]byte, error) {
	out := personalData{Name: d.Name, ExportedAt: now.UTC(), NamedIn: []personalMention{}, Account: accountOf(d.Account)}
	for _, w := range d.Staffed {
		out.Engagements = append(out.Engagements, personalWork{int64(w.Engagement), w.Customer, w.Manages, w.Present})
	}
	for _, a := range d.Acts {
		out.Acts = append(out.Acts, personalAct{int64(a.Engagement), a.Seq, a.At, string(a.Kind), a.Subject.String()})
	}
	out.Feedback, out.Asked = feedbackOf(d.Feedback), feedbackOf(d.Asked)
	for _, m := range d.Drafts {
		out.Drafts = append(out.Drafts, personalDraft{m.Saved, m.Field, m.Value})
	}
	for _, m := range d.Mails {
		out.Mails = append(out.Mails, personalMail{m.OwedAt, int64(m.Engagement), m.Checkpoint, string(m.State), m.Address, m.Subject, m.Text})
	}
	for _, m := range d.Texts {
		out.NamedIn = append(out.NamedIn, personalMention{int64(m.Engagement), m.Customer, m.Seq, m.At, m.Subject.String(), m.Field, m.Text})
	}
	body, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write a person's data: %w", err)
	}
	return append(body, '\n'), nil
}

func feedbackOf(all []postgres.Said) (out []personalFeedback) {
	for _, f := range all {
		out = append(out, personalFeedback{f.Feedback, f.At, f.Kind, f.Words})
	}
	return out
}

func accountOf(a *postgres.AccountData) *personalAccount {
	if a == nil {
		return nil
	}
	out := &personalAccount{
		ID: a.ID, Email: a.Email, Role: string(a.Role), Team: a.Team, TimeZone: a.Zone, Password: a.Password, CreatedAt: a.Created,
		Digests: a.Mail.Digests, Reminders: a.Mail.Reminders, Sessions: []personalSession{},
	}
	if !a.Feed.IsZero() {
		out.FeedAt = &a.Feed
	}
	if !a.Disabled.IsZero() {
		out.DisabledAt = &a.Disabled
	}
	for _, s := range a.Sessions {
		out.Sessions = append(out.Sessions, personalSession{s.Created, s.Used, s.Expires})
	}
	return out
}
