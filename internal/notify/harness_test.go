package notify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/jackc/pgx/v5/pgxpool"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
	"gaptrack/playbooks"
)

// postbox is a real mail server: it speaks SMTP and keeps what it takes. Hooks may
// refuse, or end a program, at a stage; then nothing is taken.
type postbox struct {
	url  string
	hook func(stage, to string) error // "rcpt", "data" before the content, "taken" after it

	mu   sync.Mutex
	got  []*mail.Message
	tos  []string
	raws []string
}

// The parts of a session.
type session struct {
	box  *postbox
	conn *smtp.Conn
	to   string
}

func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return s.at("rcpt")
}

func (s *session) Data(r io.Reader) error {
	if err := s.at("data"); err != nil {
		return err
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	s.box.mu.Lock()
	s.box.got, s.box.tos, s.box.raws = append(s.box.got, m), append(s.box.tos, s.to), append(s.box.raws, string(raw))
	s.box.mu.Unlock()
	return s.at("taken")
}

func (s *session) at(stage string) error {
	if s.box.hook == nil {
		return nil
	}
	err := s.box.hook(stage, s.to)
	if errors.Is(err, errHangUp) {
		_ = s.conn.Conn().Close()
	}
	return err
}

// taken gives to whom mails came, in order.
func (b *postbox) taken() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := slices.Clone(b.tos)
	slices.Sort(all)
	return all
}

// newPostbox runs a mail server until the test ends.
func newPostbox(t *testing.T, hook func(stage, to string) error) *postbox {
	t.Helper()
	box := &postbox{hook: hook}
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{box: box, conn: c}, nil }))
	s.Domain, s.ErrorLog = "mail.example.com", discard{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	box.url = "smtp://" + l.Addr().String()
	return box
}

type discard struct{}

func (discard) Printf(string, ...any) {}
func (discard) Println(...any)        {}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// today is the moment at which the tests play.
var today = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// desk is a store with an engagement whose meetings are mailed about.
type desk struct {
	*testing.T
	url       string
	store     *postgres.Store
	pool      *pgxpool.Pool
	id        engagement.ID
	rhea, sam access.Actor // who work on it
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, url: pgtest.New(t)}
	pool, err := postgres.Open(t.Context(), d.url, postgres.Options{})
	must(t, err)
	t.Cleanup(pool.Close)
	d.pool, d.store = pool, postgres.New(pool)
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	must(t, err)
	_, err = d.store.OfferPlaybook(t.Context(), "address-technical-gaps", "address-technical-gaps.md", source, nil, today)
	must(t, err)
	d.rhea = d.person("Rhea Osei", access.Engineer)
	d.sam = d.person("Sam Ito", access.SME)
	manager := d.person("Per Lindqvist", access.Manager)
	d.id, err = d.store.Create(t.Context(), engagement.Create{Facts: engagement.Facts{
		Customer: "Nordlys & Søn", Seats: 12_000, Motion: "RFA", Services: []string{"Exchange", "MDATP"},
		Manager: engagement.PersonID(manager.ID), Cadence: engagement.Weekly, MeetsAt: 10 * 60, Zone: "Europe/Oslo",
	}, Members: []engagement.PersonID{engagement.PersonID(d.sam.ID)}}, d.rhea, today)
	must(t, err)
	d.do(engagement.AddContact{Contact: engagement.Contact{Name: `Ana "Æ" Ruiz`, Side: "customer", Email: "ana@customer.example", Wants: true}})
	d.do(engagement.AddContact{Contact: engagement.Contact{Name: "Li Wei", Side: "partner", Email: "li@partner.example"}})
	return d
}

func (d *desk) person(name string, role access.Role) access.Actor {
	d.Helper()
	email := strings.ToLower(strings.Fields(name)[0]) + "@team.example"
	_, err := d.store.AddPerson(d.Context(), postgres.NewPerson{Email: email, Name: name, Role: role, Team: "North"})
	must(d, err)
	account, err := d.store.PersonByEmail(d.Context(), email)
	must(d, err)
	return account.Actor
}

func (d *desk) do(cmd engagement.Command) {
	d.Helper()
	_, err := d.store.Change(d.Context(), d.id, cmd, d.rhea, 0, today)
	must(d, err)
}

// meet holds checkpoint 1 with everybody, and closes it.
func (d *desk) meet() {
	d.Helper()
	on := day.New(2026, 11, 23)
	d.do(engagement.ScheduleCheckpoint{On: on, At: 11 * 60})
	d.do(engagement.HoldCheckpoint{N: 1})
	d.do(engagement.CloseCheckpoint{N: 1, People: &[]int{int(d.rhea.ID), int(d.sam.ID)}, Contacts: &[]int{1, 2},
		Minutes: new("The proxy <b>is</b> open.\nŁódź waits."), Next: engagement.ScheduleCheckpoint{On: on.Add(7), At: 11 * 60}})
}

// runs carries out jobs, as of a moment, until do returns.
func (d *desk) runs(s Settings, now time.Time, do func()) {
	d.Helper()
	ctx, cancel := context.WithCancel(d.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, Config{Settings: s, Store: d.store, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return now }, Poll: 20 * time.Millisecond})
	}()
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			d.Errorf("the runner ended with %v", err)
		}
	}()
	do()
}

func by(box *postbox) Settings {
	return Settings{SMTP: box.url, From: "GapTrack <gaptrack@team.example>", URL: "https://gaptrack.example/"}
}

// states counts the mails by their states.
func (d *desk) states() string {
	d.Helper()
	var s string
	must(d, d.pool.QueryRow(d.Context(),
		"select coalesce(string_agg(state || ' ' || n, ', ' order by state), '') from (select state, count(*) n from mail group by state) s").Scan(&s))
	return s
}

func (d *desk) run(sql string, args ...any) {
	d.Helper()
	_, err := d.pool.Exec(d.Context(), sql, args...)
	must(d, err)
}

// waitFor waits until the mails stand so.
func (d *desk) waitFor(states string) {
	d.Helper()
	for end := time.Now().Add(20 * time.Second); d.states() != states; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			d.Fatalf("the mails are %q, and not %q: %s", d.states(), states, d.why())
		}
	}
}

func (d *desk) why() string {
	var s string
	_ = d.pool.QueryRow(d.Context(), "select coalesce(string_agg(why, '; '), '') from mail").Scan(&s)
	var jobs string
	_ = d.pool.QueryRow(d.Context(), "select coalesce(string_agg(kind || ' ' || state || ' ' || coalesce(errors[1]::text, ''), '; '), '') from river_job").Scan(&jobs)
	return fmt.Sprintf("%s; jobs: %s", s, jobs)
}
