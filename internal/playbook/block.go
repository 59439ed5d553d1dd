package playbook

import "strings"

// blocks marks the lines of fenced code blocks, in which nothing is read, and
// takes HTML comments that start a line out. A fence or comment that is never
// closed would hide the rest of the file, and is a problem.
func (p *parser) blocks(lines []line) []line {
	var kept []line
	for i := 0; i < len(lines); i++ {
		if mark := fence(lines[i].text); mark != "" {
			end := p.codeEnd(lines, i, mark)
			for ; i <= end; i++ {
				kept = append(kept, line{lines[i].num, lines[i].text, true})
			}
			i--
			continue
		}
		end, rest := p.commentEnd(lines, i)
		switch {
		case end < i:
			kept = append(kept, lines[i])
		case rest != "":
			lines[end].text = rest
			i = end - 1 // what stands behind a comment may begin another, or a fence
		default:
			i = end
		}
	}
	return kept
}

// fence gives the backticks or tildes that open a code block at a line, or "".
func fence(text string) string {
	body := unindent(text)
	for _, mark := range []string{"`", "~"} {
		rest := strings.TrimLeft(body, mark)
		if n := len(body) - len(rest); n >= 3 && (mark == "~" || !strings.Contains(rest, "`")) {
			return body[:n]
		}
	}
	return ""
}

// codeEnd gives the index of the line that closes the code block opened at
// lines[open], or of the last line.
func (p *parser) codeEnd(lines []line, open int, mark string) int {
	for i := open + 1; i < len(lines); i++ {
		body := strings.TrimSpace(unindent(lines[i].text))
		if len(body) >= len(mark) && strings.Trim(body, mark[:1]) == "" {
			return i
		}
	}
	p.problems.add(lines[open].num, "The code block that starts here is never closed; close it with %s.", mark)
	return len(lines) - 1
}

// commentEnd gives the index of the line that ends the comment which starts at
// lines[open], and what stands after it there. It is below open, with the
// line's own text, where no comment starts.
func (p *parser) commentEnd(lines []line, open int) (end int, rest string) {
	text := lines[open].text
	body, found := strings.CutPrefix(strings.TrimLeft(text, " \t"), "<!--")
	if !found {
		return open - 1, text
	}
	for i := open; i < len(lines); i++ {
		if i > open {
			body = lines[i].text
		}
		if _, rest, closed := strings.Cut(body, "-->"); closed {
			return i, strings.TrimSpace(rest)
		}
	}
	p.problems.add(lines[open].num, "The comment that starts here is never closed; close it with -->.")
	return len(lines) - 1, ""
}

// unindent takes off up to three blanks, the most that Markdown allows before
// a heading or a fence.
func unindent(text string) string {
	for range 3 {
		text = strings.TrimPrefix(text, " ")
	}
	return text
}
