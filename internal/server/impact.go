package server

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// draftImpact shows what publishing the draft would do to the open engagements of
// its playbook.
func (s *server) draftImpact(r *request, d *postgres.Draft) (reply, error) {
	v := page.DraftImpactPage{Frame: s.draftFrame(r, d, "impact")}
	v.Frame.Page.Width = component.Wide
	if !d.Begun || d.Edition == nil {
		v.Lede = "Nothing would change: there is no draft, or nobody runs on this playbook yet."
		v.Impact = page.ImpactView{Title: "Engagements", Empty: component.Empty{Title: "There is no impact to show",
			Text: "Once a draft differs from its edition, this lists whom publishing it would touch, and how."}}
		return show(page.DraftImpact(v))
	}
	to, err := asEdition(d)
	if err != nil {
		return reply{}, err
	}
	impact, err := s.impact(r, to)
	if err != nil {
		return reply{}, err
	}
	v.Lede = fmt.Sprintf("If this draft were published as edition %d and the open engagements moved to it. Publishing alone moves nobody.", to.Number)
	v.Impact = impactView(impact, r.effect(), route.Draft(d.Slug, "impact"), "")
	return show(page.DraftImpact(v))
}

// asEdition gives what a draft would be once it is published.
func asEdition(d *postgres.Draft) (*engagement.Edition, error) {
	book, err := d.Catalog.Parse()
	if err != nil {
		return nil, err
	}
	book.Beside.Retired = append(book.Beside.Retired[:len(book.Beside.Retired):len(book.Beside.Retired)], book.Unretired(d.Edition.Playbook)...)
	return &engagement.Edition{Slug: d.Slug, Number: d.Edition.Number + 1, Playbook: book}, nil
}

func (s *server) impact(r *request, to *engagement.Edition) (postgres.Impact, error) {
	q := postgres.ImpactQuery{Effect: r.effect(), After: r.form.Get("after")}
	return s.Store.Impact(r.Context(), to, q, r.who, r.now)
}

// effect reads which effect is listed; what is none is any.
func (r *request) effect() postgres.Effect {
	for _, e := range postgres.Effects {
		if string(e) == r.form.Get("effect") {
			return e
		}
	}
	return postgres.EffectAny
}

// effectWords label the effects.
var effectWords = map[postgres.Effect]string{
	postgres.EffectAny: "All", postgres.EffectGains: "Gain a task", postgres.EffectLoses: "Lose a task",
	postgres.EffectUnreadies: "No longer ready to exit", postgres.EffectWaiting: "Request waiting",
	postgres.EffectConflicts: "To decide", postgres.EffectNone: "Untouched",
}

// impactView makes the list of whom an edition touches, at an address; form is the
// one that moves who is ticked, none of a draft.
func impactView(i postgres.Impact, shown postgres.Effect, path, form string) page.ImpactView {
	v := page.ImpactView{
		Title: counted(i.Counts[postgres.EffectAny], "open engagement"), Effects: component.Tabs{Label: "What the edition does"}, Form: form,
		Empty: component.Empty{Title: "No engagement of this kind", Text: "No open engagement runs on an earlier edition of this playbook and is touched in this way."},
	}
	for _, e := range postgres.Effects {
		v.Effects.Items = append(v.Effects.Items, component.Tab{
			Label: effectWords[e], URL: effectURL(path, e, ""), Current: e == shown, Count: engagement.Thousands(i.Counts[e]),
		})
	}
	for _, row := range i.Rows {
		v.Rows = append(v.Rows, impactRow(row, form != ""))
	}
	if i.Next != "" {
		v.Pager.Next = effectURL(path, shown, i.Next)
	}
	return v
}

func effectURL(path string, e postgres.Effect, after string) string {
	q := url.Values{}
	if e != postgres.EffectAny {
		q.Set("effect", string(e))
	}
	if after != "" {
		q.Set("after", after)
	}
	return route.With(path, q)
}

func impactRow(row postgres.ImpactRow, moves bool) page.ImpactRow {
	v := page.ImpactRow{
		Customer: component.Link{Text: row.Customer, URL: route.Engagement(row.ID)}, Tick: strconv.FormatInt(int64(row.ID), 10),
		Runs: fmt.Sprintf("Edition %d", row.From.Number), Level: levelBadge(row.Level()), What: strings.Join(impactWords(row.Preview), " "),
	}
	if moves {
		v.See = &component.Link{Text: "See it one by one", URL: route.MoveEngagement(row.ID)}
	}
	return v
}

// levelBadge words a level.
func levelBadge(l engagement.Level) component.Badge {
	switch l {
	case engagement.Red:
		return component.Badge{Text: "Red: look first", Tone: component.Bad}
	case engagement.Yellow:
		return component.Badge{Text: "Yellow: some changes", Tone: component.Warn}
	}
	return component.Badge{Text: "Green: untouched", Tone: component.Good}
}

// impactWords says in short what an edition does to an engagement.
func impactWords(p engagement.Preview) []string {
	var all []string
	note := func(holds bool, format string, args ...any) {
		if holds {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	note(p.Unreadies(), "Ready to exit now, and not after it.")
	note(len(p.Waiting) > 0, "%s for a manager.", capital(counted(len(p.Waiting), "request")+waitWord(len(p.Waiting))))
	note(len(p.Gains) > 0, "Gains %s.", taskNumbers(p.Gains))
	note(len(p.Loses) > 0, "Loses %s.", taskNumbers(p.Loses))
	note(len(p.Changes) > 0, "Other words or needs: %s.", counted(len(p.Changes), "task"))
	note(len(p.Bullets) > 0, "Changed: %s.", counted(len(p.Bullets), "key input or output"))
	for _, c := range p.Conflicts {
		note(len(c.Choices) > 0, "To decide: %s.", c.Subject)
	}
	note(len(all) == 0, "Nothing changes for it.")
	return all
}

func waitWord(n int) string {
	if n == 1 {
		return " waits"
	}
	return " wait"
}

// mostNumbers is how many tasks are named in a row.
const mostNumbers = 6

func taskNumbers(tasks []engagement.Scoped) string {
	var parts []string
	for i, t := range tasks {
		if i == mostNumbers {
			parts = append(parts, fmt.Sprintf("%d more", len(tasks)-i))
			break
		}
		parts = append(parts, strconv.Itoa(t.ID))
	}
	return strings.Join(parts, ", ")
}
