package postgres

import (
	"fmt"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// notLongWaived leaves out what is waived on every calendar: no customer's date
// is further ahead of UTC's, today, than a day. Whether a waiver holds is for
// engagement.Waiver.Live to say; this keeps the rows that it is asked of few.
func notLongWaived(noun, n, approved, today string) string {
	return fmt.Sprintf(`not exists (select from waiver w where w.engagement_id = e.id and w.on_noun = '%s' and w.on_n = %s
		and w.state = %s and w.review_on > %s::date + 1)`, noun, n, approved, today)
}

// reviewsOf reads the review dates of the approved waivers of a task or item.
func reviewsOf(noun, n, approved string) string {
	return fmt.Sprintf(`array(select w.review_on from waiver w where w.engagement_id = e.id and w.on_noun = '%s' and w.on_n = %s
		and w.state = %s)`, noun, n, approved)
}

// approvedWaivers gives the waivers that reviewsOf read, for the rules.
func approvedWaivers(on engagement.Subject, reviews []day.Date) map[int]*engagement.Waiver {
	all := map[int]*engagement.Waiver{}
	for i, review := range reviews {
		all[i+1] = &engagement.Waiver{Noun: on.Noun, N: on.N, State: engagement.Approved, ReviewOn: review}
	}
	return all
}
