package route

import "net/url"

// EditionDifference compares two editions of a playbook; each is a number, or
// "draft".
func EditionDifference(slug, from, to string) string {
	return With(Playbook(slug, "difference"), url.Values{"from": {from}, "to": {to}})
}

// DifferenceFile is the difference of the texts of two editions as a patch; each is
// a number, or "draft".
func DifferenceFile(slug, from, to string) string {
	return With(Playbook(slug, "difference.patch"), url.Values{"from": {from}, "to": {to}})
}

// DraftDifference compares the draft of a playbook with an edition by its number;
// "" for the one that it stands on.
func DraftDifference(slug, from string) string {
	return With(Draft(slug, "difference"), url.Values{"from": {from}})
}
