package postgres

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"gaptrack/internal/pgtest"
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
