package playbook

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gaptrack/internal/fault"
)

// maxBullet is the most characters of a bullet that is typed.
const maxBullet = 2000

// proseWidth is how wide bullets are wrapped in lists that wrap theirs.
const proseWidth = 115

// listSurgery is an edit of one section of bullets.
type listSurgery struct {
	*surgery
	name  Section
	items []string // as they stand
	spans []span   // the lines of each
}

// Bullets gives the items of a section of bullets, none for another section.
func (p *Playbook) Bullets(of Section) []string {
	if list := p.bullets(of); list != nil {
		return slices.Clone(*list)
	}
	return nil
}

func (p *Playbook) bullets(of Section) *[]string {
	return map[Section]*[]string{
		Objectives: &p.Objectives, KeyInputs: &p.KeyInputs, KeyOutputs: &p.KeyOutputs, NextSteps: &p.NextSteps,
	}[of]
}

func (c Catalog) openList(name Section) (*listSurgery, error) {
	s, err := c.open()
	if err != nil {
		return nil, err
	}
	if s.was.bullets(name) == nil {
		return nil, fault.New(fault.NotFound, "A playbook has no section of bullets called %s.", quoted(string(name)))
	}
	return &listSurgery{s, name, s.was.Bullets(name), s.at.lists[string(name)]}, nil
}

// list says which items are to come of the edit.
func (s *listSurgery) list(items []string) { *s.want.bullets(s.name) = copied(items) }

// typedBullet gives a bullet's text as it is read back, or what is wrong with it.
func typedBullet(text string) (string, error) {
	text = oneLine(text)
	var bad fault.Fields
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		bad.Add("text", "Say what the bullet is to tell.")
	case n > maxBullet:
		bad.Add("text", "This has %d characters; it may have %d.", n, maxBullet)
	}
	return text, bad.Err()
}

// find gives the index of an item that a person saw.
func (s *listSurgery) find(text string) (int, error) {
	i := slices.Index(s.items, text)
	if i < 0 {
		return 0, fault.New(fault.Conflict, "The bullet %s is no longer under %s; it may have been changed.", quoted(text), s.name)
	}
	return i, nil
}

// place gives the index in front of which an item goes, one past the last for "".
func (s *listSurgery) place(before string) (int, error) {
	if before == "" {
		return len(s.items), nil
	}
	return s.find(before)
}

// put writes an item's lines in front of the i-th, or at the end, apart by blank
// lines where the items are.
func (s *listSurgery) put(i int, lines []string) {
	var gap []string
	if len(s.spans) > 1 && s.apart(0) && s.spans[1].first > s.spans[0].last+1 {
		gap = []string{""}
	}
	switch {
	case i < len(s.spans):
		s.insert(s.spans[i].first, append(slices.Clone(lines), gap...)...)
	case i > 0:
		s.insert(s.spans[i-1].last+1, append(gap, lines...)...)
	default:
		s.append(s.at.section(string(s.name)), lines...)
	}
}

// drop takes an item's lines out, and the blank ones that keep it apart.
func (s *listSurgery) drop(i int) {
	at := s.spans[i]
	switch {
	case i+1 < len(s.spans) && s.apart(i):
		at.last = s.spans[i+1].first - 1
	case i > 0 && i+1 == len(s.spans) && s.apart(i-1):
		at.first = s.spans[i-1].last + 1
	}
	s.cuts = append(s.cuts, cut{first: at.first, next: at.last + 1})
}

// apart reports whether nothing but blank lines, if any, stands between an item
// and the next.
func (s *listSurgery) apart(i int) bool {
	for num := s.spans[i].last + 1; num < s.spans[i+1].first; num++ {
		if !s.blank(num) {
			return false
		}
	}
	return true
}

// sign gives what the i-th item begins with: its indent, its sign or number, and
// blanks. One past the last is as the first is, with the next number.
func (s *listSurgery) sign(i int) string {
	if len(s.spans) == 0 {
		return "- "
	}
	if i < len(s.spans) {
		m := s.bullet(i)
		return m[1] + m[2] + m[4]
	}
	m, last := s.bullet(0), s.bullet(i-1)
	if n, err := strconv.Atoi(last[3]); err == nil && m[3] != "" {
		m[2] = strconv.Itoa(n+1) + m[2][len(m[3]):]
	}
	return m[1] + m[2] + m[4]
}

// bullet gives the parts of the line that an item starts at; see bulletMark.
func (s *listSurgery) bullet(i int) []string {
	if m := bulletMark.FindStringSubmatch(s.text(s.spans[i].first)); m != nil && m[4] != "" {
		return m
	}
	return []string{"", "", "-", "", " ", ""} // it shares its line with a comment or an include
}

// wrapped gives an item's lines. They break only where the list has items of
// several lines, and only in front of a letter: no line may begin as a heading or
// an item would.
func (s *listSurgery) wrapped(sign, text string) []string {
	if !slices.ContainsFunc(s.spans, func(at span) bool { return at.last > at.first }) {
		return []string{sign + text}
	}
	indent := strings.Repeat(" ", max(2, width(sign)))
	lines := []string{sign}
	for i, word := range strings.Split(text, " ") {
		last := &lines[len(lines)-1]
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case i == 0:
			*last += word
		case unicode.IsLetter(first) && width(*last+" "+word) > proseWidth && strings.TrimRight(*last, ` \`) == *last:
			lines = append(lines, indent+word)
		default:
			*last += " " + word
		}
	}
	return lines
}
