package sample

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

//go:embed checklist_items.csv
var checklistCSV string

// finding is one row of the checklist file: what assessments find again and
// again, with the days that it usually takes to resolve.
type finding struct {
	code      string // "MDA-01"
	text      string
	doneWhen  string
	service   string
	severity  engagement.Severity
	side      engagement.Side
	days      int
	ftop      int
	dependsOn []string // codes
}

// findings gives every row of the file, what is depended on first.
var findings = sync.OnceValues(func() ([]finding, error) {
	rows, err := csv.NewReader(strings.NewReader(checklistCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the demo checklist: %w", err)
	}
	var all []finding
	for i, row := range rows[1:] {
		f, err := readFinding(row)
		if err != nil {
			return nil, fmt.Errorf("read the demo checklist, line %d: %w", i+2, err)
		}
		all = append(all, f)
	}
	return inOrder(all)
})

// readFinding reads a row: service, code, finding, done when, severity, owner,
// typical days, FTOP task, depends on.
func readFinding(row []string) (finding, error) {
	f := finding{
		service: row[0], code: row[1], text: row[2], doneWhen: row[3], severity: engagement.Severity(row[4]),
		side: sideOf(row[5]), dependsOn: strings.Fields(strings.ReplaceAll(row[8], ";", " ")),
	}
	if f.service == "AIP/MIP" {
		f.service = "AIP"
	}
	var err error
	if f.days, err = strconv.Atoi(row[6]); err != nil {
		return f, err
	}
	if row[7] != "" {
		f.ftop, err = strconv.Atoi(row[7])
	}
	return f, err
}

// sideOf gives an owner as the rules write it; the file begins all with a capital.
func sideOf(owner string) engagement.Side {
	for _, s := range engagement.Sides {
		if strings.EqualFold(string(s), owner) {
			return s
		}
	}
	return engagement.Side(owner)
}

// inOrder puts every finding behind those that it depends on, and keeps the
// order of the file otherwise.
func inOrder(all []finding) ([]finding, error) {
	var sorted []finding
	placed := map[string]bool{}
	for len(sorted) < len(all) {
		before := len(sorted)
		for _, f := range all {
			waits := slices.ContainsFunc(f.dependsOn, func(code string) bool { return !placed[code] })
			if !placed[f.code] && !waits {
				sorted, placed[f.code] = append(sorted, f), true
			}
		}
		if len(sorted) == before {
			return nil, fmt.Errorf("the dependencies of the demo checklist lead in a circle or nowhere")
		}
	}
	return sorted, nil
}

// part asks for the findings of one family, such as "CORE", from its first to
// its last number.
type part struct {
	family string
	last   int
}

func (p part) has(code string) bool {
	family, number, _ := strings.Cut(code, "-")
	n, err := strconv.Atoi(number)
	return err == nil && family == p.family && n <= p.last
}

// item makes a checklist item of the finding. What it depends on must have a
// number already, or is not a gap of this customer.
func (f finding) item(due day.Date, owner string, numbers map[string]int) engagement.Item {
	i := engagement.Item{
		Finding: f.text, DoneWhen: f.doneWhen, Service: f.service, Severity: f.severity,
		Side: f.side, Owner: owner, Due: due, FTOP: f.ftop,
	}
	for _, code := range f.dependsOn {
		if n := numbers[code]; n != 0 {
			i.DependsOn = append(i.DependsOn, n)
		}
	}
	return i
}
