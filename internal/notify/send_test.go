package notify

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math/big"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	gomail "github.com/wneessen/go-mail"

	"gaptrack/internal/postgres"
)

// TestRefusals has the mail server say no, in each way, at each stage.
func TestRefusals(t *testing.T) {
	t.Parallel()
	no := func(code int) error { return &smtp.SMTPError{Code: code, Message: "no, <rhea@team.example>"} }
	for name, test := range map[string]struct {
		stage string
		err   error
		after time.Duration // since it was owed
		want  string
		taken int
	}{
		"an address that is none":       {"rcpt", no(550), 0, "failed 1", 0},
		"an address that is busy":       {"rcpt", no(450), 0, "owed 1", 0},
		"content that is not taken":     {"data", no(554), 0, "failed 1", 0},
		"no room":                       {"data", no(452), 0, "owed 1", 0},
		"refused after the content":     {"taken", no(554), 0, "failed 1", 1},
		"put off after the content":     {"taken", no(451), 0, "owed 1", 1},
		"hung up before the content":    {"rcpt", errHangUp, 0, "owed 1", 0},
		"hung up in the content":        {"data", errHangUp, 0, "unsure 1", 0}, // it is all on its way by then
		"hung up after the content":     {"taken", errHangUp, 0, "unsure 1", 1},
		"busy for longer than a day":    {"rcpt", no(450), 25 * time.Hour, "failed 1", 0},
		"hung up for longer than a day": {"rcpt", errHangUp, 25 * time.Hour, "failed 1", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.meet()
			d.run("update person set digests = id = $1", d.rhea.ID)
			d.run("update contact set wants = false")
			d.run("delete from snapshot_parts")
			d.runs(Settings{}, today, func() { d.waitFor("dropped 1, kept 1") })
			d.run("update mail set state = 'owed' where state = 'kept'")
			d.run("insert into river_job (kind, args, max_attempts) select 'mail', jsonb_build_object('mail', id), 3 from mail where state = 'owed'")
			box := newPostbox(t, func(stage, _ string) error {
				if stage == test.stage {
					return test.err
				}
				return nil
			})
			d.runs(by(box), today.Add(test.after), func() {
				for end := time.Now().Add(20 * time.Second); d.attempts() == 0 || d.states() == "dropped 1, sending 1"; time.Sleep(10 * time.Millisecond) {
					if time.Now().After(end) {
						t.Fatalf("it is not tried: %s, %s", d.states(), d.why())
					}
				}
			})
			if got := d.states(); got != "dropped 1, "+test.want || d.attempts() != 1 || len(box.taken()) != test.taken {
				t.Errorf("the mails are %s after %d attempts, by %s; want %s", got, d.attempts(), d.why(), test.want)
			}
			if strings.Contains(d.jobArgs(), "@") {
				t.Errorf("the jobs hold an address: %s", d.jobArgs())
			}
		})
	}
}

func (d *desk) attempts() int {
	d.Helper()
	var n int
	must(d, d.pool.QueryRow(d.Context(), "select sum(attempts) from mail").Scan(&n))
	return n
}

// TestSettings reads how mails are sent.
func TestSettings(t *testing.T) {
	t.Parallel()
	const from = "GapTrack <gaptrack@example.com>"
	for _, test := range []struct {
		is    Settings
		words string // in what is said of it; empty: refused
	}{
		{Settings{}, ""},
		{Settings{SMTP: "smtp://mail.example.com", From: from}, "mail.example.com:587, which has to speak TLS."},
		{Settings{SMTP: "smtp://u%40x:p%40ss@mail.example.com:25?starttls=no", From: from}, "mail.example.com:25, without TLS, signed in as u@x."},
		{Settings{SMTP: "smtps://mail.example.com", From: "a@b.example", URL: "https://gaptrack.example"}, "mail.example.com:465, in TLS."},
		{Settings{SMTP: "smtp://[::1]:2525", From: from}, "[::1]:2525, without TLS."},
	} {
		if err := test.is.Check(); err != nil || !strings.HasSuffix(test.is.Words(), test.words) || strings.Contains(test.is.Words(), "p@ss") {
			t.Errorf("%+v: %q, %v", test.is, test.is.Words(), err)
		}
	}
	for _, is := range []Settings{
		{SMTP: "mail.example.com:25", From: from}, {SMTP: "smtp://", From: from}, {SMTP: "http://mail.example.com", From: from},
		{SMTP: "smtp://u:geheim@mail.example.com:x", From: from}, {SMTP: "smtp://mail.example.com:70000", From: from},
		{SMTP: "smtp://mail.example.com?starttls=maybe", From: from}, {SMTP: "smtp://mail.example.com"}, {SMTP: "smtp://mail.example.com", From: "nobody"},
		{URL: "gaptrack.example"}, {From: "x y"},
	} {
		if err := is.Check(); err == nil || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%+v: %v", is, err)
		}
	}
}

// TestSignIn sends in TLS to a server that lets in who has the password.
func TestSignIn(t *testing.T) {
	t.Parallel()
	pair, roots := certificate(t)
	box := &postbox{}
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &locked{session: session{box: box, conn: c}}, nil }))
	s.Domain, s.ErrorLog, s.TLSConfig = "mail.example.com", discard{}, &tls.Config{Certificates: []tls.Certificate{pair}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	port := l.Addr().(*net.TCPAddr).Port
	from := &mail.Address{Address: "gaptrack@team.example"}
	for name, test := range map[string]struct {
		is   server
		want postgres.MailState
	}{
		"the password":            {server{user: "gaptrack", password: "p@ss", roots: roots}, postgres.MailSent},
		"another password":        {server{user: "gaptrack", password: "guess", roots: roots}, postgres.MailOwed},
		"no password":             {server{roots: roots}, postgres.MailOwed},
		"who is not who they say": {server{user: "gaptrack", password: "p@ss"}, postgres.MailOwed},
	} {
		test.is.host, test.is.port, test.is.policy = "localhost", port, gomail.TLSMandatory
		msg, err := message(postgres.Mail{ID: 7}, postgres.Letter{Name: "Ana", Address: "ana@customer.example", Subject: "s", Text: "t", HTML: "h"}, from, "here", today)
		must(t, err)
		if got := test.is.send(t.Context(), msg); got.state != test.want || strings.Contains(got.why, "p@ss") {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := box.taken(); len(got) != 1 || box.got[0].Header.Get("Message-Id") != "<mail-7@here>" {
		t.Errorf("it has %v", got)
	}
}

// locked is a session of somebody who has to sign in first.
type locked struct {
	session
	in bool
}

func (l *locked) AuthMechanisms() []string { return []string{sasl.Plain} }

func (l *locked) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "gaptrack" || password != "p@ss" {
			return smtp.ErrAuthFailed
		}
		l.in = true
		return nil
	}), nil
}

func (l *locked) Mail(from string, o *smtp.MailOptions) error {
	if !l.in {
		return &smtp.SMTPError{Code: 450, Message: "sign in first"}
	}
	return l.session.Mail(from, o)
}

// certificate makes one for localhost, and what believes it.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	is := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, is, is, &key.PublicKey, key)
	must(t, err)
	is, err = x509.ParseCertificate(der)
	must(t, err)
	roots := x509.NewCertPool()
	roots.AddCert(is)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

var errHangUp = errors.New("hang up")
