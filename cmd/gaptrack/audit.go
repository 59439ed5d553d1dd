package main

import (
	"fmt"
	"time"

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
	m := newMeter(e.err, time.Now())
	report, err := db.Store.Verify(e, func(p postgres.Progress) { m.tell(p, time.Now()) })
	m.end()
	if err != nil {
		return err
	}
	for _, f := range report.Failures {
		fmt.Fprintln(e.out, wrong(f))
	}
	fmt.Fprintf(e.out, "verified %d engagements, %d events: %d do not hold\n", report.Engagements, report.Events, len(report.Failures))
	fmt.Fprintf(e.out, "%d proofs of exits hold; %d approvals have none, being older than proofs are or generated\n", report.Proofs, report.Unproven)
	if len(report.Failures) > 0 {
		return errFound
	}
	return nil
}
