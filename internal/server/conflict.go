package server

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// conflict shows what both changed: the original, theirs and yours. The form
// that is sent from there carries everything else as it was typed, and the
// version that stands now: what is chosen there is meant for that.
func (s *server) conflict(r *request, f *fault.Error) (reply, error) {
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	v := component.Conflict{
		Text: whoClashed(e, r, f.Clashes[0]), Action: r.URL.Path, Hidden: []component.Hidden{version(e)},
		Cancel: component.Link{Text: "Keep theirs and go back", URL: back(r)},
	}
	v.Hidden = append(v.Hidden, besides(f, r.form.Values)...)
	for _, c := range f.Clashes {
		v.Fields = append(v.Fields, component.ConflictField{
			Name: c.Name, Label: historyLabel(c.Field), Original: sideOf(e, c, c.Original),
			Theirs: sideOf(e, c, c.Theirs), Yours: sideOf(e, c, c.Yours),
		})
	}
	layout := s.layout(r, e.Facts.Customer+": choose what to keep", component.Engagements)
	return reply{status: http.StatusConflict, body: page.Conflict(layout, v)}, nil
}

// whoClashed tells who changed the same, and when.
func whoClashed(e *postgres.Loaded, r *request, c fault.Clash) string {
	at := timeOf(c.At, e.Engagement)
	return fmt.Sprintf("%s changed the same on %s (%s), while this was open. Choose what to keep.", whoElse(r, e.People, c.By), at.Text, at.ZoneLabel)
}

// whoElse begins a sentence on who changed something behind a page.
func whoElse(r *request, people *postgres.Directory, by int64) string {
	if by == r.who.ID {
		return "In another window you"
	}
	return cmp.Or(people.Name(engagement.PersonID(by)), "Somebody else")
}

// besides carries the fields of a form that did not clash: as they were typed
// or, where others changed them and the person did not, as they stand.
func besides(f *fault.Error, typed url.Values) []component.Hidden {
	left := maps.Clone(typed)
	delete(left, "version")
	for _, c := range f.Clashes {
		delete(left, c.Name)
	}
	for _, k := range f.Kept {
		if left.Has(k.Name) {
			left.Set(k.Name, k.Theirs)
		}
	}
	var hidden []component.Hidden
	for _, name := range slices.Sorted(maps.Keys(left)) {
		for _, value := range left[name] {
			hidden = append(hidden, component.Hidden{Name: name, Value: value})
		}
	}
	return hidden
}

// sideOf words a value that two people disagree on as the history does.
func sideOf(e *postgres.Loaded, c fault.Clash, value string) component.ConflictSide {
	return component.ConflictSide{Value: value, Text: fieldWords(e, engagement.Noun(c.Noun), c.Field, value)}
}

// refererPath gives the page that a request came from, when it is ours.
func refererPath(r *http.Request) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Host != r.Host {
		return route.Work
	}
	return route.Local(u.RequestURI())
}

// labelOf gives the words that forms and the history have for a field.
func labelOf(name string) string {
	if label, ok := labels[name]; ok {
		return label
	}
	label := strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(label[:1]) + label[1:]
}

// labels are the fields whose name does not read as a label by itself.
var labels = map[string]string{
	"ftop": "FTOP task", "meets_at": "Meeting time", "blocked_on": "What it is blocked on", "blocked_kind": "Kind of blocker", "blocked_lifter": "Who can lift it",
	"blocked_since": "Blocked since", "on": "Day", "at": "Time", "by": "By", "done_by": "Done by", "done_on": "Done on",
	"meets_from": "Counted from", "until": "Until", "later": "The second of two such times", "slot": "In place of",
	"side": "Owner side", "depends_on": "Waits for", "done_when": "Done when", "pulled_in": "Reason in scope",
}
