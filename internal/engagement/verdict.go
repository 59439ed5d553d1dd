package engagement

import "gaptrack/internal/fault"

// verdict is what every approval has in common: it waits; who asked does not
// decide; what is returned is returned with words. It gives the kind of event
// that the decision is.
func (d *decision) verdict(state RequestState, approve bool, words string, yes, no Kind, asked ...PersonID) (Kind, error) {
	if state != Waiting {
		return "", fault.New(fault.Conflict, "This was decided already; it is %s.", state)
	}
	for _, p := range asked {
		if p == d.actor() {
			return "", fault.New(fault.Forbidden, "You asked for this or stood for a part of it, so another manager has to decide.")
		}
	}
	var problems fault.Fields
	if approve {
		checkText(&problems, "words", clean(words), MaxNote)
		return yes, problems.Err()
	}
	need(&problems, "words", clean(words), MaxNote, "Say what is missing, so that it can be mended.")
	return no, problems.Err()
}

func decided(approve bool) RequestState {
	if approve {
		return Approved
	}
	return Returned
}
