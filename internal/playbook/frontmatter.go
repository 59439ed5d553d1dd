package playbook

import (
	"strings"
)

// Bounds of the front matter: the time that YAML takes to read grows with the
// square of its nesting, and real front matter is a dozen flat lines.
const (
	maxFrontMatter = 16 << 10 // bytes
	maxBrackets    = 256
)

// frontMatter reads what stands between the first two lines of three dashes,
// and gives the lines after it.
func (p *parser) frontMatter(lines []line) []line {
	start := 0
	for start < len(lines) && lines[start].blank() {
		start++
	}
	if start == len(lines) || !dashes(lines[start]) {
		p.problems.add(1, "The file has no front matter; start it with a line of three dashes, a title, and three dashes again.")
		return lines
	}
	at := lines[start].num
	for end := start + 1; end < len(lines); end++ {
		if dashes(lines[end]) {
			p.readFrontMatter(lines[start+1:end], at)
			return lines[end+1:]
		}
	}
	p.problems.add(at, "The front matter that starts here is never closed; end it with a line of three dashes.")
	return afterOpenFrontMatter(lines[start+1:])
}

// dashes reports whether a line is three dashes, with blanks after them or none.
func dashes(l line) bool { return strings.TrimRight(l.text, " \t") == "---" }

// afterOpenFrontMatter gives the lines from the first blank one on: there the
// document most likely begins, and its problems can be told too.
func afterOpenFrontMatter(lines []line) []line {
	for i, l := range lines {
		if l.blank() {
			return lines[i:]
		}
	}
	return nil
}

// readFrontMatter takes the entries of the YAML in lines; at is the line of
// the dashes that open it.
func (p *parser) readFrontMatter(lines []line, at int) {
	text := joined(lines, "\n", line.String)
	brackets := strings.Count(text, "[") + strings.Count(text, "{")
	if len(text) > maxFrontMatter || brackets > maxBrackets {
		p.problems.add(at, "The front matter is too large: it may have %d bytes and %d brackets.", maxFrontMatter, maxBrackets)
		return
	}
	entries, err := readYAML(text)
	if err != nil {
		num, message := yamlProblem(err, len(lines))
		p.problems.add(at+num, "The front matter is not valid YAML: %s.", message)
		return
	}
	for _, e := range entries {
		e.Line += at
		p.book.FrontMatter = append(p.book.FrontMatter, e)
	}
	p.knownEntries(at)
}
