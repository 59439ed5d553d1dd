package playbook

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gaptrack/internal/fault"
)

// maxProse is the most characters of an activity's prose that is typed.
const maxProse = 50_000

// AddActivity adds an activity to the approach. Its tasks are not looked at: they
// are added one by one.
type AddActivity struct {
	Before   string // the name of the one that it goes in front of, "" for the end
	Activity Activity
}

func (e AddActivity) edit(c Catalog) (Catalog, error) {
	a, err := typedActivity(e.Activity)
	if err != nil {
		return Catalog{}, err
	}
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	if err := s.unnamed(a.Name, ""); err != nil {
		return Catalog{}, err
	}
	a.Tasks = nil
	lines := []string{
		"### " + a.Name, "",
		"Primary Role: **" + a.PrimaryRole + "**  ",
		"Motions: **" + slashed(a.Motions) + "**  ",
		"Applies To: **" + slashed(a.AppliesTo) + "**  ",
	}
	if a.Prose != "" {
		lines = append(append(lines, ""), strings.Split(a.Prose, "\n")...)
	}
	if err := s.addActivity(e.Before, a, append(lines, "")); err != nil {
		return Catalog{}, err
	}
	return s.close("name")
}

// addActivity puts an activity's lines in front of another's, or at the end.
func (s *surgery) addActivity(before string, a Activity, lines []string) error {
	num, want := s.at.section("Approach").last+1, len(s.want.Activities)
	if before != "" {
		i, err := s.activity(before)
		if err != nil {
			return err
		}
		num = s.was.Activities[i].Line
		want = slices.IndexFunc(s.want.Activities, func(a Activity) bool { return a.Name == before })
	}
	if !s.blank(num - 1) {
		lines = append([]string{""}, lines...)
	}
	if strings.TrimSpace(lines[len(lines)-1]) != "" {
		lines = append(lines, "")
	}
	s.insert(num, lines...)
	s.want.Activities = slices.Insert(s.want.Activities, want, a)
	return nil
}

// unnamed refuses a name that another activity has.
func (s *surgery) unnamed(name, own string) error {
	var bad fault.Fields
	for _, a := range s.was.Activities {
		if a.Name == name && name != own {
			bad.Add("name", "Another activity has this name; each has a name of its own.")
		}
	}
	return bad.Err()
}

// typedActivity gives an activity as the document will hold it, or what is wrong
// with it.
func typedActivity(a Activity) (Activity, error) {
	var bad fault.Fields
	a.Name, a.PrimaryRole, a.Line = oneLine(a.Name), oneLine(a.PrimaryRole), 0
	a.Motions, a.AppliesTo = typedNames(a.Motions), typedNames(a.AppliesTo)
	a.Prose = typedProse(a.Prose)
	checkCell(&bad, "name", a.Name, "what the activity is called")
	checkCell(&bad, "role", a.PrimaryRole, "whose activity it is")
	checkCell(&bad, "motions", slashed(a.Motions), "for which motions")
	checkCell(&bad, "applies_to", slashed(a.AppliesTo), "for which services; All Services means any")
	if n := utf8.RuneCountInString(a.Prose); n > maxProse {
		bad.Add("prose", "This has %d characters; it may have %d.", n, maxProse)
	}
	return a, bad.Err()
}

// typedProse gives prose with its lines ended by LF, and without blank lines
// around it.
func typedProse(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	lines := each(strings.Split(text, "\n"), func(s string) line { return line{text: s} })
	return source(lines)
}

// MoveActivity moves an activity with all that belongs to it.
type MoveActivity struct {
	Name   string
	Before string // the name of the one that it goes in front of, "" for the end
}

func (e MoveActivity) edit(c Catalog) (Catalog, error) {
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	i, err := s.activity(e.Name)
	if err != nil {
		return Catalog{}, err
	}
	next := ""
	if i+1 < len(s.was.Activities) {
		next = s.was.Activities[i+1].Name
	}
	if e.Before == e.Name || e.Before == next {
		return c, nil
	}
	lines := s.takeOutActivity(i)
	if err := s.addActivity(e.Before, s.was.Activities[i], lines); err != nil {
		return Catalog{}, err
	}
	return s.close("before")
}

// takeOutActivity takes an activity's lines out, and gives them.
func (s *surgery) takeOutActivity(i int) (lines []string) {
	at := s.at.activity(s.was.Activities[i].Line)
	for num := at.first; num <= at.last; num++ {
		lines = append(lines, s.text(num))
	}
	s.cuts = append(s.cuts, cut{first: at.first, next: at.last + 1, moved: true})
	s.want.Activities = slices.Delete(s.want.Activities, i, i+1)
	return lines
}

// TakeOutActivity takes an activity out whose tasks have all moved or been
// retired.
type TakeOutActivity struct{ Name string }

func (e TakeOutActivity) edit(c Catalog) (Catalog, error) {
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	i, err := s.activity(e.Name)
	if err != nil {
		return Catalog{}, err
	}
	if n := len(s.was.Activities[i].Tasks); n > 0 {
		return Catalog{}, fault.New(fault.Conflict, "The activity still has tasks (%d); move or retire them first.", n)
	}
	s.takeOutActivity(i)
	s.catalog.Beside.Rules = slices.DeleteFunc(s.catalog.Beside.Rules, func(r Rule) bool { return r.Activity == e.Name })
	return s.close("name")
}
