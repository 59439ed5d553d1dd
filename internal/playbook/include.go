package playbook

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"
)

var (
	includeMark = regexp.MustCompile(`(?i)\[!INCLUDE\s*\[([^\]]*)\]\s*\(([^)]*)\)\s*\]`)
	includeOpen = regexp.MustCompile(`(?i)\[!INCLUDE\b`)
)

// includes notes the shared fragments that lines name, and gives the lines
// without them.
func (p *parser) includes(lines []line) []line {
	for i, l := range lines {
		if l.code || !strings.Contains(l.text, "[!") {
			continue
		}
		for _, m := range includeMark.FindAllStringSubmatch(l.text, -1) {
			p.include(Include{strings.TrimSpace(m[1]), strings.TrimSpace(m[2]), l.num})
		}
		lines[i].text = includeMark.ReplaceAllString(l.text, "")
		if text := strings.TrimSpace(lines[i].text); strings.HasPrefix(text, "<!--") || fence(text) != "" {
			p.problems.add(l.num, "A comment or a code block starts behind this include; put it on a line of its own.")
		}
		if includeOpen.MatchString(lines[i].text) {
			p.problems.add(l.num, "This include cannot be read; write it as [!INCLUDE [Label](./includes/name.md)].")
		}
	}
	return lines
}

func (p *parser) include(i Include) {
	if _, ok := includeFile(i.Path); !ok {
		p.problems.add(i.Line, "The include %s leaves the playbook's folder; name a file in it, such as ./includes/name.md.", quoted(i.Path))
	}
	p.book.Includes = append(p.book.Includes, i)
}

// scheme is how an address such as https: starts, or a Windows drive.
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// includeFile gives the clean path of an include below its playbook's folder,
// and false for a path that leaves the folder or names no file.
func includeFile(written string) (string, bool) {
	file, err := url.PathUnescape(written)
	if err != nil || scheme.MatchString(file) || strings.ContainsAny(file, "\\?#\x00") {
		return "", false
	}
	for _, part := range strings.Split(file, "/") {
		if part == ".." || part == "~" {
			return "", false
		}
	}
	if strings.HasPrefix(file, "/") || strings.HasSuffix(file, "/") {
		return "", false
	}
	file = path.Clean(file)
	return file, file != "." && fs.ValidPath(file)
}
