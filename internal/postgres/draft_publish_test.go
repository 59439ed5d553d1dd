package postgres

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

func TestPublishDraft(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.admin.Zone = "Pacific/Auckland" // where it is tomorrow already
	late := time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
	d := o.retitled(t, "Clear Technical Gaps")
	_, err := o.PublishDraft(t.Context(), gaps, d.Version, " ", o.admin, late)
	wantKind(t, err, fault.Invalid)
	_, err = o.PublishDraft(t.Context(), gaps, d.Version-1, "Renamed", o.admin, late)
	wantKind(t, err, fault.Conflict)
	_, err = o.PublishDraft(t.Context(), gaps, d.Version, "Renamed", o.manager, late)
	wantKind(t, err, fault.Forbidden)

	made, err := o.PublishDraft(t.Context(), gaps, d.Version, "Renamed", o.admin, late)
	must(t, err)
	newest := made.Playbook.RefreshSummary[0]
	if made.Number != 2 || made.Summary != "Renamed" || int64(made.PublishedBy) != o.admin.ID || !made.PublishedAt.Equal(late) {
		t.Errorf("edition %d, %q by %d at %s", made.Number, made.Summary, made.PublishedBy, made.PublishedAt)
	}
	if newest.What != "Renamed" || newest.Who != "Ada Min" || newest.Date.String() != "2026-11-24" || made.Playbook.Dated != newest.Date {
		t.Errorf("its newest change is %+v, its date %s", newest, made.Playbook.Dated)
	}
	after, err := o.Draft(t.Context(), gaps, o.admin)
	must(t, err)
	if after.Begun || after.Version <= d.Version || after.Edition.Number != 2 {
		t.Errorf("after it: begun %v, version %d on edition %d", after.Begun, after.Version, after.Edition.Number)
	}
	all, err := o.Playbooks(t.Context())
	if err != nil || all[0].Title != "Clear Technical Gaps" || all[0].Number != 2 {
		t.Errorf("playbooks %+v: %v", all, err)
	}
	again, err := New(o.pool).Edition(t.Context(), gaps, 2)
	if err != nil || again.Summary != made.Summary || !again.Catalog.Equal(made.Catalog) {
		t.Errorf("read again: %q, %v", again.Summary, err)
	}
}

func TestPublishingNothingNewIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.PublishDraft(t.Context(), gaps, 0, "Nothing", o.admin, now)
	wantKind(t, err, fault.Conflict)
	d := o.retitled(t, "A")
	_, err = o.PublishDraft(t.Context(), gaps, d.Version, "Renamed", o.admin, now)
	must(t, err)
	_, err = o.PublishDraft(t.Context(), gaps, d.Version, "Renamed", o.admin, now)
	wantKind(t, err, fault.Conflict)
	if !strings.Contains(err.Error(), "the same as edition 2") {
		t.Errorf("a second time: %v", err)
	}
	o.retitled(t, "B")
	back := o.retitled(t, "A")
	_, err = o.PublishDraft(t.Context(), gaps, back.Version, "Renamed", o.admin, now)
	wantKind(t, err, fault.Conflict)
}

// TestPublishFreezesWhatStandsBeside: it is read again as it was, and of another
// hash than the document alone.
func TestPublishFreezesWhatStandsBeside(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.retitled(t, "A")
	d, err := o.EditDraft(t.Context(), gaps, d.Version, "Example added", func(c playbook.Catalog) (playbook.Catalog, error) {
		c.Beside.Retired = []playbook.Retired{{Task: playbook.Task{ID: 12, Name: "Gone", Services: []string{"Edge"}}, Activity: "X", ReplacedBy: 4080}}
		c.Beside.Roles = []playbook.Term{
			{Name: "SME", Aliases: []string{"Subject-matter expert"}}, {Name: "FastTrack Engineer"}, {Name: "FastTrack Architect v2"}, {Name: "FastTrack Manager"},
		}
		return c, nil
	}, o.admin, now)
	must(t, err)
	made, err := o.PublishDraft(t.Context(), gaps, d.Version, "Task 12 is gone", o.admin, now)
	must(t, err)
	again, err := New(o.pool).Edition(t.Context(), gaps, 0)
	must(t, err)
	if !again.Catalog.Equal(made.Catalog) || again.Beside.Retired[0].Edition != 2 || again.Beside.Roles[0].Aliases[0] != "Subject-matter expert" {
		t.Errorf("beside it is %+v", again.Beside)
	}
	_, bare, err := sumCatalog(playbook.Catalog{Source: made.Source, Includes: made.Includes})
	must(t, err)
	_, whole, err := sumCatalog(again.Catalog)
	must(t, err)
	var kept []byte
	must(t, o.pool.QueryRow(t.Context(), "select sha256 from edition where number = 2").Scan(&kept))
	if string(kept) != string(whole) || string(kept) == string(bare) {
		t.Error("the hash does not cover what stands beside")
	}
}

func TestPublishDraftAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	other := o.person(t, "Noor Haddad", access.Admin, "")
	d := o.retitled(t, "A")
	var taken, refused atomic.Int64
	var wg sync.WaitGroup
	for _, by := range []access.Actor{o.admin, other, o.admin, other} {
		wg.Go(func() {
			_, err := o.PublishDraft(t.Context(), gaps, d.Version, "By "+by.Name, by, now)
			switch {
			case err == nil:
				taken.Add(1)
			case fault.KindOf(err) == fault.Conflict:
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if taken.Load() != 1 || refused.Load() != 3 {
		t.Errorf("%d published, %d refused", taken.Load(), refused.Load())
	}
}

func TestDraftIsOneRoundTrip(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.retitled(t, "A")
	v := o.visit(t, o.admin)
	if trips := o.trips.during(t, func() {
		d, err := v.Draft(t.Context(), gaps)
		must(t, err)
		if titleOf(t, d) != "A" || v.People().Name(d.By) != "Ada Min" {
			t.Errorf("title %q by %q", titleOf(t, d), v.People().Name(d.By))
		}
	}); trips != 1 {
		t.Errorf("%d round trips", trips)
	}
	_, err := o.visit(t, o.manager).Draft(t.Context(), gaps)
	wantKind(t, err, fault.Forbidden)
	_, err = v.Draft(t.Context(), "no-such-playbook")
	wantKind(t, err, fault.NotFound)
}
