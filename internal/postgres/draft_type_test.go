package postgres

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// typed types over a draft that was seen, in place of one text another.
func (o *office) typed(t *testing.T, seen *Draft, from, to string) (*Draft, error) {
	t.Helper()
	text := seen.AsTyped().Text()
	if !strings.Contains(text, from) {
		t.Fatalf("the draft does not hold %q", from)
	}
	return o.TypeDraft(t.Context(), gaps, Typing{Seen: seen.Version, Text: strings.Replace(text, from, to, 1)}, o.admin, now)
}

func TestTypeDraft(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	none, err := o.Draft(t.Context(), gaps, o.admin)
	must(t, err)
	crlf := strings.ReplaceAll(none.Text(), "\n", "\r\n")
	same, err := o.TypeDraft(t.Context(), gaps, Typing{Text: crlf}, o.admin, now)
	must(t, err)
	if same.Begun || same.Version != 0 {
		t.Errorf("what changes nothing was saved as version %d", same.Version)
	}
	d, err := o.typed(t, none, "## Overview", "## Overview\n\nNew words.")
	must(t, err)
	want := bytes.Replace(none.Source, []byte("## Overview"), []byte("## Overview\n\nNew words."), 1)
	if !d.Begun || d.Typed != nil || !bytes.Equal(d.Source, want) || d.What != typedWords {
		t.Errorf("version %d, %q: typed %v", d.Version, d.What, d.Typed)
	}
}

// TestWhatDoesNotParseIsKeptAsTyped, beside the last that does; nothing else can
// be done until it does again.
func TestWhatDoesNotParseIsKeptAsTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	none, err := o.Draft(t.Context(), gaps, o.admin)
	must(t, err)
	broken, err := o.typed(t, none, "| 3998 |", "| 4080 |")
	must(t, err)
	if broken.Typed == nil || !strings.Contains(*broken.Typed, "| 4080 | MIP") || !bytes.Equal(broken.Source, none.Source) {
		t.Fatalf("typed %v", broken.Typed)
	}
	_, err = o.EditDraft(t.Context(), gaps, broken.Version, "x", replaced("a", "b"), o.admin, now)
	wantKind(t, err, fault.Conflict)
	_, err = o.PublishDraft(t.Context(), gaps, broken.Version, "Published broken", o.admin, now)
	wantKind(t, err, fault.Conflict)
	more, err := o.typed(t, broken, "## Overview", "## Ovrview")
	must(t, err)
	if !strings.Contains(*more.Typed, "Ovrview") || !strings.Contains(*more.Typed, "| 4080 | MIP") {
		t.Error("what was typed over what does not parse is lost")
	}
	mended, err := o.TypeDraft(t.Context(), gaps, Typing{Seen: more.Version, Text: none.Text()}, o.admin, now)
	must(t, err)
	if mended.Typed != nil || !bytes.Equal(mended.Source, none.Source) {
		t.Error("what was mended is not the document again")
	}
}

func TestTypeDraftRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, text := range []string{"a\x00b", strings.Repeat("x", playbook.MaxSize+1)} {
		_, err := o.TypeDraft(t.Context(), gaps, Typing{Text: text}, o.admin, now)
		wantKind(t, err, fault.Invalid)
	}
	for _, by := range []access.Actor{o.engineer, o.manager} {
		_, err := o.TypeDraft(t.Context(), gaps, Typing{Text: "x"}, by, now)
		wantKind(t, err, fault.Forbidden)
	}
	_, err := o.TypeDraft(t.Context(), gaps, Typing{Seen: 7, Text: "x"}, o.admin, now)
	wantKind(t, err, fault.Invalid)
}

func TestTwoTypeAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	none, err := o.Draft(t.Context(), gaps, o.admin)
	must(t, err)
	theirs, err := o.typed(t, none, "minimum standard for enablement.\n- Core", "lowest standard.\n- Core")
	must(t, err)
	if stale, err := o.typed(t, none, "x", "x"); err != nil || stale.Version != theirs.Version {
		t.Errorf("who changed nothing: version %d, %v", stale.Version, err)
	}
	text := strings.Replace(none.Text(), "minimum standard for enablement.\n- Core", "agreed standard.\n- Core", 1)
	typing := Typing{Seen: none.Version, Text: text}
	_, err = o.TypeDraft(t.Context(), gaps, typing, o.admin, now)
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Conflict || len(f.Clashes) != 1 {
		t.Fatalf("both changed the same: %v", err)
	}
	c := f.Clashes[0]
	if !strings.Contains(c.Original, "minimum standard") || !strings.Contains(c.Theirs, "lowest standard") || !strings.Contains(c.Yours, "agreed standard") || c.By != o.admin.ID {
		t.Errorf("the clash is %+v", c)
	}
	typing.Choices, typing.Against = map[string]playbook.Choice{c.Name: playbook.Theirs}, theirs.Version-1
	_, err = o.TypeDraft(t.Context(), gaps, typing, o.admin, now)
	wantKind(t, err, fault.Conflict)
	typing.Against = theirs.Version
	settled, err := o.TypeDraft(t.Context(), gaps, typing, o.admin, now)
	must(t, err)
	if !strings.Contains(settled.Text(), "agreed standard.\n- Core") {
		t.Error("what was chosen is not there")
	}
}

// TestTwoAdminsRace: many save over the same version at once. One is taken, all
// others hear of a conflict, and nobody's words are lost unseen.
func TestTwoAdminsRace(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	none, err := o.Draft(t.Context(), gaps, o.admin)
	must(t, err)
	var taken, refused atomic.Int64
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			text := strings.Replace(none.Text(), "# Address Technical Gaps", "# Title "+string(rune('A'+i)), 1)
			_, err := o.TypeDraft(t.Context(), gaps, Typing{Seen: none.Version, Text: text}, o.admin, now)
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
	if taken.Load() != 1 || refused.Load() != 5 {
		t.Errorf("%d taken, %d refused", taken.Load(), refused.Load())
	}
}

// TestTypedOverADraftThatIsGone: what was published or thrown away meanwhile is
// shown side by side.
func TestTypedOverADraftThatIsGone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.retitled(t, "A")
	must(t, o.DropDraft(t.Context(), gaps, d.Version, o.admin))
	_, err := o.typed(t, d, "# A", "# B")
	wantKind(t, err, fault.Conflict)
}
