package minutes

import (
	_ "embed"
	"html/template"
	"strings"
)

//go:embed minutes.html
var pageSource string

// pages holds the templates of a whole page, "page", and of its body alone, "body".
var pages = template.Must(template.New("").Funcs(template.FuncMap{"lines": lines}).Parse(pageSource))

// HTML writes the minutes as one page that needs nothing else: it is read in a
// browser and in a mail, and prints on A4 and on Letter.
func (m Minutes) HTML() string { return m.write("page") }

// Body writes what HTML has in its body, for inside another page.
func (m Minutes) Body() string { return m.write("body") }

func (m Minutes) write(name string) string {
	var b strings.Builder
	if err := pages.ExecuteTemplate(&b, name, m.document()); err != nil {
		panic(err) // the template takes every document, and the builder every byte
	}
	return b.String()
}

// lines takes a text apart at its line breaks; blank lines are left out.
func lines(text string) []string {
	var b strings.Builder
	put(&b, "", "", text)
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}
