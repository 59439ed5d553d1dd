package main

import (
	"flag"
	"regexp"
	"time"
)

// options is what the command line says.
type options struct {
	small, large int           // engagements in the two databases
	rounds       int           // of each scenario
	slice        time.Duration // that is measured of each side in each round
	only         *regexp.Regexp
	quick        bool   // small data and short slices: it shows that all of it runs
	fresh        bool   // make the data anew
	program      string // the built program
	dir          string // of data and results
}

// folder holds the data and the results; it is below the checkout, where the
// command is run.
const folder = ".gaptrack/bench"

func parseOptions(args []string) (options, error) {
	o := options{program: "bin/gaptrack", dir: folder}
	only := ""
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.IntVar(&o.small, "small", 1_000, "engagements of the small `database`")
	f.IntVar(&o.large, "large", 100_000, "engagements of the large `database`, 500 or more")
	f.IntVar(&o.rounds, "rounds", 7, "rounds of each scenario")
	f.DurationVar(&o.slice, "slice", 1500*time.Millisecond, "how long each side is measured in each round")
	f.StringVar(&only, "only", "", "`pattern` of the scenarios to run: page/checklist/conns=8/enc=browser, write, growth/work, start, memory, wire, go")
	f.BoolVar(&o.quick, "quick", false, "a smoke run: 500 and 1,000 engagements, 2 rounds of 200 ms, whatever else is said")
	f.BoolVar(&o.fresh, "fresh", false, "make the data anew")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if o.quick {
		o.small, o.large, o.rounds, o.slice = 500, 1_000, 2, 200*time.Millisecond
	}
	var err error
	o.only, err = regexp.Compile(only)
	if err != nil {
		say("-only: %v", err)
	}
	return o, err
}

// wants reports whether a scenario is to be run.
func (o options) wants(name string) bool { return o.only.MatchString(name) }

// warmUp is how long a slice runs before it is measured.
func warmUp(long time.Duration) time.Duration { return long / 5 }

// times gives how often to repeat what is no slice.
func (o options) times(n int) int {
	if o.quick {
		return 1
	}
	return n
}
