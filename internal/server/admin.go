package server

import (
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// adminTabs are the pages of the administration; current is the path of one of them.
func adminTabs(current string) *component.Tabs {
	tabs := &component.Tabs{Label: "Administration", Items: []component.Tab{
		{Label: "People", URL: route.People, Key: "t p"},
		{Label: "Questions and feedback", URL: route.FeedbackInbox, Key: "t f"},
		{Label: "Data privacy", URL: route.Privacy, Key: "t d"},
		{Label: "Settings", URL: route.Settings, Key: "t s"},
	}}
	for i := range tabs.Items {
		tabs.Items[i].Current = tabs.Items[i].URL == current
	}
	return tabs
}
