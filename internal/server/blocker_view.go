package server

import (
	"net/url"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// blockerFields makes the controls of what stands in the way of a task or an item.
func blockerFields(p formPart, v url.Values, hint string) page.BlockerFields {
	return page.BlockerFields{
		On: component.TextArea{ID: p.id("blocked_on"), Name: "blocked_on", Label: "Blocked on", Rows: 2, Value: v.Get("blocked_on"),
			MaxLength: engagement.MaxNote, Hint: hint, Error: p.errs.For("blocked_on")},
		Kind: component.Select{ID: p.id("blocked_kind"), Name: "blocked_kind", Label: "Kind of blocker", Blank: "Choose a kind",
			Options: optionsOf(engagement.BlockerKinds, v.Get("blocked_kind")), Error: p.errs.For("blocked_kind")},
		Lifter: component.Field{ID: p.id("blocked_lifter"), Name: "blocked_lifter", Label: "Who can lift it", Value: v.Get("blocked_lifter"), Autocomplete: "off",
			MaxLength: engagement.MaxName, Error: p.errs.For("blocked_lifter")},
	}
}

// blockerValues makes the form of a blocker as it stands.
func blockerValues(b engagement.Blocker) url.Values {
	return values("blocked_kind", b.Kind, "blocked_on", b.On, "blocked_lifter", b.Lifter)
}

// blockedSince tells since when something stands in the way, and whether that is too long.
func blockedSince(e *engagement.Engagement, b engagement.Blocker, today day.Date) string {
	words := since(b.Since, today)
	if e.Stale(b, today) {
		words += ", more than two cadences"
	}
	return words
}

// blockerWords tells what stands in the way, and who can lift it.
func blockerWords(b engagement.Blocker) string {
	words := string(b.Kind) + ": " + b.On
	if b.Lifter != "" {
		words += " (" + b.Lifter + " can lift it)"
	}
	return words
}
