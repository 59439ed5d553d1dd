package server

import (
	"bytes"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// exportForm is a form in which the history is given as a file.
type exportForm struct {
	kind  string // how the file's name ends
	media string
	write func(e *postgres.Loaded, events []engagement.Event) ([]byte, error)
}

var (
	csvFile   = exportForm{"csv", "text/csv; charset=utf-8", historyCSV}
	jsonLines = exportForm{"jsonl", "application/jsonl; charset=utf-8", historyLines}
)

// export gives the history as a file, oldest first, by the filters of its page.
func (s *server) export(form exportForm) handler {
	return func(r *request) (reply, error) {
		id, err := r.engagementID()
		if err != nil {
			return reply{}, err
		}
		e, events, err := r.visit.Events(r.Context(), id, newHistoryList(id, r.form.Values).query())
		r.met()
		if err != nil {
			return reply{}, err
		}
		body, err := form.write(e, events)
		if err != nil {
			return reply{}, fmt.Errorf("export the history of engagement %d: %w", id, err)
		}
		return give(file{kind: form.media, name: fmt.Sprintf("history-%d.%s", id, form.kind), body: body})
	}
}

// exportedEvent is an event as a line of JSON: all that the chain takes of it, and
// the name of who made it.
type exportedEvent struct {
	Engagement engagement.ID    `json:"engagement"`
	Seq        int              `json:"seq"`
	At         string           `json:"at"` // UTC, RFC 3339, to the microsecond
	By         *exportedPerson  `json:"by"` // null where a date that passed did it
	Cause      string           `json:"cause,omitempty"`
	Kind       engagement.Kind  `json:"kind"`
	Noun       engagement.Noun  `json:"noun"`
	N          int              `json:"n"`
	Changes    []exportedChange `json:"changes"`
	Hash       string           `json:"hash"` // SHA-256, hexadecimal, of this event and all before it
}

type exportedPerson struct {
	ID   engagement.PersonID `json:"id"`
	Name string              `json:"name"`
}

// exportedChange is what a field was and became. Of free text the chain takes the
// digest, which is the SHA-256 of salt and text, each led by its length.
type exportedChange struct {
	Field  string `json:"field"`
	Was    string `json:"was"`
	Became string `json:"became"`
	Salt   string `json:"salt,omitempty"`
	Digest string `json:"digest,omitempty"`
}

// historyLines writes an object of JSON a line, one for each event.
func historyLines(e *postgres.Loaded, events []engagement.Event) ([]byte, error) {
	var b bytes.Buffer
	lines := json.NewEncoder(&b)
	lines.SetEscapeHTML(false)
	for _, ev := range events {
		if err := lines.Encode(exported(e, ev)); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

func exported(e *postgres.Loaded, ev engagement.Event) exportedEvent {
	line := exportedEvent{
		Engagement: ev.Engagement, Seq: ev.Seq, At: ev.At.UTC().Format(time.RFC3339Nano), Cause: ev.Cause, Kind: ev.Kind,
		Noun: ev.Subject.Noun, N: ev.Subject.N, Hash: ev.Hash.String(), Changes: make([]exportedChange, len(ev.Changes)),
	}
	if ev.Actor != 0 {
		line.By = &exportedPerson{ev.Actor, nameOf(e, ev.Actor)}
	}
	for i, c := range ev.Changes {
		line.Changes[i] = exportedChange{Field: c.Field, Was: c.Was, Became: c.Became}
		if c.Free {
			line.Changes[i].Salt, line.Changes[i].Digest = hex.EncodeToString(c.Salt), c.Digest.String()
		}
	}
	return line
}

var csvColumns = []string{"change", "time_utc", "time_customer", "by", "what", "about", "cause", "field", "was", "became"}

// historyCSV writes a line for each changed field, as RFC 4180 has it, in the words
// of the page.
func historyCSV(e *postgres.Loaded, events []engagement.Event) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(csvColumns); err != nil {
		return nil, err
	}
	for _, ev := range events {
		at := []string{
			strconv.Itoa(ev.Seq), ev.At.UTC().Format(time.RFC3339), ev.At.In(e.Facts.Location()).Format(time.RFC3339),
			nameOf(e, ev.Actor), eventSentence(e, ev).Text, aboutWords(e.Engagement, eventSubject(e.Engagement, ev)), eventCause(e.ID, ev.Cause).Text,
		}
		for _, c := range ev.Changes {
			words := func(value string) string { return fieldWords(e, ev.Subject.Noun, c.Field, value) }
			row := append(at[:len(at):len(at)], historyLabel(c.Field), words(c.Was), words(c.Became))
			for i := range row {
				row[i] = plainCell(row[i])
			}
			if err := w.Write(row); err != nil {
				return nil, err
			}
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// plainCell keeps a spreadsheet from taking a text for a formula: what begins as one
// is led by an apostrophe. Blanks before it, and the wide forms of its signs, are no
// matter to some of them.
func plainCell(s string) string {
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") || strings.HasPrefix(s, "\n") ||
		strings.IndexAny(strings.TrimLeft(s, " \t\r\n\u00a0"), "=+-@＝＋－＠") == 0 {
		return "'" + s
	}
	return s
}
