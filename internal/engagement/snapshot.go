package engagement

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// snapshotForm is the first byte of a snapshot; another form has another one.
const snapshotForm = 1

// inSnapshot are the nouns that a snapshot holds, in its order: all but the
// facts, which lists sort and filter by and which are kept beside it.
var inSnapshot = []Noun{
	NounMember, NounException, NounInput, NounOutput, NounTask, NounItem, NounWaiver, NounCheckpoint, NounLine, NounExit,
}

// Snapshot writes all records but the facts, as they stand at the engagement's
// version: one value to read in place of a query for each kind of record. It is
// made of the same lists of fields as events, by name, so that a snapshot that
// was written before a field was added still reads.
func (e *Engagement) Snapshot() []byte {
	b := []byte{snapshotForm}
	for _, noun := range inSnapshot {
		b = putString(b, string(noun))
		b = allRecords[noun].snapshot(b, e)
	}
	return b
}

// Restore reads the records of a snapshot in place of the engagement's own. The
// facts, version and edition stay as they are.
func (e *Engagement) Restore(snapshot []byte) error {
	if len(snapshot) == 0 || snapshot[0] != snapshotForm {
		return fmt.Errorf("engagement %d: the snapshot is of an unknown form", e.ID)
	}
	in := &snapshotReader{rest: string(snapshot[1:])} // one copy; every text is a part of it
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
		return fmt.Errorf("engagement %d: read the snapshot: %w", e.ID, in.err)
	}
	return nil
}

// snapshot appends the names of the fields, and every record with its values.
func (rs records[R]) snapshot(b []byte, e *Engagement) []byte {
	b = binary.AppendUvarint(b, uint64(len(rs.fields)))
	for _, f := range rs.fields {
		b = putString(b, f.name)
	}
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
	fields := rs.named(in)
	count := in.count()
	all := rs.of(e)
	clear(all)
	slab := make([]R, count)
	for i := range slab {
		n := int(in.uvarint())
		for _, f := range fields {
			if v := in.string(); v != "" && f.set != nil {
				in.fail(f.set(&slab[i], v))
			}
		}
		all[n] = &slab[i]
	}
}

// named reads the names of the fields that follow; one that is no more has no set.
func (rs records[R]) named(in *snapshotReader) []field[R] {
	fields := make([]field[R], in.count())
	for i := range fields {
		name := in.string()
		if i < len(rs.fields) && rs.fields[i].name == name {
			fields[i] = rs.fields[i]
		} else if at := slices.IndexFunc(rs.fields, func(f field[R]) bool { return f.name == name }); at >= 0 {
			fields[i] = rs.fields[at]
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
