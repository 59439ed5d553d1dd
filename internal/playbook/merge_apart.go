package playbook

import (
	"strings"
)

// takeApart makes the parts of a playbook's text. The error is Parse's.
func (t *mergeText) takeApart() error {
	src := []byte(strings.Join(t.lines, ""))
	p := &parser{taskAt: map[int]int{}, stepAt: map[string]int{}, tableAt: map[int]bool{}}
	book, err := Parse(src)
	if err != nil {
		return err
	}
	t.book = book
	lines := p.lines(src)
	after := p.frontMatter(lines)
	body := p.includes(p.blocks(after))
	a := &apart{mergeText: t, p: p, end: map[int]int{}}
	a.mark(lines[:len(lines)-len(after)], body)
	t.root = a.playbook(split(body), len(lines)-len(after))
	return nil
}

// takeParagraphs makes parts of a text that is no playbook.
func (t *mergeText) takeParagraphs() {
	if !t.there {
		return
	}
	t.root = &part{kids: []*part{}}
	if len(t.lines) == 0 {
		return
	}
	p := &parser{}
	a := &apart{mergeText: t, p: p}
	a.mark(nil, p.blocks(p.lines([]byte(strings.Join(t.lines, "")))))
	t.root.add(a.paragraphs(1, len(t.lines)+1)...)
	t.root.hoist()
}

// apart takes a text apart. Lines count from 1.
type apart struct {
	*mergeText
	p   *parser
	gap []bool      // the lines that only keep parts apart, by number
	in  []bool      // the lines that are inside of a code block or a comment, by number
	end map[int]int // of each block by its heading's line: the line after its last
}

// mark notes the blank lines, those in code and comments aside, and the lines
// that no cut may be before. The front matter has neither code nor comments.
func (a *apart) mark(front, body []line) {
	a.gap, a.in = make([]bool, len(a.lines)+2), make([]bool, len(a.lines)+2)
	for _, l := range front {
		a.gap[l.num] = l.blank()
	}
	before := line{num: len(front)}
	for _, l := range body {
		a.gap[l.num] = !l.code && strings.TrimSpace(a.lines[l.num-1]) == ""
		a.in[l.num] = l.code && before.code
		for n := before.num + 1; n < l.num; n++ {
			a.in[n+1] = !strings.Contains(a.lines[n-1], "-->")
		}
		before = l
	}
}

// playbook makes the parts of a document whose front matter has n lines.
func (a *apart) playbook(blocks []block, n int) *part {
	last := len(a.lines) + 1
	for i := len(blocks) - 1; i >= 0; i-- {
		a.end[blocks[i].num] = last
		last = blocks[i].num
	}
	_, groups := group(blocks, 2)
	root := &part{kids: []*part{}}
	first := a.afterGap(n + 1)
	root.add(a.frontMatter(n, first))
	root.add(a.eachLine(first, groups[0][0].num)...)
	root.add(a.titled(groups[0]))
	for _, g := range groups[1:] {
		root.add(a.section(g))
	}
	return root.hoist()
}

// partStart is where a part starts.
type partStart struct {
	key, name string
	kind      partKind
}

// parts makes leaves of the lines from first up to, not including, end: one at
// each cut, and one at each line after a gap, unless that line goes on with what
// stands before the gap. A gap before the first part is a part of its own.
func (a *apart) parts(first, end int, cuts map[int]partStart, goesOn map[int]bool) (found []*part) {
	start := first
	flush := func(to int) {
		if to > start {
			found = append(found, a.leaf(start, to, cuts[start]))
		}
		start = to
	}
	for n := first; n < end; n++ {
		_, begins := cuts[n]
		afterGap := n > first && a.gap[n-1] && !a.gap[n] && !goesOn[n]
		if !a.in[n] && (begins || afterGap) {
			flush(n)
		}
	}
	flush(end)
	return found
}

// leaf makes one part of the lines from first up to end.
func (a *apart) leaf(first, end int, c partStart) *part {
	last := end
	for last > first && a.gap[last-1] {
		last--
	}
	return &part{
		key: c.key, name: c.name, kind: c.kind,
		text: strings.Join(a.lines[first-1:last-1], ""), gap: strings.Join(a.lines[last-1:end-1], ""),
	}
}

func (a *apart) paragraphs(first, end int) []*part { return a.parts(first, end, nil, nil) }

// frontMatter makes a part of what stands before line end, its last line being
// closing: a part for each key, and one for each comment.
func (a *apart) frontMatter(closing, end int) *part {
	cuts := map[int]partStart{1: {"open", "", tight}, closing: {"close", "", tight}}
	goesOn := map[int]bool{}
	for n := 1; n < closing; n++ {
		goesOn[n] = true
		if strings.HasPrefix(a.lines[n-1], "#") {
			cuts[n] = partStart{kind: tight}
		}
	}
	before := 1
	for _, e := range a.p.book.FrontMatter {
		if e.Line <= before || e.Line >= closing {
			cuts = nil // keys that share a line are one part
			break
		}
		before = e.Line
		cuts[e.Line] = partStart{"key " + e.Key, e.Key, tight}
	}
	front := &part{key: "front matter", name: "Front matter", kids: []*part{}}
	front.add(a.parts(1, end, cuts, goesOn)...)
	return front.hoist()
}

// eachLine makes a part of each line, as those that name fragments.
func (a *apart) eachLine(first, end int) []*part {
	cuts := map[int]partStart{}
	for n := first; n < end; n++ {
		if !a.gap[n] {
			cuts[n] = partStart{}
		}
	}
	return a.parts(first, end, cuts, nil)
}

// heading is the part of a heading's line.
func (a *apart) heading(h heading, key, name string) *part {
	return a.leaf(h.num, a.below(h), partStart{key, name, headline})
}

// below gives the line after a heading and its gap.
func (a *apart) below(h heading) int { return a.afterGap(h.num + 1) }

// afterGap gives the first line from n on that is no gap, or the one after the
// last.
func (a *apart) afterGap(n int) int {
	for n <= len(a.lines) && a.gap[n] {
		n++
	}
	return n
}

// titled is the title with its key lines.
func (a *apart) titled(g []block) *part {
	title := &part{key: "title", kids: []*part{}}
	title.add(a.heading(g[0].heading, "heading", "Title"))
	title.add(a.keyed(g[0], a.end[g[0].num], "Phase", "Motions")...)
	return title.hoist()
}

// keyed makes the parts of a block that starts with key lines, up to line end.
func (a *apart) keyed(b block, end int, names ...string) []*part {
	cuts := map[int]partStart{}
	for i := 0; i < len(b.lines); i++ {
		name, _, ok := readKeyLine(b.lines[i], names)
		if !ok {
			continue
		}
		cuts[b.lines[i].num] = partStart{"key " + name, name, tight}
		open := strings.Count(b.lines[i].text, "**")%2 == 1
		for i+1 < len(b.lines) && continues(open, b.lines[i], b.lines[i+1], names) {
			i++
			open = open != (strings.Count(b.lines[i].text, "**")%2 == 1)
		}
		if next := i + 1; next < len(b.lines) && !b.lines[next].blank() {
			cuts[b.lines[i].num+1] = partStart{}
		}
	}
	return a.parts(a.below(b.heading), end, cuts, nil)
}
