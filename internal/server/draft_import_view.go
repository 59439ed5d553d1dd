package server

import (
	"fmt"
	"strconv"
	"strings"

	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// How much of a file is told on one page.
const (
	mostImportLines   = 100 // warnings, problems and changes, of each
	mostImportShown   = 200 // conflicts
	mostConflictShown = 4000
)

// waitingView shows a file that waits: what was read of it, what it changes in the
// draft, and what has to be settled first.
func waitingView(r *request, d *postgres.Draft, w *postgres.WaitingImport) (page.WaitingFile, error) {
	number := strconv.Itoa(w.Number)
	v := page.WaitingFile{
		ID: "import-" + number, Title: w.Name, From: importedBy(r, w.Import), At: timeIn(w.At, zoneOf(r.who)),
		Leave: component.Form{Action: route.Draft(d.Slug, "import", number, "leave"), Inline: true},
		Form: component.Form{
			Action: route.Draft(d.Slug, "import", number, "take"),
			Hidden: []component.Hidden{{Name: "version", Value: strconv.Itoa(d.Version)}},
		},
		Take: component.Button{Text: "Into the draft", About: w.Name, Kind: component.Primary},
	}
	book, err := w.Parse()
	if err != nil {
		return v, fmt.Errorf("a file that came in over %s, read once, no longer parses: %w", d.Slug, err)
	}
	v.Report = importReport(book)
	for _, p := range book.Warnings[:min(len(book.Warnings), mostImportLines)] {
		v.Warnings = append(v.Warnings, fmt.Sprintf("Line %d: %s", p.Line, p.Message))
	}
	if d.Typed != nil {
		v.Take.DisabledReason = "The Markdown of the draft cannot be read as it stands. Mend its problems first."
		return v, nil
	}
	return v, mergedView(r, &v, d, w)
}

// importReport says what was read of a file.
func importReport(book *playbook.Playbook) string {
	tasks := 0
	for _, a := range book.Activities {
		tasks += len(a.Tasks)
	}
	activities := "1 activity"
	if n := len(book.Activities); n != 1 {
		activities = fmt.Sprintf("%d activities", n)
	}
	return fmt.Sprintf("Read: %s, %d of %d rows of tasks, %s.", activities, tasks, tasks, counted(len(book.Warnings), "warning"))
}

// mergedView adds what the file changes, and its conflicts.
func mergedView(r *request, v *page.WaitingFile, d *postgres.Draft, w *postgres.WaitingImport) error {
	sent := r.Method == "POST" && strings.HasSuffix(r.URL.Path, "/"+strconv.Itoa(w.Number)+"/take")
	choices := map[string]playbook.Choice{}
	if sent {
		choices = importChoices(r.form)
	}
	merged, err := w.Merge(d.Catalog, choices)
	if err != nil {
		v.Take.DisabledReason = "The two together are larger than a playbook may be (1 MiB)."
		return nil
	}
	changes := importChanges(d.Catalog, merged.Catalog)
	v.Sums = strings.Join(differenceSums(changes), ", ")
	for _, c := range changes[:min(len(changes), mostImportLines)] {
		v.Changes = append(v.Changes, c.Words)
	}
	if left := len(changes) - len(v.Changes); left > 0 {
		v.Left = fmt.Sprintf("And %d more: the difference shows all of them once the file is in the draft.", left)
	}
	if len(changes) == 0 && merged.Open() == 0 {
		v.Sums, v.Take.Text = "", "Note it as taken in"
		if !merged.Catalog.Equal(d.Catalog) {
			v.Sums, v.Take.Text = "how it is written, and nothing that it means", "Into the draft"
		}
	}
	v.Conflicts = importConflicts(w.Number, merged.Conflicts, sent)
	for _, c := range v.Conflicts {
		if c.Error != "" {
			v.Errors.Items = append(v.Errors.Items, component.Link{Text: c.Legend + ": choose which stands.", URL: "#" + c.ID})
		}
	}
	return nil
}

// importChanges gives what differs by meaning between two catalogs that parse.
func importChanges(from, to playbook.Catalog) []playbook.Difference {
	was, err := from.Parse()
	if err != nil {
		return nil
	}
	is, err := to.Parse()
	if err != nil {
		return nil
	}
	return append(playbook.Compare(was, is), playbook.CompareIncludes(from.Includes, to.Includes)...)
}

func importConflicts(number int, all []playbook.Conflict, sent bool) (shown []page.ImportConflict) {
	for i, c := range all[:min(len(all), mostImportShown)] {
		v := page.ImportConflict{
			ID: fmt.Sprintf("conflict-%d-%d", number, i+1), Name: settlesField + c.Key, Legend: c.Name, Base: brief(c.Base, mostConflictShown),
			Sides: []page.ImportSide{
				{Value: string(playbook.Ours), Label: "Keep ours: as the draft has it", Text: brief(c.Ours, mostConflictShown), Missing: c.Ours == "", Chosen: c.Choice == playbook.Ours},
				{Value: string(playbook.Theirs), Label: "Take theirs: as the file has it", Text: brief(c.Theirs, mostConflictShown), Missing: c.Theirs == "", Chosen: c.Choice == playbook.Theirs},
			},
		}
		if sent && c.Choice == "" {
			v.Error = "Choose which of the two stands. It can be edited in the draft afterwards."
		}
		shown = append(shown, v)
	}
	return shown
}

// importedBy says where a file came from.
func importedBy(r *request, i postgres.Import) string {
	switch {
	case i.Origin == postgres.FromProgram:
		return "It came with a version of the program"
	case i.By == 0:
		return "Imported from the shell"
	}
	return "Imported by " + r.visit.People().Name(i.By)
}

func pastImport(r *request, i postgres.Import) page.PastImport {
	v := page.PastImport{Name: i.Name, From: "File", State: component.Badge{Text: "Taken in", Tone: component.Good}, At: timeIn(i.SettledAt, zoneOf(r.who))}
	if i.Origin == postgres.FromProgram {
		v.From = "The program"
	}
	if i.State == postgres.ImportLeft {
		v.State = component.Badge{Text: "Left aside"}
	}
	switch {
	case i.SettledBy != 0:
		v.By = r.visit.People().Name(i.SettledBy)
	case i.Origin == postgres.FromProgram:
		v.By = "The program"
	default:
		v.By = "The shell"
	}
	return v
}
