package server

import (
	"fmt"

	"github.com/a-h/templ"

	"gaptrack/internal/engagement"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// attestForm shows the key inputs or the key outputs.
func (s *server) attestForm(noun engagement.Noun) handler {
	return func(r *request) (reply, error) {
		e, err := s.engagement(r)
		if err != nil {
			return reply{}, err
		}
		v := r.attestView(e, noun, attestValues(e.Engagement, noun), nil)
		v.Page = s.layout(r, e.Facts.Customer+": "+v.Title, component.Engagements)
		return show(page.Attest(v))
	}
}

// attest saves what somebody says of the key inputs or outputs.
func (s *server) attest(noun engagement.Noun) handler {
	return func(r *request) (reply, error) {
		e, err := s.engagement(r)
		if err != nil {
			return reply{}, err
		}
		changed, err := s.change(r, engagement.Attest{Noun: noun, Answers: r.form.answers(len(attestationsOf(e.Engagement, noun).texts))})
		if err != nil {
			return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
				v := r.attestView(e, noun, r.form.Values, errs)
				v.Page = s.layout(r, e.Facts.Customer+": "+v.Title, component.Engagements)
				return page.Attest(v), nil
			})
		}
		return done(route.Engagement(e.ID), attestDone(noun, len(changed.Events)))
	}
}

func attestDone(noun engagement.Noun, events int) string {
	what := "key inputs"
	if noun == engagement.NounOutput {
		what = "key outputs"
	}
	if events == 0 {
		return fmt.Sprintf("Nothing changed about the %s.", what)
	}
	return fmt.Sprintf("The %s are saved.", what)
}

// answers reads what the form says of count statements. A box that is not
// ticked is not sent, so the words beside it tell that it was asked.
func (f form) answers(count int) map[int]engagement.Answer {
	all := map[int]engagement.Answer{}
	for n := 1; n <= count; n++ {
		words := fmt.Sprintf("words_%d", n)
		if f.Has(words) {
			all[n] = engagement.Answer{Met: f.yes(fmt.Sprintf("met_%d", n)), Words: f.Get(words)}
		}
	}
	return all
}
