package main

import (
	"fmt"
	"math"
	"os"
	"strings"
)

// rawFile holds the raw results in Go's benchmark format. Lines are written as
// they come: what was measured before a run ended early is there.
type rawFile struct{ *os.File }

// newRaw begins the file with what the results depend on.
func newRaw(path string, head []string) (*rawFile, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	units := "Unit req/s better=higher\nUnit B/resp better=lower\n"
	_, err = file.WriteString(strings.Join(head, "\n") + "\n" + units)
	return &rawFile{file}, err
}

// line writes what a slice came to. The time of an operation is that of the
// slice by its requests; what one reader waits is in p50-us and p99-us.
func (r *rawFile) line(name string, s slice) error {
	_, err := r.WriteString(rawLine(name, s))
	return err
}

func rawLine(name string, s slice) string {
	text := fmt.Sprintf("Benchmark%s %d", name, len(s.times))
	if len(s.times) > 0 {
		text += fmt.Sprintf(" %.0f ns/op", float64(s.took)/float64(len(s.times)))
	}
	for _, column := range []struct {
		of   metric
		unit string
	}{
		{rate, "req/s"}, {serverCPU, "cpu-us/req"}, {dbCPU, "pg-us/req"},
		{mean, "mean-us"}, {median, "p50-us"}, {p99, "p99-us"}, {bytesEach, "B/resp"},
	} {
		if v := column.of(s); !math.IsNaN(v) {
			text += fmt.Sprintf(" %.1f %s", v, column.unit)
		}
	}
	return text + "\n"
}

// single writes one value that is no slice's.
func (r *rawFile) single(name string, value float64, unit string) error {
	_, err := fmt.Fprintf(r, "Benchmark%s 1 %g %s\n", name, value, unit)
	return err
}
