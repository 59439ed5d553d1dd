package playbook

import "bytes"

// MaxSize is the most bytes that a playbook's file may have: 1 MiB.
const MaxSize = 1 << 20

// parser carries what is found while a file is read from top to bottom.
type parser struct {
	book     Playbook
	problems Problems
	warnings Problems
	taskAt   map[int]int    // task ID → the line where it first stands
	stepAt   map[string]int // activity's name → the line of its heading
	tableAt  map[int]bool   // lines that were read as headers of tables
	at       outline
}

// Parse reads a playbook. The error, if any, is Problems: every problem of
// the file at once, and then there is no playbook.
func Parse(src []byte) (*Playbook, error) {
	p, _, err := read(src)
	return p, err
}

// read gives a playbook, and where its parts stand in the file.
func read(src []byte) (*Playbook, *outline, error) {
	p := &parser{taskAt: map[int]int{}, stepAt: map[string]int{}, tableAt: map[int]bool{}, at: outline{lists: map[string][]span{}}}
	p.file(src)
	if len(p.problems) > 0 {
		p.problems.sort()
		return nil, nil, p.problems
	}
	p.warnings.sort()
	p.book.Warnings = p.warnings
	return &p.book, &p.at, nil
}

// file reads the whole source, unless it is no text to begin with.
func (p *parser) file(src []byte) {
	switch {
	case len(src) > MaxSize:
		p.problems.add(1, "The file has %d bytes, and a playbook may have %d (1 MiB) at most.", len(src), MaxSize)
		return
	case bytes.HasPrefix(src, []byte{0xFF, 0xFE}), bytes.HasPrefix(src, []byte{0xFE, 0xFF}):
		p.problems.add(1, "The file is saved as UTF-16; save it as UTF-8.")
		return
	}
	lines := p.lines(src)
	p.at.last = len(lines)
	lines = p.frontMatter(lines)
	lines = p.includes(p.blocks(lines))
	p.at.taken = lines
	p.document(split(lines))
	p.strayTables(lines)
}
