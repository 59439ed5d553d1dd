package engagement_test

import (
	"bytes"
	"testing"

	"gaptrack/internal/engagement"
)

func TestSnapshotReplacesWhatStood(t *testing.T) {
	t.Parallel()
	d := ready(t)
	before := d.e.Snapshot(d.e.Summarize(d.now))
	d.do(engineer, finding())
	if _, err := d.e.Restore(before); err != nil {
		t.Fatal(err)
	}
	if len(d.e.Items) != 0 || len(d.e.Tasks) == 0 {
		t.Errorf("%d items and %d tasks stand after the snapshot of before was read", len(d.e.Items), len(d.e.Tasks))
	}
}

// A snapshot by a program that knew other fields still reads: what is not known
// is left out, what was not known then is empty.
func TestSnapshotOfOtherFields(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	older := bytes.Replace(d.e.Snapshot(d.e.Summarize(d.now)), []byte("severity"), []byte("graveness"[:8]), 1)
	want := *d.e.Items[1]
	if _, err := d.e.Restore(older); err != nil {
		t.Fatal(err)
	}
	got := *d.e.Items[1]
	if got.Severity != "" || got.Finding != want.Finding || got.Side != want.Side {
		t.Errorf("read %+v of %+v", got, want)
	}
}

// A snapshot that is cut or altered gives an error, or an engagement: it never
// panics and never asks for more memory than it is long.
func TestSnapshotCutShort(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	whole := d.e.Snapshot(d.e.Summarize(d.now))
	for i := range whole {
		_, _ = engagement.New(1, edition()).Restore(whole[:i])
	}
	for _, bad := range [][]byte{nil, {9}, whole[:len(whole)/2], append(bytes.Clone(whole), 4, 'm', 'o', 'o', 'n')} {
		if _, err := engagement.New(1, edition()).Restore(bad); err == nil {
			t.Errorf("%.20q reads as a snapshot", bad)
		}
	}
}

func FuzzSnapshot(f *testing.F) {
	d := begin(f)
	d.do(engineer, finding())
	f.Add(d.e.Snapshot(d.e.Summarize(d.now)))
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = engagement.New(1, edition()).Restore(b) })
}
