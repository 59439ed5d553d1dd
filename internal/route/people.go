package route

import (
	"fmt"

	"gaptrack/internal/engagement"
)

// DisablePerson takes a person's access away.
func DisablePerson(p engagement.PersonID) string { return fmt.Sprintf("%s/%d/disable", People, p) }
