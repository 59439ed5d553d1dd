package server

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// flash tells, once, on the next page, what an act did, and how to take it
// back. It travels in a cookie, since any replica may draw that page.
type flash struct {
	Text       string
	Engagement engagement.ID // with Undo: whose change it was
	Undo       int           // the event that can be taken back, 0 for none
	Back       string        // the page to come back to after it
}

const flashCookie = "gaptrack_flash"

// flashOf reads what the act before has to tell.
func flashOf(r *http.Request) *flash {
	c, err := r.Cookie(flashCookie)
	if err != nil {
		return nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return nil
	}
	var f flash
	if json.Unmarshal(raw, &f) != nil || f.Text == "" {
		return nil
	}
	return &f
}

// passFlash sends a new flash on, or clears the one that this page shows.
func (s *server) passFlash(w http.ResponseWriter, r *request, p reply) {
	c := &http.Cookie{Name: flashCookie, Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode}
	switch {
	case p.flash != nil:
		fits := *p.flash
		fits.Back = fitting(fits.Back)
		raw, err := json.Marshal(fits)
		if err != nil {
			return // a flash that cannot be written is not worth a page
		}
		c.Value, c.MaxAge = base64.RawURLEncoding.EncodeToString(raw), 60
	case r.flash != nil && p.location == "" && p.file == nil:
		c.MaxAge = -1
	default:
		return
	}
	http.SetCookie(w, c)
}

// component draws the flash.
func (f *flash) component() *component.Flash {
	if f == nil {
		return nil
	}
	shown := &component.Flash{Text: f.Text}
	if f.Undo > 0 {
		shown.Undo = &component.Undo{URL: route.Undo(f.Engagement), Hidden: []component.Hidden{
			{Name: "seq", Value: strconv.Itoa(f.Undo)}, {Name: "back", Value: f.Back},
		}}
	}
	return shown
}
