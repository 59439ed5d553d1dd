package notify

import (
	"crypto/x509"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"gaptrack/internal/fault"
)

// Settings say how mails are sent.
type Settings struct {
	SMTP string // smtp://user:password@host:port, or smtps://…; empty: mails are kept
	From string // the sender: an address, or a name with one, "GapTrack <gaptrack@example.com>"
	URL  string // where people reach the pages: "https://gaptrack.example.com"
}

// Check gives what is wrong with the settings, in words that hold no password.
func (s Settings) Check() error {
	if _, err := s.server(); err != nil {
		return err
	}
	if _, err := s.sender(); err != nil {
		return err
	}
	if u, err := url.Parse(s.URL); s.URL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		return fault.New(fault.Invalid, "The address of the pages, %q, is not one like https://gaptrack.example.com.", s.URL)
	}
	return nil
}

// Sends reports whether there is a mail server to send by.
func (s Settings) Sends() bool { return s.SMTP != "" }

// sender gives who sends; without a mail server it may be nobody.
func (s Settings) sender() (*mail.Address, error) {
	if s.From == "" && !s.Sends() {
		return nil, nil
	}
	if s.From == "" {
		return nil, fault.New(fault.Invalid, "There is a mail server, and nobody who sends: give an address like gaptrack@example.com by --mail-from or GAPTRACK_MAIL_FROM.")
	}
	from, err := mail.ParseAddress(s.From)
	if err != nil {
		return nil, fault.New(fault.Invalid, "The sender of mails, %q, is not an address like gaptrack@example.com or GapTrack <gaptrack@example.com>.", s.From)
	}
	return from, nil
}

// server is a mail server and how it is talked to.
type server struct {
	host           string
	port           int
	user, password string
	wrapped        bool // in TLS from the start
	policy         gomail.TLSPolicy
	roots          *x509.CertPool // whose certificates are believed; nil: those of the machine
}

// server reads the URL of the mail server; nil for none.
func (s Settings) server() (*server, error) {
	if !s.Sends() {
		return nil, nil
	}
	u, err := url.Parse(s.SMTP)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" {
		return nil, badServer()
	}
	is := &server{host: u.Hostname(), port: 587, user: u.User.Username(), wrapped: u.Scheme == "smtps", policy: gomail.TLSMandatory}
	is.password, _ = u.User.Password()
	if is.wrapped {
		is.port = 465
	}
	if u.Port() != "" {
		if is.port, err = strconv.Atoi(u.Port()); err != nil || is.port < 1 || is.port > 65535 {
			return nil, badServer()
		}
	}
	switch u.Query().Get("starttls") {
	case "":
		if here(is.host) {
			is.policy = gomail.NoTLS // what is said stays on this machine
		}
	case "no":
		is.policy = gomail.NoTLS
	default:
		return nil, badServer()
	}
	return is, nil
}

// badServer says nothing of what was given: there can be a password in it.
func badServer() error {
	return fault.New(fault.Invalid, "The URL of the mail server cannot be read. It is like smtp://user:password@mail.example.com:587, or smtps://… for one that speaks TLS from the start; signs in a password as %%40 for @. A server on a network of your own that has no TLS is given ?starttls=no.")
}

// here reports whether a host is this machine.
func here(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Words says in a sentence how mails are sent, without the password; nothing where they
// are not.
func (s Settings) Words() string {
	is, err := s.server()
	if is == nil || err != nil {
		return ""
	}
	secured := map[gomail.TLSPolicy]string{
		gomail.TLSMandatory: "which has to speak TLS", gomail.NoTLS: "without TLS",
	}[is.policy]
	if is.wrapped {
		secured = "in TLS"
	}
	words := "Mails are sent by " + net.JoinHostPort(is.host, strconv.Itoa(is.port)) + ", " + secured
	if is.user != "" {
		words += ", signed in as " + is.user
	}
	return words + "."
}
