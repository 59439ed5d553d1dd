package calendar_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
	"unicode/utf8"

	parser "github.com/emersion/go-ical"
	"pgregory.net/rapid"

	"gaptrack/internal/calendar"
)

var made = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

func location(t interface{ Fatal(...any) }, name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// meeting is one of half an hour.
func meeting(start time.Time) calendar.Meeting {
	return calendar.Meeting{
		UID: "checkpoint-3.engagement-7@c1", Sequence: 2, Start: start, End: start.Add(30 * time.Minute), Zone: start.Location(), Made: made,
		Title: "Checkpoint 3 of Ika-Roa Council", Text: "The agenda; what is open, what is blocked.\nAll of it.", URL: "https://gaptrack.example/engagements/7/checkpoints/3",
	}
}

// read reads a file as another program does.
func read(t interface{ Fatalf(string, ...any) }, file []byte) *parser.Calendar {
	c, err := parser.NewDecoder(bytes.NewReader(file)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, file)
	}
	return c
}

func value(t interface{ Fatalf(string, ...any) }, props parser.Props, name string) string {
	all := props.Values(name)
	if len(all) != 1 {
		t.Fatalf("there are %d of %s", len(all), name)
	}
	if all[0].ValueType() != parser.ValueText {
		return all[0].Value
	}
	text, err := all[0].Text()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return text
}

