package route

import "gaptrack/internal/engagement"

// Handover is what the next team is given of an engagement.
func Handover(id engagement.ID) string { return Engagement(id, "handover") }

// HandoverFile is the same as a Markdown file.
func HandoverFile(id engagement.ID) string { return Engagement(id, "handover.md") }
