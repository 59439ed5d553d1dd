package server

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"path"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// upload is a playbook's file that a browser sent: as a file, or as text.
type upload struct {
	name     string
	source   []byte
	includes map[string]string // the fragments that came with it, by playbook.Include.File
}

// mostFragments is how many files may come with a playbook's.
const mostFragments = 50

// uploadOf reads the file that a form carries, and the fragments beside it. What
// is wrong with the form is told by its fields.
func uploadOf(r *request) (upload, error) {
	if err := r.form.err(); err != nil {
		return upload{}, err
	}
	u := upload{name: r.form.Get("name"), source: []byte(playbook.PlainText(r.form.Get("text")))}
	if u.name == "" {
		u.name = "pasted.md"
	}
	var files, fragments []*multipart.FileHeader
	if r.MultipartForm != nil {
		files, fragments = r.MultipartForm.File["file"], r.MultipartForm.File["fragments"]
	}
	var wrong fault.Fields
	if len(files) > 0 && files[0].Size > 0 {
		text, err := readPart(files[0])
		if err != nil {
			return u, err
		}
		u.name, u.source = path.Base(files[0].Filename), text
	}
	if len(u.source) == 0 {
		wrong.Add("file", "Choose a file, or paste its text below.")
		return u, wrong.Err()
	}
	return u, u.takeFragments(fragments)
}

// readPart reads a file of a form, up to the limit of a playbook and a byte more,
// so that the parser tells that it is too large.
func readPart(h *multipart.FileHeader) ([]byte, error) {
	f, err := h.Open()
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The file that the browser sent cannot be read. Send it again.")
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, playbook.MaxSize+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The file that the browser sent cannot be read. Send it again.")
	}
	return text, nil
}

// takeFragments takes the fragments that the file includes, found by their names.
func (u *upload) takeFragments(parts []*multipart.FileHeader) error {
	book, err := playbook.Parse(u.source)
	if err != nil || len(parts) == 0 || parts[0].Size == 0 && len(parts) == 1 {
		return nil // what is wrong with the file is told where it is imported
	}
	byName := map[string]string{}
	for _, i := range book.Includes {
		byName[path.Base(i.File())] = i.File()
	}
	var wrong fault.Fields
	u.includes = map[string]string{}
	for _, h := range parts[:min(len(parts), mostFragments)] {
		file, known := byName[path.Base(h.Filename)]
		if !known {
			wrong.Add("fragments", "The file does not include %.100q. Send only the fragments that it names.", path.Base(h.Filename))
			continue
		}
		text, err := readPart(h)
		if err != nil {
			return err
		}
		u.includes[file] = string(text)
	}
	return wrong.Err()
}

// uploadForm makes the form for a file.
func uploadForm(r *request, action string) page.UploadForm {
	return page.UploadForm{
		Form: component.Form{Action: action, Upload: true},
		File: component.Field{Name: "file", Label: "File", Type: "file", Hint: "Markdown, 1 MiB at most.", Attrs: map[string]any{"accept": ".md,text/markdown,text/plain"}},
		Fragments: component.Field{
			Name: "fragments", Label: "Shared fragments that it includes", Type: "file", Hint: "Those that are not sent stay as they are.",
			Attrs: map[string]any{"accept": ".md,text/markdown,text/plain", "multiple": true},
		},
		Text:   component.TextArea{Name: "text", Label: "Or its text", Rows: 6, Value: r.form.Get("text"), Attrs: map[string]any{"spellcheck": "false"}},
		Submit: component.Button{Text: "Import this file"},
	}
}

// overUpload is the form for a file that comes in over a playbook.
func overUpload(r *request, d *postgres.Draft) page.UploadForm {
	f := uploadForm(r, route.Draft(d.Slug, "import"))
	f.Title = "Import a file"
	return f
}

// refused puts what was sent back into the form, with what is wrong with it. A
// browser does not send a file again by itself, so that its text comes back.
func (u upload) refused(f *page.UploadForm, why error) {
	if len(u.source) <= playbook.MaxSize {
		f.Text.Value = newForm(map[string][]string{"text": {string(u.source)}}).Get("text")
	}
	if u.name != "" {
		f.Form.Hidden = append(f.Form.Hidden, component.Hidden{Name: "name", Value: u.name})
	}
	var invalid *fault.Error
	if !errors.As(why, &invalid) || invalid.Kind != fault.Invalid {
		return
	}
	errs := component.Errors(invalid.Fields)
	f.File.Error, f.Fragments.Error, f.Text.Error = errs.For("file"), errs.For("fragments"), errs.For("text")
	if f.Slug != nil {
		f.Slug.Error = errs.For("slug")
	}
	f.Errors = errs.Summary()
	var problems playbook.Problems
	if errors.As(why, &problems) {
		f.Errors.Title = fmt.Sprintf("%s cannot be read as a playbook: %s", u.name, counted(len(problems), "problem"))
		f.Errors.Items = []component.Link{{Text: "Mend them in the text below, or in the file, and send it again.", URL: "#text"}}
		for _, p := range problems[:min(len(problems), mostImportLines)] {
			f.Problems = append(f.Problems, fmt.Sprintf("Line %d: %s", p.Line, p.Message))
		}
		if left := len(problems) - len(f.Problems); left > 0 {
			f.Left = fmt.Sprintf("And %d more.", left)
		}
	} else if len(invalid.Fields) == 0 {
		f.Errors.Items = []component.Link{{Text: invalid.Message, URL: "#file"}}
	}
}
