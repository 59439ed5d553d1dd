package server

import (
	"strconv"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/feedback"
	"gaptrack/internal/route"
)

// The fields of the forms that mark news as seen.
const (
	newsUntil      = "until"
	newsEngagement = "engagement"
	newsEvent      = "event"
	newsFeedback   = "feedback"
)

// seeNews marks as seen what the form names.
func (s *server) seeNews(r *request) (reply, error) {
	if err := r.see(); err != nil {
		return reply{}, err
	}
	r.met()
	return see(backOr(r, route.Work+"#news"))
}

func (r *request) see() error {
	if r.form.Has(newsUntil) {
		until, err := time.Parse(time.RFC3339Nano, r.form.Get(newsUntil))
		if err != nil {
			return noNews()
		}
		if !r.form.Has(newsFeedback) {
			return r.visit.SeeAll(r.Context(), until)
		}
		id, err := strconv.ParseInt(r.form.Get(newsFeedback), 10, 64)
		if err != nil {
			return noNews()
		}
		return r.visit.SeeFeedback(r.Context(), feedback.ID(id), until)
	}
	id, err := strconv.ParseInt(r.form.Get(newsEngagement), 10, 64)
	if err != nil {
		return noNews()
	}
	seq, err := strconv.ParseInt(r.form.Get(newsEvent), 10, 32)
	if err != nil {
		return noNews()
	}
	return r.visit.See(r.Context(), engagement.ID(id), int(seq))
}

func noNews() error {
	return fault.New(fault.Invalid, "The page that this was sent from does not say which news it is about. Open it again.")
}
