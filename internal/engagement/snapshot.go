package engagement

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// snapshotForm is the first byte of a snapshot; another form has another one.
const snapshotForm = 1

// usualSnapshot is how many bytes the snapshots of nine in ten engagements stay
// under.
const usualSnapshot = 16 << 10

// inSnapshot are the nouns that a snapshot holds, in its order.
var inSnapshot = []Noun{
	NounFacts, NounMember, NounException, NounInput, NounOutput, NounTask, NounItem, NounWaiver, NounCheckpoint, NounLine, NounExit,
}

// Snapshot writes all records as they stand at the engagement's version, and a
// summary of them: one value to read in place of a query for each kind of record.
// It is made of the same lists of fields as events, by name, so that a snapshot
// that was written before a field was added still reads.
func (e *Engagement) Snapshot(sum Summary) []byte {
	b := append(make([]byte, 0, usualSnapshot), snapshotForm)
	b = putRecord(b, summaryFields, &sum)
	for _, noun := range inSnapshot {
		b = putString(b, string(noun))
		b = allRecords[noun].snapshot(b, e)
	}
	return b
}

// Restore reads the records of a snapshot in place of the engagement's own, and
// gives the summary. Version, hash and edition stay as they are.
func (e *Engagement) Restore(snapshot []byte) (Summary, error) {
	if len(snapshot) == 0 || snapshot[0] != snapshotForm {
		return Summary{}, fmt.Errorf("engagement %d: the snapshot is of an unknown form", e.ID)
	}
	in := &snapshotReader{rest: string(snapshot[1:])} // one copy; every text is a part of it
	sum := Summary{Open: map[Severity]int{}}
	readRecord(in, fieldsOf(in, summaryFields), &sum)
	for in.rest != "" && in.err == nil {
		noun := Noun(in.string())
		rs := allRecords[noun]
		if rs == nil {
			in.fail(fmt.Errorf("unknown noun %q", noun))
			break
		}
		rs.restore(in, e)
	}
	if in.err != nil {
		return Summary{}, fmt.Errorf("engagement %d: read the snapshot: %w", e.ID, in.err)
	}
	return sum, nil
}

// putRecord appends one record with the names of its fields.
func putRecord[R any](b []byte, fields []field[R], r *R) []byte {
	b = putNames(b, fields)
	for _, f := range fields {
		b = putString(b, f.get(r))
	}
	return b
}

func putNames[R any](b []byte, fields []field[R]) []byte {
	b = binary.AppendUvarint(b, uint64(len(fields)))
	for _, f := range fields {
		b = putString(b, f.name)
	}
	return b
}

// snapshot appends the names of the fields, and every record with its values.
func (rs records[R]) snapshot(b []byte, e *Engagement) []byte {
	b = putNames(b, rs.fields)
	all := rs.of(e)
	b = binary.AppendUvarint(b, uint64(len(all)))
	for _, n := range sortedKeys(all) {
		b = binary.AppendUvarint(b, uint64(n))
		for _, f := range rs.fields {
			b = putString(b, f.get(all[n]))
		}
	}
	return b
}

// restore reads what snapshot wrote. The records of a kind lie beside each
// other, since they live and die together.
func (rs records[R]) restore(in *snapshotReader, e *Engagement) {
	fields := fieldsOf(in, rs.fields)
	slab := make([]R, in.count())
	all := rs.of(e)
	clear(all)
	for i := range slab {
		n := int(in.uvarint())
		readRecord(in, fields, &slab[i])
		if rs.noun == NounFacts {
			e.Facts = *any(&slab[i]).(*Facts)
			continue
		}
		all[n] = &slab[i]
	}
}

func readRecord[R any](in *snapshotReader, fields []field[R], r *R) {
	for _, f := range fields {
		if v := in.string(); v != "" && f.set != nil {
			in.fail(f.set(r, v))
		}
	}
}

// fieldsOf reads the names of the fields that follow, most often all that are known;
// one that is no more has no set.
func fieldsOf[R any](in *snapshotReader, known []field[R]) []field[R] {
	count := in.count()
	begin, same := in.rest, count == len(known)
	for i := 0; i < count && same; i++ {
		same = in.string() == known[i].name
	}
	if same {
		return known
	}
	in.rest = begin
	fields := make([]field[R], count)
	for i := range fields {
		name := in.string()
		if at := slices.IndexFunc(known, func(f field[R]) bool { return f.name == name }); at >= 0 {
			fields[i] = known[at]
		}
	}
	return fields
}

func putString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// snapshotReader takes a snapshot apart. After its first error it gives zeros.
type snapshotReader struct {
	rest string
	err  error
}

var errSnapshotEnds = errors.New("it ends too early")

func (in *snapshotReader) fail(err error) {
	if in.err == nil && err != nil {
		in.err, in.rest = err, ""
	}
}

func (in *snapshotReader) uvarint() uint64 {
	var n uint64
	for i := 0; i < len(in.rest) && i < binary.MaxVarintLen64; i++ {
		c := in.rest[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			in.rest = in.rest[i+1:]
			return n
		}
	}
	in.fail(errSnapshotEnds)
	return 0
}

// count reads a number of things that are each a byte long at least.
func (in *snapshotReader) count() int {
	n := in.uvarint()
	if n > uint64(len(in.rest)) {
		in.fail(errSnapshotEnds)
		return 0
	}
	return int(n)
}

func (in *snapshotReader) string() string {
	n := in.count()
	s := in.rest[:n]
	in.rest = in.rest[n:]
	return s
}
