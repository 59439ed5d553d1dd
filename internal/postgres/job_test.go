package postgres

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/pgtest"
	"gaptrack/migrations"
)

// TestJobTablesAreRivers compares our tables of jobs with those that River's own
// migrations make: a newer version of it that wants others is found here.
func TestJobTablesAreRivers(t *testing.T) {
	t.Parallel()
	url := pgtest.Empty(t)
	theirs, err := rivermigrate.New(riverpgxv5.New(pool(t, url, Options{})), nil)
	must(t, err)
	_, err = theirs.Migrate(t.Context(), rivermigrate.DirectionUp, nil)
	must(t, err)
	if diff := cmp.Diff(riverParts(schema(t, url)), riverParts(schema(t, pgtest.New(t)))); diff != "" {
		t.Errorf("River makes (-), our migrations make (+):\n%s", diff)
	}
}

var blanks = regexp.MustCompile(`\s+`)

// riverParts gives what a schema says of River's tables, but for the one in which it
// counts its migrations.
func riverParts(schema string) []string {
	var parts []string
	for part := range strings.SplitSeq(schema, "\n\n") {
		if strings.Contains(part, "river_") && !strings.Contains(part, "river_migration") {
			parts = append(parts, strings.ToLower(strings.TrimSpace(blanks.ReplaceAllString(part, " "))))
		}
	}
	return parts
}

// TestRemindersOfBefore runs the step that owes the reminders of what was planned by the
// program before it.
func TestRemindersOfBefore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	soon := time.Now().UTC().Truncate(24 * time.Hour)
	on := day.Of(soon, time.UTC).Add(10)
	for i := range 2 {
		_, err := o.Change(t.Context(), id, engagement.ScheduleCheckpoint{On: on.Add(i), At: 11 * 60}, o.engineer, 0, soon)
		must(t, err)
	}
	o.do(t, id, o.engineer, engagement.CancelCheckpoint{N: 2, Reason: "a holiday"})
	want := o.jobs(t)[:1]
	o.run(t, "delete from river_job")
	step, err := migrations.FS.ReadFile("000029_reminder.up.sql")
	must(t, err)
	for range 2 {
		o.run(t, string(step))
	}
	if got := o.jobs(t); !slices.Equal(got, want) {
		t.Errorf("the step owes %q, want %q", got, want)
	}
}
