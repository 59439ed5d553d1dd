package server

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// mailBadges are how the states of a mail look, and mailWords what they mean.
var (
	mailBadges = map[postgres.MailState]component.Badge{
		postgres.MailOwed:    {Text: "To be sent", Tone: component.Info},
		postgres.MailSending: {Text: "Being sent", Tone: component.Info},
		postgres.MailSent:    {Text: "Sent", Tone: component.Good, Quiet: true},
		postgres.MailUnsure:  {Text: "Unsure", Tone: component.Warn},
		postgres.MailKept:    {Text: "Kept", Tone: component.Info, Quiet: true},
		postgres.MailFailed:  {Text: "Failed", Tone: component.Bad},
		postgres.MailDropped: {Text: "Not sent", Shape: component.Dash},
	}
	mailWords = map[postgres.MailState]string{
		postgres.MailOwed:    "It goes out by itself, within some seconds, or when the mail server takes it: that is tried for a day.",
		postgres.MailSending: "It is being given to the mail server.",
		postgres.MailSent:    "The mail server took it.",
		postgres.MailUnsure:  "Nobody knows whether the mail server took it. It is not sent again by itself, for then it could arrive twice.",
		postgres.MailKept:    "There was no mail server to send it by.",
		postgres.MailFailed:  "The mail server refused it, or could not be reached for a day.",
		postgres.MailDropped: "When it was its turn it was not due any more, or not wanted.",
	}
	mailKinds = map[engagement.MailKind]string{engagement.Digest: "Digest", engagement.Reminder: "Reminder", engagement.Update: "Update"}
)

// settingsView makes the page of settings with a page of mails.
func settingsView(is Mail, all postgres.MailPage, q postgres.MailQuery, zone *time.Location) page.SettingsView {
	l := listState{route.Settings, url.Values{"state": {string(q.State)}}}
	v := page.SettingsView{
		Admin: adminTabs(route.Settings), Mail: mailSettings(is), States: mailTabs(l, all.Counts, q.State), Pager: mailPager(l, all),
		Empty: component.Empty{Title: "No mail", Text: "Reminders go out the day before a checkpoint, and a digest to those who attended it after. They are listed here for 90 days."},
	}
	if q.State != "" {
		v.Empty = component.Empty{Title: "No mail is in this state", Action: component.Link{Text: "All mails", URL: l.url("state", "")}}
	}
	if n := all.Counts[postgres.MailUnsure]; n > 0 {
		v.Notice = &component.Notice{
			Tone: component.Warn, Title: countOf(n) + " may have been sent, or not", Text: "The program ended while it was sending. Ask the readers, or look into the mail server's log, and settle each on its page.",
			Action: &component.Link{Text: "Show them", URL: l.url("state", string(postgres.MailUnsure))},
		}
	}
	for _, m := range all.Rows {
		v.Rows = append(v.Rows, page.MailRow{
			What: mailTitle(m), URL: route.Mail(int64(m.ID), ""), Customer: component.Link{Text: m.Customer, URL: route.Checkpoint(m.Engagement, m.Checkpoint)},
			Reader: m.Reader, State: mailBadges[m.State], At: timeIn(mailMoment(m), zone),
		})
	}
	return v
}

// mailSettings tells how mails are sent.
func mailSettings(is Mail) component.DefinitionList {
	server, from := is.Words, is.From
	if !is.Sends {
		server = "No mail server is set. Mails are kept, and can be read below."
	}
	if from == "" {
		from = "Not set: the environment variable GAPTRACK_MAIL_FROM names an address."
	}
	l := component.DefinitionList{{Term: "Mail server", Text: server}, {Term: "Sender", Text: from}, {Term: "Links begin with", Text: is.URL}}
	if !is.Sends {
		l = append(l, component.Definition{Term: "To send mails", Text: "Start the program with GAPTRACK_SMTP_URL, as smtp://user:password@host:port, and GAPTRACK_MAIL_FROM in its environment."})
	}
	return l
}

