package main

import (
	"fmt"
	"io"
	"math"
	"runtime/debug"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/sample"
)

type sampleCmd struct {
	Engagements int    `required:"" placeholder:"N" help:"How many engagements to add, 1 to 1,000,000."`
	Seed        uint64 `default:"1" placeholder:"S" help:"In an empty database, the same seed gives the same portfolio on the same day."`
}

// Run prepares the database as serve does, and adds the portfolio. However it
// ends, it says how much of it is there.
func (s sampleCmd) Run(e env, d database) error {
	wish := sample.Wish{Engagements: s.Engagements, Seed: s.Seed, Now: time.Now()}
	if err := wish.Check(); err != nil {
		return err
	}
	db, err := d.config().Open(e, quiet(e.log))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Prepare(e, quiet(e.log)); err != nil {
		return err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(garbage))
	start := time.Now()
	wish.Progress = func(a sample.Added) { s.progress(e.err, a, time.Since(start)) }
	added, err := sample.Generate(e, db.Store, wish)
	fmt.Fprintf(e.err, "\r%*s\r", progressWidth, "")
	if said := s.report(e.out, added, time.Since(start)); err == nil {
		return said
	}
	if e.Err() != nil { // it was told to stop, and has said all there is to say
		return errFound
	}
	return err
}

// garbage is how much memory may wait for its collection, in percent of what is
// in use: a few chunks, which are some ten megabytes each.
const garbage = 400

// progressWidth is how much of its line the progress writes over.
const progressWidth = 78

func (s sampleCmd) progress(to io.Writer, a sample.Added, passed time.Duration) {
	left := time.Duration(float64(passed) * float64(s.Engagements-a.Engagements) / float64(a.Engagements))
	fmt.Fprintf(to, "\r%-*s", progressWidth, fmt.Sprintf("%s of %s engagements, %s events, %s left", engagement.Thousands(a.Engagements),
		engagement.Thousands(s.Engagements), engagement.Thousands(a.Events), roughly(left)))
}

// roughly writes a duration as nobody takes it for exact: "3 min", "40 s".
func roughly(d time.Duration) string {
	if d < 2*time.Minute {
		return fmt.Sprintf("%.0f s", math.Ceil(d.Seconds()))
	}
	return fmt.Sprintf("%.0f min", math.Ceil(d.Minutes()))
}

func (s sampleCmd) report(to io.Writer, a sample.Added, took time.Duration) error {
	engagements := engagement.Thousands(a.Engagements)
	if a.Engagements < s.Engagements {
		engagements += " of " + engagement.Thousands(s.Engagements)
	}
	_, err := fmt.Fprintf(to, "added %s engagements, %s events, %s people in %s\n", engagements,
		engagement.Thousands(a.Events), engagement.Thousands(a.People), took.Round(100*time.Millisecond))
	return err
}
