package component

import "strings"

// Severity gives the badge of a checklist item's severity: Critical, High,
// Medium or Low. Another word is shown as it is, neutral.
func Severity(text string) Badge {
	b := Badge{Text: text}
	switch strings.ToLower(text) {
	case "critical":
		b.Tone = Bad
	case "high":
		b.Tone, b.Shape = Warn, Up
	case "medium":
		b.Tone, b.Shape = Info, Level
	case "low":
		b.Shape = Down
	}
	return b
}

// states are the words that records and pages use for how a thing stands.
var states = map[string]Badge{
	"not started":     {Shape: Ring},
	"open":            {Shape: Ring},
	"scheduled":       {Shape: Ring},
	"in progress":     {Tone: Info, Shape: Half},
	"ready to verify": {Tone: Warn, Shape: Eye},
	"requested":       {Tone: Warn, Shape: Eye},
	"waiting":         {Tone: Warn, Shape: Eye},
	"blocked":         {Tone: Bad},
	"overdue":         {Tone: Bad, Shape: Triangle},
	"returned":        {Tone: Warn},
	"withdrawn":       {Shape: Dash},
	"done":            {Tone: Good, Quiet: true},
	"resolved":        {Tone: Good, Quiet: true},
	"held":            {Tone: Good, Quiet: true},
	"closed":          {Tone: Good, Quiet: true},
	"met":             {Tone: Good, Quiet: true},
	"approved":        {Tone: Good},
	"ready":           {Tone: Good},
	"not ready":       {Tone: Warn},
	"waived":          {Shape: Dash, Quiet: true},
	"risk accepted":   {Shape: Dash, Quiet: true},
	"not pursued":     {Shape: Dash, Quiet: true},
	"not in scope":    {Shape: Dash, Quiet: true},
	"exited":          {Tone: Good},
}

// State gives the badge of a state's words ("In progress", "Ready to verify",
// "Blocked" …), whatever their case. Words that it does not know are shown as
// they are, neutral.
func State(text string) Badge {
	b := states[strings.ToLower(text)]
	b.Text = text
	return b
}
