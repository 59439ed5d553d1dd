package playbook

import (
	"strconv"
	"strings"
	"time"

	"gaptrack/internal/day"
)

// date reads M/D/YYYY, with leading zeros or without, or reports that it is no
// date of the calendar. Years before 1900 are taken for slips.
func (p *parser) date(num int, s string) day.Date {
	if d, ok := readDate(strings.TrimSpace(s)); ok {
		return d
	}
	p.problems.add(num, "%s is not a date; write it as month/day/year, such as 3/25/2020.", quoted(s))
	return day.Date{}
}

func readDate(s string) (day.Date, bool) {
	parts := strings.Split(s, "/")
	if len(parts) != 3 || len(parts[2]) != 4 || len(parts[0]) > 2 || len(parts[1]) > 2 {
		return day.Date{}, false
	}
	var n [3]int
	for i, part := range parts {
		if !digits(part) {
			return day.Date{}, false
		}
		n[i], _ = strconv.Atoi(part) // cannot fail: four digits at most
	}
	d := day.New(n[2], time.Month(n[0]), n[1])
	return d, n[2] >= 1900 && d.Format("1/2/2006") == strconv.Itoa(n[0])+"/"+strconv.Itoa(n[1])+"/"+parts[2]
}

// digits reports whether s is one or more of 0 to 9, and nothing else.
func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
