package playbook

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// writer writes playbooks, with every freedom that the form leaves drawn anew.
type writer struct {
	*rapid.T
	strings.Builder
}

func (w *writer) pick(texts ...string) string { return rapid.SampledFrom(texts).Draw(w.T, "pick") }

func (w *writer) line(format string, args ...any) {
	w.WriteString(fmt.Sprintf(format, args...) + w.pick("\n", "\r\n"))
}

func (w *writer) playbook(p *Playbook) string {
	w.WriteString(w.pick("", "\uFEFF"))
	w.line("---%s", w.pick("", "  ", "\t"))
	w.line("title: '%s'", p.Title)
	w.line("# a comment")
	w.line("ms.date: %s", p.Dated.Format(w.pick("1/2/2006", "01/02/2006")))
	w.line("ms.topic: playbook")
	w.line("---%s", w.pick("", " "))
	w.line("# %s%s", p.Title, w.pick("", " #"))
	w.key("Phase", p.Phase)
	w.key("Motions", w.list(p.Motions))
	w.section("Overview")
	w.line("%s", p.Overview)
	w.bullets("Objectives", p.Objectives)
	w.section("Approach")
	for _, a := range p.Activities {
		w.activity(a)
	}
	w.bullets("Key Inputs", p.KeyInputs)
	w.bullets("Key Outputs", p.KeyOutputs)
	w.bullets("Next Steps", p.NextSteps)
	w.section("Refresh Summary")
	var rows [][]string
	for _, r := range p.RefreshSummary {
		rows = append(rows, []string{r.Date.Format("1/2/2006"), r.Who, r.What})
	}
	w.table(refreshColumns, rows)
	return w.String()
}

func (w *writer) section(name string) {
	w.line("%s## %s%s", w.pick("", " "), name, w.pick("", "  ", " ##"))
	w.WriteString(w.pick("", "\n"))
}

func (w *writer) key(name, value string) {
	w.line(w.pick("%s: **%s**", "**%s:** %s", "%s: %s", "%s : __%s__")+w.pick("", "  ", `\`), name, value)
}

func (w *writer) list(names []string) string {
	return strings.Join(names, w.pick(" / ", "  / ", " /\t"))
}

func (w *writer) bullets(name string, items []string) {
	w.section(name)
	sign := w.pick("- ", "* ", "+   ", " - ")
	for _, item := range items {
		w.line("%s%s%s", sign, w.wrapped(item, w.pick("", "  ")), w.pick("", "  "))
		w.WriteString(w.pick("", "\n", "\r\n"))
	}
}

// wrapped breaks a text at some of its blanks.
func (w *writer) wrapped(text, indent string) string {
	words := strings.Fields(text)
	for i := range words[1:] {
		words[i] += w.pick(" ", " ", "\n"+indent, "\r\n"+indent)
	}
	return strings.Join(words, "")
}

func (w *writer) activity(a Activity) {
	w.line("### %s", a.Name)
	w.WriteString(w.pick("", "\n"))
	w.key("Primary Role", a.PrimaryRole)
	w.key("Motions", w.list(a.Motions))
	w.key("Applies To", w.list(a.AppliesTo))
	w.line("")
	w.line("%s", w.wrapped("Help the customer. "+a.Condition.Text+" Then go on.", w.pick("", "  ")))
	if len(a.Tasks) == 0 {
		return
	}
	w.line("#### FTOP Tasks")
	w.WriteString(w.pick("", "\n"))
	var rows [][]string
	for _, t := range a.Tasks {
		flag := w.pick("O", "o", "Optional")
		if t.Mandatory {
			flag = w.pick("M", "m", "Mandatory")
		}
		rows = append(rows, []string{fmt.Sprint(t.ID), t.Name, flag, t.Role, w.list(t.Services)})
	}
	w.table(taskColumns, rows)
}

// table writes rows under columns in an order that is drawn.
func (w *writer) table(columns []string, rows [][]string) {
	order := rapid.Permutation(columns).Draw(w.T, "columns")
	var dashes []string
	for range order {
		dashes = append(dashes, w.pick("---", ":-", "-:", ":---:"))
	}
	w.row(order)
	w.row(dashes)
	for _, row := range rows {
		cells := make([]string, len(order))
		for i, column := range columns {
			for j := range order {
				if order[j] == column {
					cells[j] = strings.ReplaceAll(row[i], "|", `\|`)
				}
			}
		}
		w.row(cells)
	}
	w.line("")
}

func (w *writer) row(cells []string) {
	var padded []string
	for _, c := range cells {
		padded = append(padded, w.pick("", " ", "   ")+c+w.pick("", " ", "\t"))
	}
	row := strings.Join(padded, "|")
	w.line("%s", w.pick("|"+row+"|", row, "|"+row, " "+row+"| "))
}
