package playbook

import (
	"regexp"
	"strings"
)

// heading is a line such as "## Approach".
type heading struct {
	line
	level int // 1 to 6; 0 for what stands before the first heading
	name  string
}

// block is a heading with the lines below it, up to the next heading.
type block struct {
	heading
	lines []line
}

// tasksHeading is the heading of an activity's table, at level 4.
const tasksHeading = "FTOP Tasks"

// headingMark takes the blank after the # signs as missing where two or more
// of them leave no doubt; "#4096" is text.
var headingMark = regexp.MustCompile(`^(#{1,6})([ \t]+|$)(.*)$|^(#{2,6})()([^#\s].*)$`)

// closing is what may end a heading's line.
var closing = regexp.MustCompile(`(^|[ \t]+)#+[ \t]*$`)

// readHeading reads a heading's line.
func readHeading(l line) (heading, bool) {
	m := headingMark.FindStringSubmatch(strings.TrimRight(unindent(l.text), " \t"))
	if l.code || m == nil {
		return heading{}, false
	}
	name := strings.TrimSpace(closing.ReplaceAllString(m[3]+m[6], ""))
	return heading{l, len(m[1]) + len(m[4]), name}, true
}

// unspaced reports whether the blank after the heading's # signs is missing,
// so that Markdown would show it as text.
func (h heading) unspaced() bool {
	rest := strings.TrimLeft(unindent(h.text), "#")
	return rest != "" && rest[0] != ' ' && rest[0] != '\t'
}

// is reports whether the heading has the given name, however it is written.
func (h heading) is(name string) bool { return folded(h.name) == folded(name) }

// split takes lines apart at their headings. The first block has none.
func split(lines []line) []block {
	blocks := make([]block, 1)
	for _, l := range lines {
		if h, ok := readHeading(l); ok {
			blocks = append(blocks, block{heading: h})
			continue
		}
		last := &blocks[len(blocks)-1]
		last.lines = append(last.lines, l)
	}
	return blocks
}

// flat gives blocks as the lines that they were read from.
func flat(blocks []block) []line {
	var lines []line
	for _, b := range blocks {
		if b.level > 0 {
			lines = append(lines, b.line)
		}
		lines = append(lines, b.lines...)
	}
	return lines
}

// group takes blocks apart before each block of the given level or a higher
// one (a smaller number), and gives also what stands before the first.
func group(blocks []block, level int) (before []block, groups [][]block) {
	start := len(blocks)
	for i := len(blocks) - 1; i >= 0; i-- {
		if blocks[i].level > 0 && blocks[i].level <= level {
			groups = append(groups, blocks[i:start])
			start = i
		}
	}
	for i, j := 0, len(groups)-1; i < j; i, j = i+1, j-1 {
		groups[i], groups[j] = groups[j], groups[i]
	}
	return blocks[:start], groups
}
