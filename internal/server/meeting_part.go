package server

import (
	"net/url"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/web/component"
)

// The fields that every form of a meeting carries.
const (
	onField    = "on_subject" // what is spoken of, as "item-3"
	nextField  = "next"       // what is spoken of after it
	whichField = "part"       // which of the meeting's forms it is
)

// formPart is one of the forms of a page that have fields of the same names, such as a
// meeting's: typed and errs are there where it is the one that was refused. Without a
// name it is the only one.
type formPart struct {
	name  string
	typed url.Values
	errs  component.Errors
}

func partOf(name string, typed url.Values, errs component.Errors) formPart {
	if typed.Get(whichField) != name {
		return formPart{name: name}
	}
	return formPart{name, typed, errs}
}

// id gives the id of the part's control of a field.
func (p formPart) id(field string) string {
	if p.name == "" {
		return field
	}
	return p.name + "-" + field
}

// partErrors names the faults of a meeting's form after its controls, so that the
// list of them leads there.
func partErrors(typed url.Values, errs component.Errors) component.Errors {
	part := formPart{name: typed.Get(whichField)}
	if part.name == "" {
		return errs
	}
	var named component.Errors
	for _, f := range errs {
		f.Name = part.id(f.Name)
		named = append(named, f)
	}
	return named
}

// hidden gives what the part carries unseen.
func (p formPart) hidden(t topicOf, seen component.Hidden) []component.Hidden {
	return []component.Hidden{
		seen, {Name: whichField, Value: p.name}, {Name: onField, Value: written(t.on)}, {Name: nextField, Value: t.then},
	}
}

// about is hidden for a part that changes the task or item that is spoken of.
func (p formPart) about(t topicOf, seen component.Hidden) []component.Hidden {
	return append(p.hidden(t, seen), component.Hidden{Name: "noun", Value: string(t.on.Noun)}, component.Hidden{Name: "n", Value: strconv.Itoa(t.on.N)})
}

// topicOf is what a meeting speaks of, with its neighbours on the agenda.
type topicOf struct {
	on             engagement.Subject
	previous, next string // on the agenda, as a URL has them
	then           string // what is spoken of after it: the next that was not yet
	place, of      int    // on the agenda; place 0: it is not on it
}
