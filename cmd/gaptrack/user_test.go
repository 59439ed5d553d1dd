package main

import (
	"strings"
	"testing"

	"gaptrack/internal/pgtest"
)

func TestPeople(t *testing.T) {
	t.Parallel()
	db := "--database-url=" + pgtest.New(t)
	add := []string{"user", "add", db, "--email", "ada@example.com", "--name", "Ada Lind", "--role", "manager", "--team", "North", "--password-stdin"}
	if out, errs, code := gaptrack(t, "a long password\n", add...); code != 0 || !strings.Contains(out, "added Ada Lind <ada@example.com>") {
		t.Fatalf("user add gave %d, %q, %q", code, out, errs)
	}
	if _, errs, code := gaptrack(t, "a long password\n", add...); code != 1 || !strings.Contains(errs, "address already") {
		t.Errorf("adding the same again gave %d and said %q", code, errs)
	}
	if _, errs, code := gaptrack(t, "short", append(add, "--email", "b@example.com")...); code != 1 || !strings.Contains(errs, "10 to 200") {
		t.Errorf("a short password gave %d and said %q", code, errs)
	}
	if out, _, code := gaptrack(t, "", "user", "disable", db, "Ada@Example.com"); code != 0 || !strings.Contains(out, "disabled") {
		t.Errorf("user disable gave %d and %q", code, out)
	}
	if _, errs, code := gaptrack(t, "", "user", "disable", db, "nobody@example.com"); code != 1 || !strings.Contains(errs, "no such person") {
		t.Errorf("disabling nobody gave %d and said %q", code, errs)
	}
	out, _, code := gaptrack(t, "", "user", "list", db)
	if row := strings.Join(strings.Fields(out), " "); code != 0 || !strings.Contains(row, "ada@example.com Ada Lind manager North disabled") {
		t.Errorf("user list gave %d and %q", code, out)
	}
}

func TestCommandsWantAMigratedDatabase(t *testing.T) {
	t.Parallel()
	db := "--database-url=" + pgtest.Empty(t)
	if _, errs, code := gaptrack(t, "", "user", "list", db); code != 1 || !strings.Contains(errs, "gaptrack migrate up") {
		t.Errorf("user list on an empty database gave %d and said %q", code, errs)
	}
	if out, errs, code := gaptrack(t, "", "migrate", "status", db); code != 0 || !strings.Contains(out, "version 0 of") {
		t.Errorf("migrate status gave %d, %q, %q", code, out, errs)
	}
	if out, errs, code := gaptrack(t, "", "migrate", "up", db); code != 0 || strings.Contains(out, "pending") {
		t.Errorf("migrate up gave %d, %q, %q", code, out, errs)
	}
	if out, errs, code := gaptrack(t, "", "migrate", "down", db); code != 0 || !strings.Contains(out, "pending") {
		t.Errorf("migrate down gave %d, %q, %q", code, out, errs)
	}
}
