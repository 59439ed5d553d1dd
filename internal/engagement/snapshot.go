package engagement

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// snapshotForm is the first byte of a part of a snapshot; another form has another
// one.
const snapshotForm = 1

// usualPart is how many bytes nine in ten parts of snapshots stay under.
const usualPart = 4 << 10

// A snapshot holds all records of an engagement as they stand at its version, one
// part for each kind of record, and its summary: one row to read in place of a
// query for each kind, of which a change writes anew what it has changed. It is
// made of the same lists of fields as events, by name, so that a part that was
// written when a field was more still reads, and one from before it was is known.

// Parts are the kinds of records that a snapshot has a part of, in its order.
var Parts = [...]Noun{
	NounFacts, NounMember, NounException, NounInput, NounOutput, NounTask, NounItem, NounWaiver, NounCheckpoint, NounLine, NounExit,
	NounContact, NounPromise, NounPoint,
}

// Part writes the records of a kind; nil where there are none.
func (e *Engagement) Part(of Noun) []byte { return allRecords[of].snapshot(e) }

// RestorePart reads the records of a kind in place of the engagement's own, ""
// where there are none. Version, hash and edition stay as they are.
func (e *Engagement) RestorePart(of Noun, part string) error {
	in := readPart(part)
	allRecords[of].restore(in, e)
	if err := in.end(); err != nil {
		return fmt.Errorf("engagement %d: read the snapshot's %s: %w", e.ID, of, err)
	}
	return nil
}

// Part writes the summary.
func (s Summary) Part() []byte {
	return putRecord([]byte{snapshotForm}, summaryFields, &s)
}

// RestoreSummary reads what Summary.Part wrote.
func RestoreSummary(part string) (Summary, error) {
	in := readPart(part)
	sum := Summary{Open: map[Severity]int{}}
	readRecord(in, fieldsOf(in, summaryFields), &sum)
	if err := in.end(); err != nil {
		return Summary{}, fmt.Errorf("read a snapshot's summary: %w", err)
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

// snapshot writes the names of the fields, and every record with its values.
func (rs records[R]) snapshot(e *Engagement) []byte {
	all := rs.of(e)
	if len(all) == 0 {
		return nil
	}
	b := append(make([]byte, 0, usualPart), snapshotForm)
	b = putNames(b, rs.fields)
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
	all := rs.of(e)
	clear(all)
	if in.rest == "" {
		return
	}
	fields := fieldsOf(in, rs.fields)
	slab := make([]R, in.count())
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
	for _, f := range known {
		if !slices.ContainsFunc(fields, func(k field[R]) bool { return k.name == f.name }) {
			in.fail(ErrOlderPart)
		}
	}
	return fields
}

func putString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// snapshotReader takes a part of a snapshot apart. After its first error it gives
// zeros.
type snapshotReader struct {
	rest string
	err  error
}

var (
	errSnapshotForm = errors.New("it is of an unknown form")
	errSnapshotEnds = errors.New("it ends too early")
	errSnapshotMore = errors.New("it ends too late")

	// ErrOlderPart is of a part by a program that did not know every field of today.
	// What it leaves out was not empty for that: the records are to be read elsewhere.
	ErrOlderPart = errors.New("it was written by a program that did not know every field")
)

// readPart begins to read a part, whose texts stay parts of it.
func readPart(part string) *snapshotReader {
	in := &snapshotReader{}
	switch {
	case part == "":
	case part[0] != snapshotForm:
		in.err = errSnapshotForm
	default:
		in.rest = part[1:]
	}
	return in
}

// end gives the first error; something left to read is one.
func (in *snapshotReader) end() error {
	if in.rest != "" {
		in.fail(errSnapshotMore)
	}
	return in.err
}

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
