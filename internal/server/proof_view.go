package server

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/proof"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// noProof says why an approval can be without a proof.
const noProof = "This approval has no proof: it is older than proofs are, or was generated to try GapTrack with."

// proofView makes the page of a proof, of nothing but what the signed document says.
func proofView(e *postgres.Loaded, n int, p *postgres.ExitProof) page.ProofView {
	v := page.ProofView{Title: fmt.Sprintf("Exit proof: %s, exit request %d", e.Facts.Customer, n)}
	if p == nil {
		v.Standing = component.Notice{Tone: component.Info, Text: noProof, Action: &component.Link{Text: "Go to the exit", URL: route.Exit(e.ID)}}
		return v
	}
	v.Standing = proofStanding(p)
	if p.Broken != nil {
		return v
	}
	v.Title = fmt.Sprintf("Exit proof: %s, exit request %s", p.Part("facts").Get("customer"), p.Part(proof.DecisionPart).Get("exit"))
	v.File = &component.ButtonLink{Text: "Download the signed file", URL: route.ProofFile(e.ID, n)}
	for _, g := range proofGroups {
		if part := (proving{e, p.Document}).group(g); part != nil {
			v.Parts = append(v.Parts, *part)
		}
	}
	v.Parts = append(v.Parts, proofSignature(p))
	return v
}

// proofFact leads from an approval to its proof.
func proofFact(e *postgres.Loaded, n int) component.Definition {
	if x := e.Exits[n]; x == nil || x.Key == "" {
		return component.Definition{Term: "Exit proof", Text: noProof}
	}
	return component.Definition{Term: "Exit proof", Detail: component.Link{Text: "What was approved, signed", URL: route.Proof(e.ID, n)}}
}

// proofStanding says whether the proof holds.
func proofStanding(p *postgres.ExitProof) component.Notice {
	wrong := p.Broken
	if problems := p.Check(&p.Keys); wrong == nil && len(problems) > 0 {
		wrong = problems[0]
	}
	if wrong != nil {
		return component.Notice{Tone: component.Bad, Title: "This proof does not hold",
			Text: "What is kept is not what was signed: " + wrong.Error() + ". Tell who runs GapTrack."}
	}
	text := fmt.Sprintf("What stands here is what was signed, by key %s of this installation.", p.Key)
	if out := p.TakenOut(); out > 0 {
		text += fmt.Sprintf(" %s since.", capital(counted(out, "text")+" taken out"))
	}
	return component.Notice{Tone: component.Good, Title: "This proof holds", Text: text}
}

// proofGroup is a kind of parts of a proof.
type proofGroup struct {
	kind  string // how their names begin
	title string
	facts bool // there is one, and it is told as facts
}

var proofGroups = []proofGroup{
	{proof.DecisionPart, "Decision", true}, {"facts", "Engagement", true}, {"edition", "Playbook", true}, {"exit", "Request", true},
	{"condition", "Conditions", false}, {"input", "Key inputs", false}, {"output", "Key outputs", false},
	{"task", "Mandatory tasks, and optional ones that the exit closed", false}, {"item", "Remediation checklist", false},
	{"waiver", "Waived tasks and accepted risks", false}, {"event", "The event it stood on", true}, {"person", "People", false},
}

// proving is a proof being shown in an engagement.
type proving struct {
	*postgres.Loaded
	*proof.Document
}

// group makes what is shown of a kind of parts; nil where there are none.
func (p proving) group(g proofGroup) *page.HandoverPart {
	v := &page.HandoverPart{ID: g.kind, Title: g.title}
	for i := range p.Parts {
		part := &p.Parts[i]
		if kind, _, _ := strings.Cut(part.Name, " "); kind != g.kind {
			continue
		}
		if g.facts {
			v.Facts = p.values(part)
			continue
		}
		v.Entries = append(v.Entries, p.entry(part))
	}
	if v.Facts == nil && v.Entries == nil {
		return nil
	}
	return v
}

// entry makes what is shown of one of many parts: its short values in a line, and
// its texts below.
func (p proving) entry(part *proof.Part) page.HandoverEntry {
	v := page.HandoverEntry{Name: component.Link{Text: p.title(part)}}
	var short []string
	for _, f := range told(part) {
		d := p.value(part, f)
		if f.Text != nil || f.TakenOut() {
			v.Facts = append(v.Facts, d)
		} else {
			short = append(short, d.Term+": "+d.Text)
		}
	}
	v.Said = strings.Join(short, " · ")
	return v
}

