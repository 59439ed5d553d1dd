package route

// The page of one's own account, and what it does.
const (
	Account           = "/account"
	StartFeed         = Account + "/calendar"
	EndFeed           = Account + "/calendar/end"
	EndOtherSessions  = Account + "/sessions/end"
	CalendarFeeds     = "/calendar/"
	calendarExtension = ".ics"
)

// CalendarFeed is somebody's calendar, by the token that is its secret.
func CalendarFeed(token string) string { return CalendarFeeds + token + calendarExtension }
