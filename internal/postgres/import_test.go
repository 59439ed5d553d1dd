package postgres

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// edgeRow is the row of task 4096 in the program's playbook.
const edgeRow = "|4096|Microsoft Edge Site Discovery|O|SME|Edge|"

// newMonth gives the file of the next month: a task renamed, and one added.
func (o *office) newMonth(t *testing.T) []byte {
	t.Helper()
	e, err := o.Edition(t.Context(), gaps, 1)
	must(t, err)
	return []byte(strings.NewReplacer(edgeRow, "|4096|Edge Site Discovery|O|SME|Edge|\n|5001|A new one|O|SME|Edge|").Replace(string(e.Source)))
}

// TestImportMergesIntoTheDraft takes a new month's file into a catalog that was
// edited and published: both changes are there, as a draft alone.
func TestImportMergesIntoTheDraft(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.EditDraft(t.Context(), gaps, 0, "made mandatory", replaced("Edge Site Discovery|O|", "Edge Site Discovery|M|"), o.admin, now)
	must(t, err)
	number, err := o.ImportFile(t.Context(), gaps, "march.md", o.newMonth(t), nil, o.admin, now)
	must(t, err)
	d, err := o.Draft(t.Context(), gaps, o.admin)
	must(t, err)
	i, err := o.WaitingImport(t.Context(), gaps, number, o.admin)
	must(t, err)
	if i.Name != "march.md" || i.Origin != FromFile {
		t.Errorf("it waits as %+v", i.Import)
	}
	taken, err := o.TakeImport(t.Context(), gaps, number, d.Version, nil, o.admin, now)
	must(t, err)
	want := "|4096|Edge Site Discovery|M|SME|Edge|\n|5001|A new one|O|SME|Edge|"
	if !bytes.Contains(taken.Source, []byte(want)) || taken.Version != d.Version+1 || taken.What != "import of march.md" {
		t.Errorf("draft %d, %q:\n%s", taken.Version, taken.What, taken.Source)
	}
	if e, _ := o.Edition(t.Context(), gaps, 0); e.Number != 1 {
		t.Errorf("edition %d was published", e.Number)
	}
	_, err = o.TakeImport(t.Context(), gaps, number, taken.Version, nil, o.admin, now)
	wantKind(t, err, fault.Conflict)
	_, err = o.ImportFile(t.Context(), gaps, "march.md", o.newMonth(t), nil, o.admin, now)
	wantKind(t, err, fault.Conflict)
}

// TestImportIsComparedWithTheLast merges a second month's file with what the first
// one changed, not with the first edition.
func TestImportIsComparedWithTheLast(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	march := o.newMonth(t)
	first, err := o.ImportFile(t.Context(), gaps, "march.md", march, nil, o.admin, now)
	must(t, err)
	d, err := o.TakeImport(t.Context(), gaps, first, 0, nil, o.admin, now)
	must(t, err)
	d, err = o.EditDraft(t.Context(), gaps, d.Version, "ours", replaced("|5001|A new one|", "|5001|Ours|"), o.admin, now)
	must(t, err)
	april := bytes.Replace(march, []byte("|5001|A new one|O|"), []byte("|5001|A new one|M|"), 1)
	second, err := o.ImportFile(t.Context(), gaps, "april.md", april, nil, o.admin, now)
	must(t, err)
	d, err = o.TakeImport(t.Context(), gaps, second, d.Version, nil, o.admin, now)
	must(t, err)
	if !bytes.Contains(d.Source, []byte("|5001|Ours|M|SME|Edge|")) {
		t.Errorf("the draft is\n%s", d.Source)
	}
}

