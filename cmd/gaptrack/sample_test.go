package main

import (
	"regexp"
	"strings"
	"testing"

	"gaptrack/internal/pgtest"
)

// TestSample fills a database that is empty, and then adds to it.
func TestSample(t *testing.T) {
	t.Parallel()
	db := "--database-url=" + pgtest.Empty(t)
	for _, people := range []string{"12", "0"} {
		out, errs, code := gaptrack(t, "", "sample", "--engagements=30", "--seed=5", db)
		said := regexp.MustCompile(`^added 30 engagements, \d+,\d{3} events, ` + people + ` people in [\d.]+m?s\n$`)
		if code != 0 || !said.MatchString(out) {
			t.Errorf("sample gave %d, %q, %q", code, out, errs)
		}
		if !strings.Contains(errs, "30 of 30 engagements, ") || !strings.HasSuffix(errs, " \r") {
			t.Errorf("sample told of its progress: %q", errs)
		}
	}
	if out, errs, code := gaptrack(t, "", "audit", "verify", db); code != 0 || !strings.Contains(out, "verified 60 engagements") {
		t.Errorf("audit verify gave %d, %q, %q", code, out, errs)
	}
}

func TestSampleRefusesANumberThatCannotBeMeant(t *testing.T) {
	t.Parallel()
	for _, n := range []string{"0", "-3", "1000001"} {
		_, errs, code := gaptrack(t, "", "sample", "--engagements="+n, "--database-url=postgres://nowhere.invalid/x")
		if code != 1 || !strings.Contains(errs, "from 1 to 1,000,000") {
			t.Errorf("sample of %s gave %d and said %q", n, code, errs)
		}
	}
}
