package engagement

import (
	"encoding/json"
	"slices"
	"strings"
)

// Anonymous stands in a text where the name of a person stood.
const Anonymous = "[anonymous]"

// rewriting takes names out of texts. Of one text it always makes the same, so that
// what a field was and became still follow from each other.
type rewriting struct {
	person *PersonName     // who is taken out of every text; nil for the contacts
	owners map[string]bool // the owners of checklist items at the customer and its partners
}

// rewriting gives what the command makes of texts, by all events of an engagement.
func (c Anonymize) rewriting(events []Event) *rewriting {
	if c.Name != "" {
		return &rewriting{person: NewPersonName(c.Name)}
	}
	return &rewriting{owners: outsideOwners(events)}
}

// outsideOwners gives everybody who owned a checklist item while that was the
// customer's or a partner's. The others are of the team.
func outsideOwners(events []Event) map[string]bool {
	owners, items := map[string]bool{}, map[int]*Item{}
	for _, ev := range events {
		if ev.Subject.Noun != NounItem {
			continue
		}
		i := items[ev.Subject.N]
		if i == nil {
			i = &Item{}
			items[ev.Subject.N] = i
		}
		if side, changed := ev.Became("side"); changed {
			i.Side = Side(side)
		}
		if owner, changed := ev.Became("owner"); changed {
			i.Owner = owner
		}
		owners[i.Owner] = owners[i.Owner] || i.Side.Outside()
	}
	return owners
}

// Outside reports whether the side is not the team's.
func (s Side) Outside() bool { return s == "customer" || s == "partner" }

// text gives what becomes of a text of a record's field.
func (r *rewriting) text(of Subject, field, text string) string {
	switch {
	case r.person != nil && of.Noun == NounFacts && field == "customer":
		return text // an organization
	case r.person != nil:
		return r.person.TakeOut(text)
	case text == "":
		return ""
	case of.Noun == NounCheckpoint && field == "attended", of.Noun == NounTask && field == "confirmed_by",
		field == "blocked_lifter",
		of.Noun == NounItem && field == "owner" && r.owners[text],
		of.Noun == NounContact, of.Noun == NounPromise && field == "who":
		return Anonymous
	case of.Noun == NounExit && field == "readiness":
		return withoutReviewer(text)
	}
	return text
}

// withoutReviewer takes who confirmed the review out of the conditions of an exit
// that was approved.
func withoutReviewer(text string) string {
	conditions, err := ExitRequest{Readiness: text}.Conditions()
	i := slices.IndexFunc(conditions, func(c Condition) bool { return c.Key == ReviewConfirmed })
	if err != nil || i < 0 {
		return text
	}
	why := unnamedReview(conditions[i].Why)
	if why == conditions[i].Why {
		return text
	}
	conditions[i].Why = why
	again, err := json.Marshal(conditions)
	if err != nil {
		return text
	}
	return string(again)
}

// unnamedReview takes the name out of what reviewConfirmed says.
func unnamedReview(why string) string {
	if at := strings.LastIndex(why, reviewedOn); at >= 0 {
		return Anonymous + why[at:]
	}
	return why
}

// Hides gives whether the command takes a text out of the proofs of an engagement's
// exits, by the events before it; the part and the field are named as in an exit's
// Basis.
func (c Anonymize) Hides(before []Event) func(part, field, text string) bool {
	r := c.rewriting(before)
	return func(part, field, text string) bool {
		noun, n, _ := strings.Cut(part, " ")
		if noun == conditionPart && r.person == nil {
			return n == string(ReviewConfirmed) && unnamedReview(text) != text
		}
		return noun != peoplePart && r.text(Subject{Noun: Noun(noun)}, field, text) != text
	}
}

// peoplePart begins the parts of a proof that say how those are called who worked on
// the engagement. They are taken out with the person's account.
const peoplePart = "person"
