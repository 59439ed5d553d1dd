package engagement

import "gaptrack/internal/fault"

// verdict is what every approval has in common: it waits; who is barred, and
// why, does not decide; what is returned is returned with words. It gives the
// kind of event that the decision is.
func (d *decision) verdict(state RequestState, barred string, approve bool, words string, yes, no Kind) (Kind, error) {
	if err := d.decidable(state, barred); err != nil {
		return "", err
	}
	var problems fault.Fields
	checkWords(&problems, words, !approve)
	if approve {
		return yes, problems.Err()
	}
	return no, problems.Err()
}

// decidable refuses the decision on what no longer waits, and of who is barred.
func (d *decision) decidable(state RequestState, barred string) error {
	switch {
	case state == Withdrawn:
		return fault.New(fault.Conflict, "This was withdrawn meanwhile, so there is nothing left to decide.")
	case state != Waiting:
		return fault.New(fault.Conflict, "This was decided already; it is %s.", state)
	case barred != "":
		return fault.New(fault.Forbidden, "%s", barred)
	}
	return nil
}

// checkWords checks the words of a decision, which some must have.
func checkWords(problems *fault.Fields, words string, must bool) {
	if must {
		need(problems, "words", clean(words), MaxNote, "Say what is missing, so that it can be mended.")
		return
	}
	checkText(problems, "words", clean(words), MaxNote)
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
