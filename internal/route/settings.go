package route

import "fmt"

// Settings tells how this installation is set, and lists its mails.
const Settings = "/admin/settings"

// Mail is one mail of the outbox; act is "again" or "came", and empty for its page.
func Mail(id int64, act string) string {
	path := fmt.Sprintf("%s/mails/%d", Settings, id)
	if act != "" {
		path += "/" + act
	}
	return path
}
