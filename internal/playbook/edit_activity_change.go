package playbook

import (
	"fmt"
	"strings"

	"gaptrack/internal/fault"
)

// ChangeActivity changes an activity's name, key lines and prose; its tasks and
// its condition are not looked at. Was is the activity as the person saw it; see
// ChangeTask.
type ChangeActivity struct{ Was, Activity Activity }

func (e ChangeActivity) edit(c Catalog) (Catalog, error) {
	yours, err := typedActivity(e.Activity)
	if err != nil {
		return Catalog{}, err
	}
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	i, err := s.activity(e.Was.Name)
	if err != nil {
		return Catalog{}, err
	}
	now := s.was.Activities[i]
	e.Was.Prose = typedProse(e.Was.Prose)
	a, err := merge(fmt.Sprintf("activity %s", now.Name), activityFields, e.Was, now, yours)
	if err != nil {
		return Catalog{}, err
	}
	if err := s.unnamed(a.Name, now.Name); err != nil {
		return Catalog{}, err
	}
	if err := s.changeActivity(i, now, a); err != nil {
		return Catalog{}, err
	}
	return s.close(lastChanged(now, a))
}

var activityFields = []field[Activity]{
	{"name", func(a *Activity) string { return a.Name }, func(a *Activity, s string) { a.Name = s }},
	{"role", func(a *Activity) string { return a.PrimaryRole }, func(a *Activity, s string) { a.PrimaryRole = s }},
	{"motions", func(a *Activity) string { return slashed(a.Motions) }, func(a *Activity, s string) { a.Motions = typedNames([]string{s}) }},
	{"applies_to", func(a *Activity) string { return slashed(a.AppliesTo) }, func(a *Activity, s string) { a.AppliesTo = typedNames([]string{s}) }},
	{"prose", func(a *Activity) string { return a.Prose }, func(a *Activity, s string) { a.Prose = s }},
}

// lastChanged gives the last field in which two activities differ, at which a person
// is told what cannot be read.
func lastChanged(now, want Activity) string {
	name := "name"
	for _, f := range activityFields {
		if f.get(&now) != f.get(&want) {
			name = f.name
		}
	}
	return name
}

func (s *surgery) changeActivity(i int, now, want Activity) error {
	s.want.Activities[i] = want
	if now.Name != want.Name {
		s.rename(now, want.Name)
	}
	keys := s.at.activities[i].keys
	s.changeKey(keys["Primary Role"], now.PrimaryRole, want.PrimaryRole)
	s.changeKey(keys["Motions"], slashed(now.Motions), slashed(want.Motions))
	s.changeKey(keys["Applies To"], slashed(now.AppliesTo), slashed(want.AppliesTo))
	if now.Prose == want.Prose {
		return nil
	}
	return s.changeProse(i, want.Prose)
}

// rename writes an activity's heading, and its name beside the document.
func (s *surgery) rename(a Activity, name string) {
	text := s.text(a.Line)
	at := len(text) - len(strings.TrimLeft(text, " #\t"))
	s.replace(span{a.Line, a.Line}, text[:at]+name+strings.TrimPrefix(text[at:], a.Name))
	for i := range s.catalog.Beside.Rules {
		if r := &s.catalog.Beside.Rules[i]; r.Activity == a.Name {
			r.Activity = name
		}
	}
	for i := range s.catalog.Beside.Retired {
		if r := &s.catalog.Beside.Retired[i]; r.Activity == a.Name {
			r.Activity = name
		}
	}
}

// changeKey writes a key line's value in the style of the one that stands. A value
// over several lines, or one with marks inside, is written anew.
func (s *surgery) changeKey(key keyLine, now, want string) {
	if now == want {
		return
	}
	text := s.text(key.first)
	name, value, _ := strings.Cut(text, ":")
	if key.first == key.last && strings.Count(value, key.value) == 1 {
		s.replace(key.span, name+":"+strings.Replace(value, key.value, want, 1))
		return
	}
	end := ""
	if hardBreak(s.text(key.last)) {
		end = "  "
	}
	s.replace(key.span, strings.Trim(name, "*_ \t")+": **"+want+"**"+end)
}

// changeProse writes the lines of an activity's prose that differ from those that
// stand; lines that begin or end it alike are left alone.
func (s *surgery) changeProse(i int, want string) error {
	stands, lines := s.at.activities[i].prose, strings.Split(want, "\n")
	if want == "" {
		lines = nil
	}
	head, tail := common(each(stands, line.String), lines)
	gone, lines := stands[head:len(stands)-tail], lines[head:len(lines)-tail]
	for _, l := range gone {
		if l.num == s.at.activities[i].under {
			return fault.New(fault.Conflict, "The prose above the tasks and the one below them cannot be changed at once; change one first.")
		}
		s.cuts = append(s.cuts, cut{first: l.num, next: l.num + 1})
	}
	switch {
	case len(gone) > 0:
		s.insert(gone[0].num, lines...)
	case head > 0:
		s.insert(stands[head-1].num+1, lines...)
	case len(stands) > 0:
		s.insert(stands[0].num, lines...)
	default:
		s.firstProse(i, lines)
	}
	return nil
}

// firstProse writes prose into an activity that has none, below its key lines.
func (s *surgery) firstProse(i int, lines []string) {
	end := s.was.Activities[i].Line
	for _, key := range s.at.activities[i].keys {
		end = max(end, key.last)
	}
	lines = append([]string{""}, lines...)
	if end < len(s.lines) && !s.blank(end+1) {
		lines = append(lines, "")
	}
	s.insert(end+1, lines...)
}

// common gives how many things two lists have in common at their start, and how
// many of those left at their end.
func common[A comparable](a, b []A) (head, tail int) {
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head, tail
}
