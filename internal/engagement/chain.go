package engagement

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
)

// Hash is a SHA-256 hash. The zero Hash is what the first event chains to.
type Hash [sha256.Size]byte

// String gives the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads a hash as String writes it.
func ParseHash(s string) (Hash, error) {
	var h Hash
	sum, err := hex.DecodeString(s)
	if err != nil || len(sum) != len(h) {
		return Hash{}, fmt.Errorf("%q is no hash", s)
	}
	copy(h[:], sum)
	return h, nil
}

// SaltSize is how many random bytes each free text is hashed with.
const SaltSize = 16

// Seal chains events that were just decided to the ones before. Every free
// text gets a salt from salt, which must give SaltSize random bytes a call.
func (e *Engagement) Seal(events []Event, salt func() []byte) {
	for i := range events {
		ev := &events[i]
		for j := range ev.Changes {
			if c := &ev.Changes[j]; c.Free {
				c.Salt = salt()
				c.Digest = c.digest()
			}
		}
		ev.Hash = ev.chained(e.Head)
		e.Head = ev.Hash
	}
}

// usualEvent is how many bytes of most events the chain takes.
const usualEvent = 1 << 10

func (c Change) digest() Hash {
	var space [usualEvent]byte
	b := appendPart(space[:0], string(c.Salt)) // led by its length, so that no byte moves between salt and text
	return sha256.Sum256(appendPart(b, c.Became))
}

// chained hashes everything that the chain takes, each part led by its length,
// so that no two different events are written alike.
func (e *Event) chained(before Hash) Hash {
	var space [usualEvent]byte
	b := append(space[:0], before[:]...)
	b = appendNumber(b, int64(e.Engagement))
	b = appendNumber(b, int64(e.Seq))
	b = appendNumber(b, e.At.UnixMicro())
	b = appendNumber(b, int64(e.Actor))
	b = appendPart(b, e.Cause)
	b = appendPart(b, string(e.Kind))
	b = appendPart(b, e.Subject.String())
	b = appendNumber(b, int64(len(e.Changes)))
	for i := range e.Changes {
		c := &e.Changes[i]
		b = appendPart(b, c.Field)
		if c.Free {
			b = appendPart(b, c.Digest.String())
			continue
		}
		b = appendPart(b, c.Was)
		b = appendPart(b, c.Became)
	}
	return sha256.Sum256(b)
}

// appendPart appends a part and its length before it.
func appendPart(b []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint64(b, uint64(len(s))), s...)
}

func appendNumber(b []byte, n int64) []byte {
	var digits [20]byte // of the smallest number, with its sign
	text := strconv.AppendInt(digits[:0], n, 10)
	return append(binary.BigEndian.AppendUint64(b, uint64(len(text))), text...)
}

// Follow proves that the event is the one that came next, untouched, and makes
// it a part of the engagement. The error names the first thing that does not
// hold. Whether a text that was taken out was so by an event after it, Unaccounted
// says in the end.
func (e *Engagement) Follow(ev Event) error {
	if ev.Engagement != e.ID || ev.Seq != e.Version+1 {
		return fmt.Errorf("event %d of engagement %d follows event %d of engagement %d", ev.Seq, ev.Engagement, e.Version, e.ID)
	}
	rs, known := allRecords[ev.Subject.Noun]
	if !known {
		return fmt.Errorf("event %d is about an unknown noun %q", ev.Seq, ev.Subject.Noun)
	}
	for _, c := range ev.Changes {
		was, free, field := rs.value(e, ev.Subject.N, c.Field)
		switch {
		case !field || free != c.Free:
			return fmt.Errorf("event %d holds %s.%s in an unknown form", ev.Seq, ev.Subject.Noun, c.Field)
		case c.Free && !c.TakenOut() && c.digest() != c.Digest:
			return fmt.Errorf("event %d: the text of %s was altered", ev.Seq, c.Field)
		case was != c.Was:
			return fmt.Errorf("event %d: %s was %q before it, the event says %q", ev.Seq, c.Field, was, c.Was)
		}
	}
	if got := ev.chained(e.Head); got != ev.Hash {
		return fmt.Errorf("event %d does not hash to what is written: it, or one before it, was altered", ev.Seq)
	}
	if stood, says := ev.became("stood_on"); says && stood != e.Head.String() {
		return fmt.Errorf("event %d approves the exit on another event than the one before it", ev.Seq)
	}
	e.account(ev)
	if err := e.apply(ev); err != nil {
		return err
	}
	e.Head = ev.Hash
	return nil
}

// became gives what the event made of a field, if it changed it.
func (e *Event) became(field string) (string, bool) {
	for _, c := range e.Changes {
		if c.Field == field {
			return c.Became, c.Became != ""
		}
	}
	return "", false
}

// Differences lists the values in which a replayed engagement and the one that
// is kept do not agree, by name, at most limit of them. The number of events
// and the hash of the newest are among the values, and come first; the others are in
// the order of Compare.
func Differences(replayed, kept *Engagement, limit int) []string {
	var all []string
	note := func(name, events, record string) {
		if events != record && len(all) < limit {
			all = append(all, fmt.Sprintf("%s: the events say %q, the record says %q", name, events, record))
		}
	}
	note("version", strconv.Itoa(replayed.Version), strconv.Itoa(kept.Version))
	note("newest hash", replayed.Head.String(), kept.Head.String())
	for _, d := range Compare(replayed, kept) {
		for _, c := range d.Changes {
			note(d.Subject.String()+" "+c.Field, c.Was, c.Became)
		}
	}
	return all
}
