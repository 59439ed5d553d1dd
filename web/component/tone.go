package component

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
