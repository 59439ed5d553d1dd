package engagement

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"maps"
	"slices"
	"strconv"
)

// Hash is a SHA-256 hash. The zero Hash is what the first event chains to.
type Hash [sha256.Size]byte

// String gives the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

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

func (c Change) digest() Hash {
	h := sha256.New()
	writePart(h, string(c.Salt)) // led by its length, so that no byte moves between salt and text
	writePart(h, c.Became)
	return Hash(h.Sum(nil))
}

// chained hashes everything that the chain takes, each part led by its length,
// so that no two different events are written alike.
func (e *Event) chained(before Hash) Hash {
	h := sha256.New()
	h.Write(before[:])
	for _, part := range []string{
		strconv.FormatInt(int64(e.Engagement), 10), strconv.Itoa(e.Seq), strconv.FormatInt(e.At.UnixMicro(), 10),
		strconv.FormatInt(int64(e.Actor), 10), e.Cause, string(e.Kind), e.Subject.String(), strconv.Itoa(len(e.Changes)),
	} {
		writePart(h, part)
	}
	for _, c := range e.Changes {
		writePart(h, c.Field)
		if c.Free {
			writePart(h, c.Digest.String())
			continue
		}
		writePart(h, c.Was)
		writePart(h, c.Became)
	}
	return Hash(h.Sum(nil))
}

func writePart(h hash.Hash, s string) {
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(s)))
	h.Write(size[:])
	h.Write([]byte(s))
}

// Follow proves that the event is the one that came next, untouched, and makes
// it a part of the engagement. The error names the first thing that does not
// hold.
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
		case c.Free && c.digest() != c.Digest:
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
// and the hash of the newest are among the values.
func Differences(replayed, kept *Engagement, limit int) []string {
	a, b := replayed.standing(), kept.standing()
	names := maps.Clone(a)
	maps.Copy(names, b)
	var all []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if a[name] != b[name] && len(all) < limit {
			all = append(all, fmt.Sprintf("%s: the events say %q, the record says %q", name, a[name], b[name]))
		}
	}
	return all
}

// standing gives Values, and where the engagement stands in its chain.
func (e *Engagement) standing() map[string]string {
	all := e.Values()
	all["version"], all["newest hash"] = strconv.Itoa(e.Version), e.Head.String()
	return all
}