// TestImportWithConflicts waits until each is settled, over the draft that stands.
func TestImportWithConflicts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d, err := o.EditDraft(t.Context(), gaps, 0, "renamed", replaced("Microsoft Edge Site Discovery", "Edge discovery"), o.admin, now)
	must(t, err)
	number, err := o.ImportFile(t.Context(), gaps, "march.md", o.newMonth(t), nil, o.admin, now)
	must(t, err)
	_, err = o.TakeImport(t.Context(), gaps, number, d.Version, nil, o.admin, now)
	wantKind(t, err, fault.Conflict)
	i, err := o.WaitingImport(t.Context(), gaps, number, o.admin)
	must(t, err)
	merged, err := i.Merge(d.Catalog, nil)
	must(t, err)
	if merged.Open() != 1 || merged.Conflicts[0].Name != "Assist with Remediation Steps: Task 4096: Task Name" {
		t.Fatalf("conflicts %+v", merged.Conflicts)
	}
	choices := map[string]playbook.Choice{merged.Conflicts[0].Key: playbook.Theirs}
	_, err = o.TakeImport(t.Context(), gaps, number, d.Version-1, choices, o.admin, now)
	wantKind(t, err, fault.Conflict)
	d, err = o.TakeImport(t.Context(), gaps, number, d.Version, choices, o.admin, now)
	must(t, err)
	if !bytes.Contains(d.Source, []byte("|4096|Edge Site Discovery|O|")) {
		t.Errorf("the draft is\n%s", d.Source)
	}
}

// TestImportLeft leaves a file aside; the next is compared with what was taken.
func TestImportLeft(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first, err := o.ImportFile(t.Context(), gaps, "march.md", o.newMonth(t), nil, o.admin, now)
	must(t, err)
	must(t, o.LeaveImport(t.Context(), gaps, first, o.admin, now))
	wantKind(t, o.LeaveImport(t.Context(), gaps, first, o.admin, now), fault.Conflict)
	second, err := o.ImportFile(t.Context(), gaps, "march.md", o.newMonth(t), nil, o.admin, now)
	must(t, err)
	third, err := o.ImportFile(t.Context(), gaps, "april.md", bytes.Replace(o.newMonth(t), []byte("A new one"), []byte("One"), 1), nil, o.admin, now)
	must(t, err)
	_, err = o.WaitingImport(t.Context(), gaps, second, o.admin)
	wantKind(t, err, fault.Conflict)
	d, err := o.TakeImport(t.Context(), gaps, third, 0, nil, o.admin, now)
	must(t, err)
	if !bytes.Contains(d.Source, []byte("|5001|One|")) {
		t.Errorf("the draft is\n%s", d.Source)
	}
}

func TestImportRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	file := o.newMonth(t)
	_, err := o.ImportFile(t.Context(), gaps, "x.md", []byte("# Nothing"), nil, o.admin, now)
	wantKind(t, err, fault.Invalid)
	if problems := (playbook.Problems)(nil); !errors.As(err, &problems) || len(problems) == 0 {
		t.Errorf("no problems behind %v", err)
	}
	_, err = o.ImportFile(t.Context(), "no-such", "x.md", file, nil, o.admin, now)
	wantKind(t, err, fault.NotFound)
	_, err = o.ImportFile(t.Context(), gaps, "x.md", file, map[string]string{"a.md": "\x00"}, o.admin, now)
	wantKind(t, err, fault.Invalid)
	_, err = o.ImportNew(t.Context(), gaps, "x.md", file, nil, o.admin, now)
	wantKind(t, err, fault.Invalid)
	number, err := o.ImportFile(t.Context(), gaps, "x.md", file, nil, o.admin, now)
	must(t, err)
	_, err = o.ImportFile(t.Context(), gaps, "x.md", file, nil, o.manager, now)
	wantKind(t, err, fault.Forbidden)
	_, err = o.ImportNew(t.Context(), "another", "x.md", file, nil, o.manager, now)
	wantKind(t, err, fault.Forbidden)
	_, err = o.WaitingImport(t.Context(), gaps, number, o.manager)
	wantKind(t, err, fault.Forbidden)
	_, err = o.TakeImport(t.Context(), gaps, number, 0, nil, o.manager, now)
	wantKind(t, err, fault.Forbidden)
	wantKind(t, o.LeaveImport(t.Context(), gaps, number, o.manager, now), fault.Forbidden)
}