func mailTabs(l listState, counts map[postgres.MailState]int, current postgres.MailState) *component.Tabs {
	tabs := &component.Tabs{Label: "Mails by state", Items: []component.Tab{{Label: "All", URL: l.url("state", ""), Current: !slices.Contains(postgres.MailStates, current)}}}
	for _, s := range postgres.MailStates {
		if counts[s] > 0 || s == current {
			tabs.Items = append(tabs.Items, component.Tab{Label: mailBadges[s].Text, URL: l.url("state", string(s)), Current: s == current, Count: countOf(counts[s])})
		}
	}
	return tabs
}

func mailPager(l listState, all postgres.MailPage) component.Pager {
	var p component.Pager
	if all.Prev != "" {
		p.First, p.Prev = l.url(), l.url(fromField, all.Prev)
	}
	if all.Next != "" {
		p.Next = l.url(fromField, all.Next)
	}
	return p
}

// mailTitle says what a mail is: "Digest of checkpoint 6".
func mailTitle(m postgres.MailRow) string {
	return fmt.Sprintf("%s of checkpoint %d", mailKinds[m.Kind], m.Checkpoint)
}

// mailMoment gives when the last thing happened to a mail.
func mailMoment(m postgres.MailRow) time.Time {
	for _, t := range []time.Time{m.EndedAt, m.SendingAt} {
		if !t.IsZero() {
			return t
		}
	}
	return m.OwedAt
}

// mailView makes the page of one mail.
func mailView(is Mail, m postgres.MailRow, zone *time.Location) page.MailView {
	v := page.MailView{
		Header: component.PageHeader{
			Title: fmt.Sprintf("Mail %d", m.ID), Text: mailTitle(m) + " of " + m.Customer, Badges: []component.Badge{mailBadges[m.State]},
			Up: &component.Link{Text: "Settings", URL: route.Settings},
		},
		Admin: adminTabs(route.Settings), State: mailWords[m.State], Why: m.Why, Facts: mailFacts(m, zone),
		Subject: m.Subject, Text: strings.TrimSpace(m.Text), Invited: m.Invitation != "",
		Empty: component.Empty{Title: "It is not written yet", Text: "Whom it goes to and what it says is settled when it is sent."},
	}
	if m.Attempts > 0 || m.State == postgres.MailKept {
		v.Empty = component.Empty{Title: "Its words are not kept", Text: "Somebody whom they name was erased, or the contacts of the engagement are kept no longer."}
	}
	if slices.Contains(postgres.Resendable, m.State) {
		v.AgainURL, v.Again = route.Mail(int64(m.ID), "again"), &component.Button{Text: "Send again", ID: "again"}
		switch m.State {
		case postgres.MailKept:
			v.Again.Text = "Send"
		case postgres.MailUnsure:
			v.Again.Confirm = "Send it again? If it did arrive, the reader gets it twice."
		}
		if !is.Sends {
			v.Again.DisabledReason = "No mail server is set."
		}
	}
	if m.State == postgres.MailUnsure {
		v.CameURL, v.Came = route.Mail(int64(m.ID), "came"), &component.Button{Text: "It was sent", ID: "came"}
	}
	return v
}

func mailFacts(m postgres.MailRow, zone *time.Location) component.DefinitionList {
	reader := m.Reader
	if m.Address != "" {
		reader = fmt.Sprintf("%s <%s>", m.Reader, m.Address)
	}
	l := component.DefinitionList{
		{Term: "To", Text: reader},
		{Term: "About", Detail: component.Link{Text: fmt.Sprintf("Checkpoint %d of %s", m.Checkpoint, m.Customer), URL: route.Checkpoint(m.Engagement, m.Checkpoint)}},
		{Term: "Due", Detail: timeIn(m.OwedAt, zone)},
	}
	if m.Attempts > 0 {
		l = append(l, component.Definition{Term: "Attempts", Text: strconv.Itoa(m.Attempts)}, component.Definition{Term: "Last attempt", Detail: timeIn(m.SendingAt, zone)})
	}
	if !m.EndedAt.IsZero() {
		l = append(l, component.Definition{Term: "Settled", Detail: timeIn(m.EndedAt, zone)})
	}
	return l
}
