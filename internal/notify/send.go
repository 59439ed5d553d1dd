package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"gaptrack/internal/postgres"
)

// sendTime is how long the mail server may take for each step.
const sendTime = 20 * time.Second

// outcome is what came of giving a mail to the mail server: MailSent, MailFailed where
// it will never take it, MailOwed where it certainly did not take it now, MailUnsure
// where nobody knows.
type outcome struct {
	state postgres.MailState
	why   string // in words, with what the server said
}

// send gives a message to the mail server.
func (s *server) send(ctx context.Context, m *gomail.Msg) outcome {
	options := []gomail.Option{gomail.WithPort(s.port), gomail.WithTLSPolicy(s.policy), gomail.WithTimeout(sendTime)}
	if s.roots != nil {
		options = append(options, gomail.WithTLSConfig(&tls.Config{ServerName: s.host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}))
	}
	if s.wrapped {
		options = append(options, gomail.WithSSL())
	}
	if s.user != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.user), gomail.WithPassword(s.password))
	}
	client, err := gomail.NewClient(s.host, options...)
	if err != nil {
		return outcome{postgres.MailOwed, "The mail server cannot be used as it is set: " + err.Error()}
	}
	if err := client.DialWithContext(ctx); err != nil {
		return outcome{postgres.MailOwed, "The mail server could not be reached, or did not let us in: " + err.Error()}
	}
	defer func() { _ = client.Close() }() // the mail is taken or not by then
	return sorted(client.Send(m))
}

// sorted says what an error of sending means. The server has taken a mail once it says
// so after the last line, and not before it has that line; what it took before that
// answer was lost is not known.
func sorted(err error) outcome {
	var failed *gomail.SendError
	switch {
	case err == nil:
		return outcome{state: postgres.MailSent}
	case !errors.As(err, &failed):
		return outcome{postgres.MailUnsure, "The sending failed in a way that does not tell whether the mail arrived: " + err.Error()}
	}
	switch code := failed.ErrorCode(); {
	case failed.Reason == gomail.ErrSMTPReset:
		return outcome{state: postgres.MailSent} // it was taken before
	case failed.Reason == gomail.ErrSMTPDataClose && code == 0:
		return outcome{postgres.MailUnsure, "The connection broke before the mail server said whether it took the mail."}
	case code >= 500:
		return outcome{postgres.MailFailed, fmt.Sprintf("The mail server refused it: %v", err)}
	}
	return outcome{postgres.MailOwed, fmt.Sprintf("The mail server did not take it: %v", err)}
}

// message makes of a letter what is sent. It bears the same ID however often it is
// sent, by which mail servers and readers know it again.
func message(m postgres.Mail, l postgres.Letter, from *mail.Address, instance string, now time.Time) (*gomail.Msg, error) {
	msg := gomail.NewMsg()
	msg.FromMailAddress(from)
	msg.AddToMailAddress(&mail.Address{Name: l.Name, Address: l.Address})
	msg.SetMessageIDWithValue(fmt.Sprintf("mail-%d@%s", m.ID, instance))
	msg.SetDateWithValue(now)
	msg.Subject(l.Subject)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetBodyString(gomail.TypeTextPlain, l.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	if l.Invitation == "" {
		return msg, nil
	}
	kind := gomail.ContentType("text/calendar; charset=utf-8; method=" + methodOf(l.Invitation))
	return msg, msg.AttachReader("checkpoint.ics", strings.NewReader(l.Invitation), gomail.WithFileContentType(kind))
}

// methodOf gives what a calendar file is to do, which its content type repeats.
func methodOf(file string) string {
	for _, method := range []string{"REQUEST", "CANCEL"} {
		if strings.Contains(file, "METHOD:"+method) {
			return method
		}
	}
	return "PUBLISH"
}
