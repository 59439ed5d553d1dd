package server

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// personPrivacyView makes the page of what is found by a name.
func personPrivacyView(m postgres.Mentions, typed form, errs component.Errors, who access.Actor, zone *time.Location) page.PersonPrivacyView {
	v := page.PersonPrivacyView{
		Errors: errs, Search: searchField(typed.Get("name"), errs), Looked: len(errs) == 0 || errs.For("name") == "",
		Empty: component.Empty{Title: "Nobody of this name", Text: "No account and no text has it. Texts are searched for whole words: try the name as somebody would write it."},
	}
	v.Summary = mentionSummary(m)
	for _, p := range m.People {
		v.People = append(v.People, accountFound(p, errs, who))
	}
	v.In = mentionRows(m.Texts, zone)
	if n := len(m.Feedback); n > 0 {
		v.Feedback = fmt.Sprintf("Named in %s of feedback on the playbooks as well.", counted(n, "step"))
	}
	if len(m.Texts)+len(m.Feedback) > 0 && len(m.People) == 0 {
		v.Contact = &page.Erasable{
			Name: m.Name, Hidden: []component.Hidden{{Name: "name", Value: m.Name}}, Confirm: confirming(0, m.Name, errs),
			Erase: component.Button{ID: "erase-contact", Text: "Erase this person", Kind: component.Danger},
			Text:  "The name is taken out of every text, of the history and of the proofs of exits; “" + engagement.Anonymous + "” stands in its place. Nothing can bring it back.",
		}
	}
	return v
}

// mentionSummary counts the texts.
func mentionSummary(m postgres.Mentions) string {
	if len(m.Texts) == 0 {
		return ""
	}
	of := map[engagement.ID]bool{}
	for _, t := range m.Texts {
		of[t.Engagement] = true
	}
	words := fmt.Sprintf("%s of %s", counted(len(m.Texts), "text"), counted(len(of), "engagement"))
	if m.More {
		return words + " and more: these are the first"
	}
	return words
}

// accountFound is an account with what can be done about it.
func accountFound(p postgres.Person, errs component.Errors, who access.Actor) page.AccountFound {
	id := engagement.PersonID(p.ID)
	f := page.AccountFound{
		Role: p.Role.Label(), Email: p.Email, Team: p.Team, Access: component.Badge{Text: "Active", Tone: component.Good, Quiet: true},
		Erasable: page.Erasable{
			Name: p.Name, Hidden: []component.Hidden{{Name: "person", Value: blankZero(id)}, {Name: "name", Value: p.Name}}, Confirm: confirming(id, p.Name, errs),
			Erase: component.Button{ID: "erase-" + blankZero(id), Text: "Erase " + p.Name, Kind: component.Danger},
			Text: "The account loses its name, e-mail address, password and sessions, and the name is taken out of every text. What the person did stays, by “Former person " +
				blankZero(id) + "”. Nothing can bring it back.",
		},
	}
	if !p.Active {
		f.Access = component.Badge{Text: "Disabled", Shape: component.Dash}
	}
	if p.ID == who.ID {
		f.Erase.DisabledReason = "Another administrator has to."
	}
	return f
}

// confirmField names the field in which a name is typed once more, 0 for a contact's.
func confirmField(id engagement.PersonID) string {
	return strings.TrimSuffix("confirm-"+blankZero(id), "-")
}

func confirming(id engagement.PersonID, name string, errs component.Errors) component.Field {
	return component.Field{
		ID: confirmField(id), Name: "confirm", Label: "Type “" + name + "” to erase this person", Required: true, Autocomplete: "off", MaxLength: engagement.MaxName,
		Error: errs.For(confirmField(id)),
	}
}

// mentionText is how much of a text that names somebody is shown.
const mentionText = 80

// mentionRows sums the texts up by engagement; they come one engagement's after
// another's.
func mentionRows(all []postgres.Mention, zone *time.Location) []page.MentionRow {
	var rows []page.MentionRow
	for _, of := range chunked(all, func(m postgres.Mention) engagement.ID { return m.Engagement }) {
		first, last := of[0], of[len(of)-1]
		row := page.MentionRow{
			Customer: component.Link{Text: first.Customer, URL: route.Engagement(first.Engagement)}, Texts: engagement.Thousands(len(of)),
			First: component.Link{Text: brief(first.Text, mentionText), URL: changeURL(first.Engagement, first.Seq)}, Last: timeIn(last.At, zone),
		}
		var fields []string
		for _, m := range of {
			if label := historyLabel(m.Field); !slices.Contains(fields, label) {
				fields = append(fields, label)
			}
		}
		row.Fields = strings.Join(fields, ", ")
		rows = append(rows, row)
	}
	return rows
}

// chunked takes a list apart where the key of what follows is another one.
func chunked[T any, K comparable](all []T, key func(T) K) (parts [][]T) {
	for i, one := range all {
		if i == 0 || key(one) != key(all[i-1]) {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], one)
	}
	return parts
}