func TestInvitation(t *testing.T) {
	t.Parallel()
	m := meeting(time.Date(2026, 12, 1, 10, 30, 0, 0, location(t, "Pacific/Tongatapu")))
	c := read(t, calendar.Invitation(m))
	e := c.Events()[0]
	for name, want := range map[string]string{
		"UID": m.UID, "SEQUENCE": "2", "STATUS": "CONFIRMED", "SUMMARY": m.Title, "DESCRIPTION": m.Text, "URL": m.URL,
		"DTSTAMP": "20261125T120000Z", "DTSTART": "20261201T103000", "DTEND": "20261201T110000",
	} {
		if got := value(t, e.Props, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := value(t, c.Props, "METHOD"); got != "PUBLISH" {
		t.Errorf("the method is %s", got)
	}
	if e.Props.Get("ORGANIZER") != nil || e.Props.Get("ATTENDEE") != nil {
		t.Error("somebody is named")
	}
	if start, err := e.DateTimeStart(nil); err != nil || !start.Equal(m.Start) {
		t.Errorf("it starts at %s, want %s (%v)", start, m.Start, err)
	}
	again := calendar.Invitation(m)
	if !bytes.Equal(again, calendar.Invitation(m)) {
		t.Error("the same meeting makes another file")
	}
}

func TestInvitationToPeople(t *testing.T) {
	t.Parallel()
	m := meeting(time.Date(2026, 12, 1, 10, 30, 0, 0, location(t, "Europe/Oslo")))
	m.Organizer = calendar.Person{Name: `O'Neill, "Bo"; x:\`, Email: "bo@example.com"}
	m.Attendees = []calendar.Person{{"Ana", "ana@example.com"}, {"Ben", "ben@example.com\r\nX-EVIL:1"}}
	c := read(t, calendar.Invitation(m))
	e := c.Events()[0]
	if got := value(t, c.Props, "METHOD"); got != "REQUEST" {
		t.Errorf("the method is %s", got)
	}
	if by := e.Props.Get("ORGANIZER"); by.Value != "mailto:bo@example.com" || by.Params.Get("CN") != "O’Neill ”Bo” x /" {
		t.Errorf("the organizer is %+v", by)
	}
	all := e.Props.Values("ATTENDEE")
	if len(all) != 2 || all[0].Value != "mailto:ana@example.com" || all[0].Params.Get("CN") != "Ana" || all[1].Value != "mailto:ben@example.comX-EVIL:1" {
		t.Errorf("who attends: %+v", all)
	}
	m.Cancelled = true
	c = read(t, calendar.Invitation(m))
	if method, status := value(t, c.Props, "METHOD"), value(t, c.Events()[0].Props, "STATUS"); method != "CANCEL" || status != "CANCELLED" {
		t.Errorf("cancelled: %s, %s", method, status)
	}
}

func TestFeed(t *testing.T) {
	t.Parallel()
	var all []calendar.Meeting
	for _, at := range []time.Time{
		time.Date(2027, 3, 1, 9, 0, 0, 0, location(t, "Europe/Oslo")), time.Date(2026, 12, 1, 9, 0, 0, 0, location(t, "Europe/Oslo")),
		time.Date(2026, 12, 1, 9, 0, 0, 0, location(t, "Asia/Kolkata")), time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC),
	} {
		all = append(all, meeting(at))
	}
	all[1].Cancelled = true
	c := read(t, calendar.Feed("Ana's checkpoints", time.Hour, all))
	if name := value(t, c.Props, "X-WR-CALNAME"); name != "Ana's checkpoints" {
		t.Errorf("it is called %q", name)
	}
	if again := c.Props.Get("REFRESH-INTERVAL"); again.Value != "PT60M" || again.Params.Get("VALUE") != "DURATION" {
		t.Errorf("it is asked for again: %+v", again)
	}
	var zones []string
	for _, part := range c.Children {
		if part.Name == parser.CompTimezone {
			zones = append(zones, value(t, part.Props, "TZID"))
		}
	}
	if got := strings.Join(zones, " "); got != "Asia/Kolkata Europe/Oslo" {
		t.Errorf("its zones are %s", got)
	}
	for i, e := range c.Events() {
		if start, err := e.DateTimeStart(nil); err != nil || !start.Equal(all[i].Start) {
			t.Errorf("meeting %d starts at %s, want %s (%v)", i, start, all[i].Start, err)
		}
	}
	read(t, calendar.Feed("", time.Minute, all[:1]))
}

// TestLocalTimesThatAreShownTwice holds the second of two to UTC: a local time means
// the first.
func TestLocalTimesThatAreShownTwice(t *testing.T) {
	t.Parallel()
	oslo, kolkata := location(t, "Europe/Oslo"), location(t, "Asia/Kolkata")
	for name, test := range map[string]struct {
		start time.Time
		want  string
	}{
		"the first":        {time.Date(2026, 10, 25, 0, 15, 0, 0, time.UTC).In(oslo), "20261025T021500"},
		"the second":       {time.Date(2026, 10, 25, 1, 15, 0, 0, time.UTC).In(oslo), "20261025T011500Z"},
		"ends in it":       {time.Date(2026, 10, 25, 0, 45, 0, 0, time.UTC).In(oslo), "20261025T004500Z"},
		"after both":       {time.Date(2026, 10, 25, 2, 0, 0, 0, time.UTC).In(oslo), "20261025T030000"},
		"the gap of March": {time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC).In(oslo), "20260329T030000"},
		"no change":        {time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC).In(kolkata), "20260329T063000"},
	} {
		if got := value(t, read(t, calendar.Invitation(meeting(test.start))).Events()[0].Props, "DTSTART"); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// TestHostileTexts holds texts to what they were, and to their own lines: no line is
// longer than 75 octets, and none begins a property that nobody wrote.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SampledFrom([]string{"\r\n", "\n", "\r", "\t", "\x00", "\x7f", "\xff", "END:VEVENT", "BEGIN:VEVENT", "ATTENDEE:x", ";", ",", ":", `\`, `\n`, `"`, "'",
			" ", "<", ">", "é", "漢字", "😀", "word", strings.Repeat("x", 80), strings.Repeat("漢", 30)})
		text := rapid.Map(rapid.SliceOf(parts), func(all []string) string { return strings.Join(all, "") })
		m := meeting(time.Date(2026, 12, 1, 10, 30, 0, 0, location(t, "Europe/Oslo")))
		m.Title, m.Text, m.URL, m.UID = "A "+text.Draw(t, "title"), "A "+text.Draw(t, "text"), "https://x/"+text.Draw(t, "URL"), "u"+text.Draw(t, "uid")
		m.Organizer = calendar.Person{Name: "O " + text.Draw(t, "organizer"), Email: "o@x" + text.Draw(t, "email")}
		m.Attendees = []calendar.Person{{"P " + text.Draw(t, "attendee"), "p@x"}}
		file := calendar.Invitation(m)
		for line := range strings.SplitSeq(strings.TrimSuffix(string(file), "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n\x00\x7f") || !utf8.ValidString(line) {
				t.Fatalf("a line of %d octets: %q", len(line), line)
			}
		}
		c := read(t, file)
		e := c.Events()
		if len(c.Children) != 2 || len(e) != 1 || len(e[0].Children) != 0 || len(e[0].Props) != 11 || len(e[0].Props.Values("ATTENDEE")) != 1 {
			t.Fatalf("more was made of it:\n%s", file)
		}
		for name, typed := range map[string]string{"SUMMARY": m.Title, "DESCRIPTION": m.Text} {
			want := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ", "\x00", "", "\x7f", "").Replace(strings.ToValidUTF8(typed, "�"))
			if got := value(t, e[0].Props, name); got != want {
				t.Fatalf("%s reads %q, want %q", name, got, want)
			}
		}
	})
}
