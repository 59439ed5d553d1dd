package proof

import "fmt"

// Texts are the texts of a proof by part and field: what can be taken out of it.
type Texts map[string]map[string]Text

// Split gives the document without its texts, and the texts.
func (d *Document) Split() (signed *Document, texts Texts) {
	bare := *d
	bare.Parts, texts = nil, Texts{}
	for _, p := range d.Parts {
		fields := p.Of
		p.Of = nil
		for _, f := range fields {
			if f.Text != nil {
				texts.put(p.Name, f.Name, *f.Text)
			}
			f.Text = nil
			p.Of = append(p.Of, f)
		}
		bare.Parts = append(bare.Parts, p)
	}
	return &bare, texts
}

func (t Texts) put(part, field string, text Text) {
	if t[part] == nil {
		t[part] = map[string]Text{}
	}
	t[part][field] = text
}

// Join puts texts that Split gave back into the document. One that belongs nowhere is
// an error.
func (d *Document) Join(texts Texts) error {
	count := 0
	for i := range d.Parts {
		of := d.Parts[i].Of
		for j := range of {
			if text, found := texts[d.Parts[i].Name][of[j].Name]; found && of[j].isText() {
				of[j].Text = &text
				count++
			}
		}
	}
	for _, fields := range texts {
		count -= len(fields)
	}
	if count < 0 {
		return fmt.Errorf("it has no place for %d of its texts", -count)
	}
	return nil
}
