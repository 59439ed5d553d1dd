package component

// toned gives the class of a block in a tone: toned("badge", Good) is
// "badge-good".
func toned(block string, t Tone) string {
	if t == Neutral {
		return block + "-neutral"
	}
	return block + "-" + string(t)
}

// shapeOf gives each tone its own outline.
func shapeOf(t Tone) Shape {
	switch t {
	case Info:
		return About
	case Good:
		return Check
	case Warn:
		return Triangle
	case Bad:
		return Cross
	}
	return Ring
}

func (b Badge) shape() Shape {
	if b.Shape != "" {
		return b.Shape
	}
	return shapeOf(b.Tone)
}

// noticeShape marks a notice of no tone as a note, not as a thing not begun.
func noticeShape(t Tone) Shape {
	if t == Neutral {
		return About
	}
	return shapeOf(t)
}
