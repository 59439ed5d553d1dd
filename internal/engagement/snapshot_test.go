package engagement_test

import (
	"bytes"
	"errors"
	"testing"

	"gaptrack/internal/engagement"
)

// restore reads every part of a snapshot of one engagement into another.
func restore(t testing.TB, into, of *engagement.Engagement) {
	t.Helper()
	for _, noun := range engagement.Parts {
		if err := into.RestorePart(noun, string(of.Part(noun))); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSnapshotReplacesWhatStood(t *testing.T) {
	t.Parallel()
	d, before := ready(t), ready(t)
	d.do(engineer, finding())
	d.do(engineer, finding())
	before.do(engineer, finding())
	restore(t, d.e, before.e)
	if len(d.e.Items) != 1 || len(d.e.Tasks) == 0 {
		t.Errorf("%d items and %d tasks stand after the snapshot of before was read", len(d.e.Items), len(d.e.Tasks))
	}
	restore(t, d.e, begin(t).e)
	if len(d.e.Items) != 0 {
		t.Errorf("%d items stand after a snapshot without any was read", len(d.e.Items))
	}
}

// A snapshot by a program that knew more fields still reads: what is not known is
// left out. One by a program that knew fewer does not say what they held.
func TestSnapshotOfOtherFields(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	part, want := d.e.Part(engagement.NounItem), *d.e.Items[1]
	older := bytes.Replace(part, []byte("severity"), []byte("graveness"[:8]), 1)
	if err := d.e.RestorePart(engagement.NounItem, string(older)); !errors.Is(err, engagement.ErrOlderPart) {
		t.Errorf("a part without the severity reads: %v", err)
	}
	newer := bytes.Replace(part, []byte{part[1]}, []byte{part[1] + 1}, 1) // one name more, and below its value
	newer = bytes.Replace(newer, []byte("\x07finding"), []byte("\x07finding\x04moon"), 1)
	newer = bytes.Replace(newer, []byte(want.Finding), []byte(want.Finding+"\x03new"), 1)
	if err := d.e.RestorePart(engagement.NounItem, string(newer)); err != nil {
		t.Fatal(err)
	}
	if got := *d.e.Items[1]; got.Severity != want.Severity || got.Finding != want.Finding || got.Side != want.Side {
		t.Errorf("read %+v of %+v", got, want)
	}
}

// A part that is cut or altered gives an error, or records: it never panics and
// never asks for more memory than it is long.
func TestSnapshotCutShort(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	whole := string(d.e.Part(engagement.NounItem))
	for i := range whole {
		_ = engagement.New(1, edition()).RestorePart(engagement.NounItem, whole[:i])
	}
	for _, bad := range []string{"\x09", whole[:len(whole)/2], whole + "moon"} {
		if err := engagement.New(1, edition()).RestorePart(engagement.NounItem, bad); err == nil {
			t.Errorf("%.20q reads as a part of a snapshot", bad)
		}
	}
	if _, err := engagement.RestoreSummary(string(d.e.Summarize(d.now).Part()[:20])); err == nil {
		t.Error("a summary that is cut reads as one")
	}
}

func FuzzSnapshot(f *testing.F) {
	d := begin(f)
	d.do(engineer, finding())
	f.Add(d.e.Part(engagement.NounItem))
	f.Add(d.e.Summarize(d.now).Part())
	f.Fuzz(func(_ *testing.T, b []byte) {
		_ = engagement.New(1, edition()).RestorePart(engagement.NounItem, string(b))
		_, _ = engagement.RestoreSummary(string(b))
	})
}
