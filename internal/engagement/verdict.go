package engagement

import "gaptrack/internal/fault"

// verdict is what every approval has in common: it waits; who is barred, and
// why, does not decide; what is returned is returned with words. It gives the
// kind of event that the decision is.
func (d *decision) verdict(state RequestState, barred string, approve bool, words string, yes, no Kind) (Kind, error) {
	if state != Waiting {
		return "", fault.New(fault.Conflict, "This was decided already; it is %s.", state)
	}
	if barred != "" {
		return "", fault.New(fault.Forbidden, "%s", barred)
	}
	var problems fault.Fields
	if approve {
		checkText(&problems, "words", clean(words), MaxNote)
		return yes, problems.Err()
	}
	need(&problems, "words", clean(words), MaxNote, "Say what is missing, so that it can be mended.")
	return no, problems.Err()
}

// barred says why who asks may not decide on what somebody asked for, or
// nothing: four eyes are for every approval.
func (d *decision) barred(asked PersonID) string {
	if asked == d.actor() {
		return "You asked for this, so another manager has to decide."
	}
	return ""
}

func decided(approve bool) RequestState {
	if approve {
		return Approved
	}
	return Returned
}