// TestImportNew publishes a playbook that is not there yet, once, and merges the
// next file of it.
func TestImportNew(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	file := bytes.Replace(o.newMonth(t), []byte("# Address Technical Gaps"), []byte("# Enable Services"), 1)
	var wg sync.WaitGroup
	won := make(chan *Edition, 8)
	for range 8 {
		wg.Go(func() {
			e, err := o.ImportNew(context.Background(), "enable-services", "enable.md", file, nil, o.admin, now)
			if err == nil {
				won <- e
			} else if fault.KindOf(err) != fault.Invalid {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(won) != 1 {
		t.Fatalf("%d first editions", len(won))
	}
	if e := <-won; e.Number != 1 || e.Summary != "Imported from enable.md" || int64(e.PublishedBy) != o.admin.ID {
		t.Errorf("edition %d, %q, by %d", e.Number, e.Summary, e.PublishedBy)
	}
	next := bytes.Replace(file, []byte("A new one"), []byte("One"), 1)
	number, err := o.ImportFile(t.Context(), "enable-services", "enable.md", next, nil, o.admin, now)
	must(t, err)
	d, err := o.TakeImport(t.Context(), "enable-services", number, 0, nil, o.admin, now)
	must(t, err)
	if !bytes.Equal(d.Source, next) {
		t.Error("the draft is not the file")
	}
}

// TestOfferPlaybook brings the program's file in: published once, then waiting,
// never published over what is there.
func TestOfferPlaybook(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before, err := o.Edition(t.Context(), gaps, 0)
	must(t, err)
	offer := func(slug string, source []byte, want Offered) {
		t.Helper()
		got, err := o.OfferPlaybook(t.Context(), slug, slug+".md", source, before.Includes, now)
		must(t, err)
		if got != want {
			t.Errorf("%s: %d, want %d", slug, got, want)
		}
	}
	offer("fresh", before.Source, OfferPublished)
	offer("fresh", before.Source, OfferedNothing)
	offer(gaps, before.Source, OfferedNothing)
	newer := o.newMonth(t)
	offer(gaps, newer, OfferWaits)
	offer(gaps, newer, OfferedNothing)
	if e, _ := o.Edition(t.Context(), gaps, 0); e.ID != before.ID {
		t.Errorf("edition %d was published", e.Number)
	}
	i, err := o.WaitingImport(t.Context(), gaps, 2, o.admin)
	must(t, err)
	if i.Origin != FromProgram || i.By != 0 {
		t.Errorf("it waits as %+v", i.Import)
	}
	must(t, o.LeaveImport(t.Context(), gaps, 2, o.admin, now))
	offer(gaps, newer, OfferedNothing)
	_, err = o.EditDraft(t.Context(), gaps, 0, "the same", func(c playbook.Catalog) (playbook.Catalog, error) {
		c.Source = bytes.Replace(newer, []byte("A new one"), []byte("The same"), 1)
		return c, nil
	}, o.admin, now)
	must(t, err)
	offer(gaps, bytes.Replace(newer, []byte("A new one"), []byte("The same"), 1), OfferedNothing)
	_, err = o.WaitingImport(t.Context(), gaps, 3, o.admin)
	wantKind(t, err, fault.Conflict)
}

func TestOfferAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	newer := o.newMonth(t)
	var wg sync.WaitGroup
	became := make([]Offered, 8)
	for n := range became {
		wg.Go(func() {
			var err error
			if became[n], err = o.OfferPlaybook(context.Background(), gaps, gaps+".md", newer, nil, now); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	waits := 0
	for _, b := range became {
		if b == OfferWaits {
			waits++
		}
	}
	if waits != 1 {
		t.Errorf("%d wait", waits)
	}
}
