package engagement_test

import (
	"slices"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func idsOf(scope []engagement.Scoped) []int {
	var all []int
	for _, s := range scope {
		all = append(all, s.ID)
	}
	return all
}

func TestPreview(t *testing.T) {
	t.Parallel()
	d := ready(t)
	p, err := d.e.Preview(edition2(), d.today())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(idsOf(p.Gains), []int{4200, 4300}) || !slices.Equal(idsOf(p.Loses), []int{4101}) || p.Loses[0].Why() == "" {
		t.Errorf("gains %v, loses %v", idsOf(p.Gains), idsOf(p.Loses))
	}
	if len(p.Changes) != 1 || p.Changes[0].Becomes.ID != 4080 || !slices.Equal(p.Changes[0].What, []string{"is optional, and was mandatory"}) {
		t.Errorf("changes %+v", p.Changes)
	}
	if len(p.Bullets) != 3 || p.Bullets[0].Becomes == "" || !p.Bullets[0].Met || p.Bullets[1].Becomes != "" || p.Bullets[2].Was != "" {
		t.Errorf("bullets %+v", p.Bullets)
	}
	if len(p.Conflicts) != 1 || p.Conflicts[0].Subject != (engagement.Subject{Noun: engagement.NounOutput, N: 1}) {
		t.Errorf("conflicts %+v", p.Conflicts)
	}
	if !p.Before.Met() || p.After.Met() || !p.Unreadies() || p.Level() != engagement.Red {
		t.Errorf("readiness %v, then %v; %s", p.Before, p.After, p.Level())
	}
}

func TestPreviewLevels(t *testing.T) {
	t.Parallel()
	d := begin(t)
	level := func(to *engagement.Edition) engagement.Level {
		p, err := d.e.Preview(to, d.today())
		if err != nil {
			t.Fatal(err)
		}
		return p.Level()
	}
	same := edition()
	same.ID, same.Number = 5, 5
	if got := level(same); got != engagement.Green {
		t.Errorf("to the same again: %s", got)
	}
	if got := level(edition2()); got != engagement.Yellow {
		t.Errorf("with a scope that changes: %s", got)
	}
	d.do(engineer, engagement.AskException{Reason: "Growing."})
	if got := level(same); got != engagement.Red {
		t.Errorf("with a request that waits: %s", got)
	}
	if _, err := d.e.Preview(edition(), d.today()); fault.KindOf(err) != fault.Conflict {
		t.Errorf("to where it is: %v", err)
	}
}
