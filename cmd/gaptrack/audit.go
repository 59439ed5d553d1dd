package main

import (
	"fmt"

	"gaptrack/internal/postgres"
)

type audit struct {
	Verify auditVerify `cmd:"" help:"Prove that no event was altered or taken out, and that the records are what the events say."`

	VerifyProof auditVerifyProof `cmd:"" name:"verify-proof" help:"Check the proof of an exit, without a database."`
}

type auditVerify struct{}

// Run verifies every engagement and prints what does not hold.
func (auditVerify) Run(e env, d database) error {
	db, err := d.open(e)
	if err != nil {
		return err
	}
	defer db.Close()
	report, err := db.Store.Verify(e, func(p postgres.Progress) {
		fmt.Fprintf(e.err, "\r%d engagements, %d events", p.Engagements, p.Events)
	})
	if err != nil {
		return err
	}
	fmt.Fprint(e.err, "\r")
	for _, f := range report.Failures {
		fmt.Fprintf(e.out, "engagement %d: %s\n", f.Engagement, f.What)
	}
	fmt.Fprintf(e.out, "verified %d engagements, %d events: %d do not hold\n", report.Engagements, report.Events, len(report.Failures))
	fmt.Fprintf(e.out, "%d proofs of exits hold; %d approvals have none, being older than proofs are or generated\n", report.Proofs, report.Unproven)
	if len(report.Failures) > 0 {
		return errFound
	}
	return nil
}
