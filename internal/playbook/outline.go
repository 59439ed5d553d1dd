package playbook

import "slices"

// outline says at which lines of its file a playbook's parts stand, so that an
// edit of one part leaves all the others alone. Lines count from 1.
type outline struct {
	last       int    // line of the file
	taken      []line // all lines of the document, as they were read
	headings   []heading
	activities []activityAt      // one for each activity, in their order
	lists      map[string][]span // section → one for each of its items
	refresh    []table
}

// span is the lines first to last, both of them its own.
type span struct{ first, last int }

// activityAt is where one activity stands. Its heading is at Activity.Line.
type activityAt struct {
	keys   map[string]keyLine
	prose  []line // all of Activity.Prose
	under  int    // the line of its tasks heading, 0 for none
	tables []table
}

// hidden gives the lines of a sheet that hold more than was read from them, such
// as a comment or an include. The front matter's are among them.
func (o *outline) hidden(s *sheet) map[int]bool {
	hidden := map[int]bool{}
	for num := range len(s.lines) {
		hidden[num+1] = true
	}
	for _, l := range o.taken {
		hidden[l.num] = s.text(l.num) != l.text
	}
	return hidden
}

// headings gives the headings of blocks.
func headings(blocks []block) []heading {
	var found []heading
	for _, b := range blocks {
		if b.level > 0 {
			found = append(found, b.heading)
		}
	}
	return found
}

// tasks notes the tables below an activity's tasks heading. An activity has one
// such heading; a file with another is none that is edited.
func (o *outline) tasks(h heading, tables []table) {
	a := &o.activities[len(o.activities)-1]
	a.under, a.tables = h.num, tables
}

// section gives the lines of a section, its heading the first.
func (o *outline) section(name string) span {
	i := slices.IndexFunc(o.headings, func(h heading) bool { return h.level == 2 && h.is(name) })
	return o.from(i)
}

// activity gives the lines of the activity whose heading stands at a line, that
// heading the first.
func (o *outline) activity(num int) span {
	return o.from(slices.IndexFunc(o.headings, func(h heading) bool { return h.num == num }))
}

// from gives the lines from a heading up to the next of its level or above.
func (o *outline) from(i int) span {
	for _, next := range o.headings[i+1:] {
		if next.level <= o.headings[i].level {
			return span{o.headings[i].num, next.num - 1}
		}
	}
	return span{o.headings[i].num, o.last}
}
