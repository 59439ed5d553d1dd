package notify

import (
	_ "embed"
	"html/template"
	"strings"
)

//go:embed letter.html
var letterSource string

var letterPage = template.Must(template.New("letter").Parse(letterSource))

// letter is what a mail says, before it is written. Its texts are as people typed
// them.
type letter struct {
	Subject  string
	Lead     []string // paragraphs
	List     *list
	Page     string // the address of the page that it is about; empty for who cannot open it
	PageText string
	Text     string        // the minutes, as text
	Body     template.HTML // and as HTML, written by package minutes
	Foot     []string      // why one gets this mail
}

type list struct {
	Title string
	Rows  []string
}

// text writes the letter as plain text.
func (l letter) text() string {
	var parts []string
	parts = append(parts, l.Lead...)
	if l.List != nil {
		parts = append(parts, l.List.Title+"\n- "+strings.Join(l.List.Rows, "\n- "))
	}
	if l.Page != "" {
		parts = append(parts, l.PageText+":\n"+l.Page)
	}
	if l.Text != "" {
		parts = append(parts, strings.TrimSpace(l.Text))
	}
	return strings.Join(parts, "\n\n") + "\n\n-- \n" + strings.Join(l.Foot, "\n") + "\n" // as mail programs know the end of a mail
}

// html writes the letter as a page.
func (l letter) html() string {
	var b strings.Builder
	if err := letterPage.Execute(&b, l); err != nil {
		panic(err) // the template takes every letter, and the builder every byte
	}
	return b.String()
}