// told gives what a part says, but for what its title does.
func told(part *proof.Part) []proof.Field {
	kind, _, _ := strings.Cut(part.Name, " ")
	return slices.DeleteFunc(slices.Clone(part.Of), func(f proof.Field) bool { return slices.Contains(proofTitles[kind], f.Name) })
}

// proofTitles are the values that say what a part is about, by its kind.
var proofTitles = map[string][]string{
	"condition": {"title"}, "input": {"text"}, "output": {"text"}, "task": {"name"}, "person": {"name"}, "waiver": {"noun", "n"},
}

// title tells what a part is about.
func (p proving) title(part *proof.Part) string {
	kind, number, _ := strings.Cut(part.Name, " ")
	switch kind {
	case "condition":
		return part.Get("title")
	case "input", "output":
		return plainMarkdown(part.Get("text"))
	case "person":
		return p.person(part.Name)
	case "task":
		return fmt.Sprintf("Task %s: %s", number, part.Get("name"))
	case "waiver":
		return fmt.Sprintf("Waiver %s, of %s %s", number, part.Get("noun"), part.Get("n"))
	}
	return capital(part.Name)
}

// person gives who a part tells of, by its name.
func (p proving) person(part string) string {
	if name := p.Part(part).Get("name"); name != "" {
		return name
	}
	return capital(part) + ", whose name was taken out"
}

// values words what told gives.
func (p proving) values(part *proof.Part) component.DefinitionList {
	var all component.DefinitionList
	for _, f := range told(part) {
		all = append(all, p.value(part, f))
	}
	return all
}

func (p proving) value(part *proof.Part, f proof.Field) component.Definition {
	kind, _, _ := strings.Cut(part.Name, " ")
	return component.Definition{Term: proofLabel(kind, f.Name), Text: p.words(kind, f)}
}

// proofLabels word what a proof calls otherwise than the records do.
var proofLabels = map[string]string{
	"seq": "Number of the event", "hash": "Hash of the event", "at": "Approved at", "by": "Approved by", "words": "In these words",
	"exit": "Exit request", "why": "Why", "engagement": "Engagement", "number": "Edition",
}

func proofLabel(kind, field string) string {
	switch label, known := proofLabels[field]; {
	case field == "by" && kind != proof.DecisionPart, field == "state" && kind == "task":
	case known:
		return label
	}
	return historyLabel(field)
}

// words words a value.
func (p proving) words(kind string, f proof.Field) string {
	switch {
	case f.TakenOut():
		return "Taken out since"
	case f.Text != nil && f.Name == "outputs":
		return p.fieldWords(f.Name, f.Text.Words) // its text is a list
	case f.Text != nil:
		return f.Text.Words
	case p.Part(f.Value) != nil:
		return p.person(f.Value)
	case kind == proof.DecisionPart && f.Name == proof.DecidedAt:
		return proofMoment(f.Value)
	}
	return p.fieldWords(f.Name, f.Value)
}

// fieldWords words a value as the records' history does.
func (p proving) fieldWords(field, value string) string {
	return fieldWords(p.Loaded, engagement.NounExit, field, value)
}

// proofMoment shows a moment in UTC, as it is signed.
func proofMoment(value string) string {
	at, err := time.Parse(time.RFC3339Nano, value)
	if err != nil {
		return value
	}
	shown := timeIn(at, time.UTC)
	return shown.Text + " " + shown.ZoneLabel
}

// proofSignature tells who signed, and how anybody can check it.
func proofSignature(p *postgres.ExitProof) page.HandoverPart {
	return page.HandoverPart{
		ID: "signature", Title: "Signature",
		Text: "Whoever has the signed file can check it without GapTrack's database: gaptrack audit verify-proof FILE --keys KEYS, with the public keys that this installation publishes at " +
			route.Keys + ". The form of the file is told in GapTrack's documentation of the package proof.",
		Facts: component.DefinitionList{
			{Term: "Key", Text: p.Key}, {Term: "Hash of what is signed", Text: p.Hash()}, {Term: "Signature (Ed25519)", Text: fmt.Sprintf("%x", p.Signature)},
		},
	}
}
