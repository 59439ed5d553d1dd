package server

import (
	"fmt"
	"slices"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// rulesDraft is what the page of rules is made of: the draft, what is wrong beside
// its document and, of a form that was refused, what was typed.
type rulesDraft struct {
	*postgres.Draft
	book  *playbook.Playbook
	wrong []playbook.Obstacle
	part  string // of the form that was refused, or ""
	typed form
	errs  component.Errors
	off   string // why nothing can be saved, or ""
}

// draftRulesView makes the page; errs are of the form that the request sent.
func (s *server) draftRulesView(r *request, d *postgres.Draft, errs component.Errors) page.DraftRules {
	v := page.DraftRules{Frame: s.draftFrame(r, d, "rules")}
	p, err := d.Parse()
	if err != nil {
		v.Unread = &component.Notice{Tone: component.Warn, Title: "The document of this draft cannot be read",
			Text: "What stands beside it shows here once its problems are mended.", Action: &component.Link{Text: "Mend its Markdown", URL: route.Draft(d.Slug, "markdown")}}
		return v
	}
	x := rulesDraft{Draft: d, book: p, wrong: p.Check(), typed: r.form}
	if errs != nil {
		x.part = r.form.Get(partField)
	}
	if d.Typed != nil {
		x.off = "The Markdown of the draft cannot be read as it stands. Mend its problems first."
	}
	v.Rules, x.errs = x.rules(errs)
	v.Errors, v.Document = x.errs, x.inDocument()
	v.Services = x.terms(servicesPart, "Services", d.Beside.Services, p.Services())
	v.Roles = x.terms(rolesPart, "Roles", d.Beside.Roles, p.Roles())
	v.Examples = x.examples()
	v.Try = tryForm(d, p, r.form)
	return v
}

// mostObstacles is how many things that are wrong the page tells at once.
const mostObstacles = 20

// inDocument tells what the document names and the lists lack.
func (x rulesDraft) inDocument() []string {
	var all []string
	for _, o := range x.wrong {
		if o.Part == playbook.InDocument {
			all = append(all, fmt.Sprintf("Line %d: %s", o.N, o.Message))
		}
	}
	if more := len(all) - mostObstacles; more > 0 {
		all = append(all[:mostObstacles], fmt.Sprintf("And %d more.", more))
	}
	return all
}

func (x rulesDraft) form(part string, hidden ...component.Hidden) component.Form {
	version := component.Hidden{Name: "version", Value: strconv.Itoa(x.Version)}
	if x.part == part {
		version.Value = x.typed.Get("version")
	}
	return component.Form{Action: route.Draft(x.Slug, "rules"), Draft: "rules-" + part,
		Hidden: append([]component.Hidden{version, {Name: partField, Value: part}}, hidden...)}
}

func (x rulesDraft) save(text string) component.Button {
	return component.Button{Text: text, DisabledReason: x.off}
}

// rules makes the form of the rules, and gives the errors by the fields that it has:
// the activities may have come and gone since the form was drawn that was sent.
func (x rulesDraft) rules(errs component.Errors) (page.RuleForm, component.Errors) {
	v := page.RuleForm{Form: x.form(rulesPart), Save: x.save("Save rules")}
	sent := playbook.SetRules{}
	if x.part == rulesPart {
		sent = rulesOf(x.typed)
	}
	var named component.Errors
	for i, a := range x.ruled(sent) {
		row := x.ruleRow(i, a)
		at := slices.IndexFunc(sent, func(r playbook.SetRule) bool { return r.Activity == a.Name })
		if at >= 0 {
			named = append(named, x.asSent(&row, i, at, sent[at], errs)...)
		}
		if a.Condition.IsZero() && row.Rule.Value == "" && row.Gone == "" {
			v.More = append(v.More, row)
		} else {
			v.Rows = append(v.Rows, row)
		}
	}
	if x.part != rulesPart {
		named = errs
	}
	return v, named
}

// ruled gives the activities that can have a rule: the document's, then those that
// it lacks and that have one all the same, or were sent one.
func (x rulesDraft) ruled(sent playbook.SetRules) []playbook.Activity {
	all := slices.Clone(x.book.Activities)
	add := func(name string) {
		if !slices.ContainsFunc(all, func(a playbook.Activity) bool { return a.Name == name }) {
			all = append(all, playbook.Activity{Name: name})
		}
	}
	for _, r := range x.Beside.Rules {
		add(r.Activity)
	}
	for _, r := range sent {
		if r.If != "" {
			add(r.Activity)
		}
	}
	return all
}

func (x rulesDraft) ruleRow(i int, a playbook.Activity) page.RuleRow {
	n, text := strconv.Itoa(i), ""
	row := page.RuleRow{Activity: a.Name, Words: plainMarkdown(a.Condition.Text), Means: ruleMeans(a.Condition)}
	if i >= len(x.book.Activities) {
		row.Gone = "The document has no activity of this name any more. Empty its rule, or name the activity so again."
	}
	for k, r := range x.Beside.Rules {
		if r.Activity == a.Name {
			text = r.If
			row.Marks = append(row.Marks, marksOf(r.If, x.wrongWith(playbook.InRules, k))...)
		}
	}
	row.Hidden = []component.Hidden{{Name: "activity_" + n, Value: a.Name}, {Name: "was_" + n, Value: text}}
	row.Rule = component.Field{Name: "if_" + n, Label: "Rule for “" + a.Name + "”", Value: text, MaxLength: playbook.MaxRule, Autocomplete: "off",
		Attrs: map[string]any{"spellcheck": "false"}}
	if x := a.Condition.Expr(); text == "" && x != nil {
		row.Rule.Placeholder = x.String()
	}
	return row
}

// asSent draws a row as it was sent, and gives its errors.
func (x rulesDraft) asSent(row *page.RuleRow, i, at int, sent playbook.SetRule, errs component.Errors) component.Errors {
	row.Rule.Value, row.Hidden[1].Value = sent.If, sent.Was
	var named component.Errors
	for _, e := range errs {
		if e.Name == "if_"+strconv.Itoa(at) {
			e.Name = "if_" + strconv.Itoa(i)
			named = append(named, e)
		}
	}
	if row.Rule.Error = named.For("if_" + strconv.Itoa(i)); row.Rule.Error != "" {
		_, err := x.book.CheckRule(sent.If)
		row.Marks = marksOf(sent.If, playbook.MistakesOf(err))
	}
	return named
}

// ruleMeans says what decides on a condition.
func ruleMeans(c playbook.Condition) string {
	x := c.Expr()
	switch {
	case c.IsZero():
		return "It is for every customer whose motion and services meet the activity's."
	case x == nil:
		return "Nothing could be read from its words: without a rule a person has to judge, and it opens to nobody by itself."
	case c.Rule == nil:
		return "Without a rule its words decide, as they were read: " + engagement.RuleWords(x) + "."
	}
	return "It needs " + engagement.RuleWords(x) + "."
}

// wrongWith gives what is wrong with the entry at a place of a part.
func (x rulesDraft) wrongWith(part playbook.Part, n int) playbook.Mistakes {
	var m playbook.Mistakes
	for _, o := range x.wrong {
		if o.Part == part && o.N == n {
			m = append(m, o.Mistake)
		}
	}
	return m
}

// terms makes the form of a list of services or roles. Shown are the terms that
// hold: the catalog's own, which are set, else the default ones.
func (x rulesDraft) terms(part, title string, own, shown []playbook.Term) page.TermForm {
	text, was := playbook.FormatTerms(shown), playbook.FormatTerms(own)
	v := page.TermForm{ID: besideParts[part].anchor, Title: title, Note: strconv.Itoa(len(shown)) + " listed", Save: x.save("Save " + part)}
	if len(own) == 0 {
		v.Note = "The default list, and what else the document names"
	}
	v.List = component.TextArea{Name: part, Label: title + ", one a line", Value: text, Rows: min(max(len(shown)+1, 6), 20),
		Hint: besideParts[part].hint, Attrs: map[string]any{"spellcheck": "false"}}
	for n, t := range own {
		v.Marks = append(v.Marks, marksOf(t.String(), x.wrongWith(playbook.Part(part), n))...)
	}
	if x.part == part {
		v.List.Value, was = x.typed.Get(part), x.typed.Get("was")
		v.List.Error = x.errs.For(part)
		_, wrong := playbook.ParseTerms(v.List.Value)
		v.Marks = marksInLines(v.List.Value, wrong)
	}
	v.Form = x.form(part, component.Hidden{Name: "was", Value: was}, component.Hidden{Name: "drawn", Value: text})
	return v
}
