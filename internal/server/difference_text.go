package server

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gaptrack/internal/playbook"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

const (
	linesAround  = 3    // how many lines are shown around a difference
	mostLines    = 1000 // how many lines a page shows at most; the patch has all
	mostLineText = 2000 // how many bytes of a line
	mostSame     = 240  // how many bytes of what two texts share, before its middle is left out
	mostText     = 6000 // how many bytes of two texts that are told together
)

// hunks compares the texts.
func (d *difference) hunks() []playbook.Hunk {
	return playbook.CompareText(d.from.text, d.to.text, linesAround)
}

// textView makes the difference line by line.
func (d *difference) textView() page.TextDifference {
	hunks := d.hunks()
	t := page.TextDifference{}
	if d.to.typed {
		t.Note = "The Markdown as typed cannot be read. These lines are of what was typed; by meaning, the last that could be read is compared."
	}
	if len(hunks) == 0 {
		t.Empty = "No line of the document differs."
		return t
	}
	t.File = &component.Link{Text: "As a patch", URL: route.DifferenceFile(d.slug, d.from.name, d.to.name)}
	lines := strings.Split(d.to.text, "\n")
	left, room := 0, mostLines
	for _, h := range hunks {
		if room == 0 {
			left += len(h.Lines)
			continue
		}
		shown := h.Lines[:min(room, len(h.Lines))]
		left += len(h.Lines) - len(shown)
		room -= len(shown)
		t.Hunks = append(t.Hunks, page.TextHunk{Title: hunkTitle(h, lines), Lines: textLines(shown)})
	}
	if left > 0 {
		t.Left = fmt.Sprintf("And %s more. The patch has them all.", counted(left, "line"))
	}
	return t
}

// hunkTitle says where a hunk stands: the heading above its first change, and the
// line in the later text.
func hunkTitle(h playbook.Hunk, lines []string) string {
	at := h.To
	for _, l := range h.Lines {
		if l.Op != playbook.Same {
			break
		}
		at = l.To + 1
	}
	return fmt.Sprintf("%s, line %d", headingAbove(lines[:min(at, len(lines))]), at)
}

// headingAbove gives the last heading of some first lines, but for those of task
// tables, which are all alike.
func headingAbove(lines []string) string {
	const fence = "---"
	if len(lines) > 0 && strings.HasPrefix(strings.TrimPrefix(lines[0], "\uFEFF"), fence) {
		end := slices.IndexFunc(lines[1:], func(l string) bool { return strings.HasPrefix(l, fence) })
		if end < 0 {
			return "Front matter"
		}
		lines = lines[end+2:]
	}
	for _, l := range slices.Backward(lines) {
		name := strings.TrimLeft(l, "#")
		if level := len(l) - len(name); level > 0 && level != 4 {
			return short(strings.TrimSpace(name), 80)
		}
	}
	return "Top"
}

func textLines(lines []playbook.TextLine) []page.TextLine {
	made := make([]page.TextLine, len(lines))
	for i, l := range lines {
		made[i] = page.TextLine{Op: textOp(l.Op), From: blankZero(l.From), To: blankZero(l.To), Pieces: textLine(l)}
		if !strings.HasSuffix(l.String(), "\n") {
			made[i].Note = "The file ends here without a line end."
		}
	}
	return made
}

// textLine gives a line's pieces, without its end and not longer than a page shows.
func textLine(l playbook.TextLine) []page.TextPiece {
	pieces := textPieces(l.Pieces)
	last := &pieces[len(pieces)-1]
	last.Text = strings.TrimSuffix(last.Text, "\n")
	return cutPieces(pieces, mostLineText)
}

func textOp(op playbook.Op) page.TextOp {
	return map[playbook.Op]page.TextOp{playbook.Deleted: page.TextDeleted, playbook.Inserted: page.TextInserted, playbook.Same: page.TextSame}[op]
}

// signs shows characters that cannot be seen.
var signs = strings.NewReplacer("\r", "␍", "\uFEFF", "⟨BOM⟩", "\u00A0", "⍽", "\u202F", "⍽", "\x00", "␀")

// textPieces gives pieces as a page shows them: in what differs every character can
// be seen.
func textPieces(pieces []playbook.Piece) []page.TextPiece {
	made := make([]page.TextPiece, len(pieces))
	for i, p := range pieces {
		made[i] = page.TextPiece{Op: textOp(p.Op), Text: strings.TrimSuffix(p.Text, "\r")}
		if p.Op != playbook.Same {
			made[i].Text = signs.Replace(p.Text)
		}
		made[i].Text = strings.ToValidUTF8(made[i].Text, "\uFFFD")
	}
	return made
}

// shortened leaves out the middle of long pieces that are the same, and the end of
// what is too long all the same.
func shortened(pieces []page.TextPiece) []page.TextPiece {
	for i := range pieces {
		p := &pieces[i]
		if p.Op != page.TextSame || len(p.Text) <= mostSame {
			continue
		}
		head, tail := short(p.Text, mostSame/2), tailOf(p.Text, mostSame/2)
		switch {
		case len(pieces) == 1:
		case i == 0:
			p.Text = tail
		case i == len(pieces)-1:
			p.Text = head
		default:
			p.Text = strings.TrimSuffix(head, "…") + " … " + strings.TrimPrefix(tail, "…")
		}
	}
	return cutPieces(pieces, mostText)
}

// cutPieces leaves out what is over a number of bytes.
func cutPieces(pieces []page.TextPiece, most int) []page.TextPiece {
	for i := range pieces {
		if most == 0 {
			return pieces[:i]
		}
		if len(pieces[i].Text) > most {
			pieces[i].Text = short(pieces[i].Text, most)
			most = 0
			continue
		}
		most -= len(pieces[i].Text)
	}
	return pieces
}

// short gives the start of a text, of at most n bytes, with a sign where more was.
func short(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// tailOf gives the end of a text likewise, from a word on where one begins soon.
func tailOf(s string, n int) string {
	at := max(0, len(s)-n)
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	if blank := strings.IndexByte(s[at:], ' '); blank >= 0 && blank < n/3 {
		at += blank
	}
	return "…" + s[at:]
}
