package component

import (
	"strings"
	"testing"

	"github.com/a-h/templ"
)

func TestStateAndSeverityKeepTheirWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		got  Badge
		want Badge
	}{
		{State("In progress"), Badge{Text: "In progress", Tone: Info, Shape: Half}},
		{State("BLOCKED"), Badge{Text: "BLOCKED", Tone: Bad}},
		{State("Done"), Badge{Text: "Done", Tone: Good, Quiet: true}},
		{State("of another world"), Badge{Text: "of another world"}},
		{Severity("Critical"), Badge{Text: "Critical", Tone: Bad}},
		{Severity("low"), Badge{Text: "low", Shape: Down}},
		{Severity("?"), Badge{Text: "?"}},
	} {
		if c.got != c.want {
			t.Errorf("got %+v, want %+v", c.got, c.want)
		}
		if text := draw(t, c.got).text(); text != c.want.Text {
			t.Errorf("the badge reads %q, want %q", text, c.want.Text)
		}
	}
}

// No two tones are told apart by colour alone.
func TestEveryToneHasItsOwnShape(t *testing.T) {
	t.Parallel()
	seen := map[string]Tone{}
	for _, tone := range []Tone{Neutral, Info, Good, Warn, Bad} {
		drawn := html(t, icon(Badge{Tone: tone}.shape()))
		if other, twice := seen[drawn]; twice {
			t.Errorf("%q and %q are drawn alike", tone, other)
		}
		seen[drawn] = tone
	}
}

func TestProgressInWords(t *testing.T) {
	t.Parallel()
	p := draw(t, Progress{Done: 3, Total: 8, Label: "Checklist"})
	bar := p.one(t, "progress")
	if p.text() != "3 of 8" || bar.attr("value") != "3" || bar.attr("max") != "8" || bar.attr("aria-label") != "Checklist" {
		t.Errorf("%q, %v", p.text(), bar.Attr)
	}
	none := draw(t, Progress{Label: "Checklist"})
	if none.text() != "none" || len(none.all("progress")) != 0 {
		t.Errorf("of nothing it shows %q", none.text())
	}
}

func TestTimeAndDay(t *testing.T) {
	t.Parallel()
	moment := draw(t, Time{UTC: "2026-11-24T15:00:00Z", Text: "Tue 24 Nov 2026, 10:00", ZoneLabel: "UTC−5"})
	tag := moment.one(t, "time")
	if tag.attr("datetime") != "2026-11-24T15:00:00Z" || !tag.has("data-local") || moment.text() != "Tue 24 Nov 2026, 10:00 UTC−5" {
		t.Errorf("%q, %v", moment.text(), tag.Attr)
	}
	for _, c := range []struct {
		day  Day
		want string
	}{
		{Day{}, "No date"},
		{Day{ISO: "2026-11-23", Text: "23 Nov 2026"}, "23 Nov 2026"},
		{Day{ISO: "2026-11-23", Text: "23 Nov 2026", Late: true}, "23 Nov 2026 overdue"},
	} {
		page := draw(t, c.day)
		if page.text() != c.want {
			t.Errorf("%+v reads %q, want %q", c.day, page.text(), c.want)
		}
		for _, tag := range page.all("time") {
			if tag.has("data-local") {
				t.Error("a calendar date is moved into a zone")
			}
		}
	}
}

func TestTableSaysItsOrder(t *testing.T) {
	t.Parallel()
	table := Table{Caption: "Tasks", Columns: []Column{{Label: "Name", SortURL: "?sort=name", Sorted: Ascending}, {Label: "Due", SortURL: "?sort=due"}, {Label: "Act", Hidden: true}}}
	page := draw(t, with(table, raw(`<tr><th scope="row">1</th><td>2</td><td>3</td></tr>`)))
	heads := page.one(t, "thead").all("th")
	if heads[0].attr("aria-sort") != "ascending" || heads[1].has("aria-sort") {
		t.Errorf("sorted: %v, %v", heads[0].Attr, heads[1].Attr)
	}
	if len(heads[0].all("a")) != 1 || len(heads[2].all("a")) != 0 || heads[2].text() != "Act" {
		t.Error("the heads are other")
	}
	if page.one(t, "caption").text() != "Tasks" || len(page.one(t, "tbody").all("tr")) != 1 {
		t.Error("the caption or the rows are other")
	}
}

func TestPagerShowsWhatThereIs(t *testing.T) {
	t.Parallel()
	if html(t, Pager{}) != "" {
		t.Error("a pager of nothing is shown")
	}
	links := draw(t, Pager{Text: "1–50 of 243", Next: "?after=50"}).all("a")
	if len(links) != 1 || links[0].text() != "Next" || links[0].attr("href") != "?after=50" {
		t.Errorf("%d links", len(links))
	}
}

func TestColumnThatSortsByTwo(t *testing.T) {
	t.Parallel()
	seats := Column{Label: "Seats", SortURL: "?sort=seats", Sorted: Descending}
	table := draw(t, Table{Caption: "C", Columns: []Column{{Label: "Customer", SortURL: "?sort=customer", Also: &seats}}})
	head := table.one(t, "th")
	links := head.all("a")
	if head.attr("aria-sort") != "descending" || len(links) != 2 || links[1].attr("href") != "?sort=seats" {
		t.Errorf("sorted %q, %d links", head.attr("aria-sort"), len(links))
	}
}

func TestFiltersFoldAway(t *testing.T) {
	t.Parallel()
	state := Select{Name: "state", Label: "State", Blank: "Any"}
	for _, open := range []bool{true, false} {
		fold := draw(t, Filters{Action: "/e", More: []templ.Component{state}, MoreOpen: open}).one(t, "details")
		if is := fold.has("open"); is != open || fold.one(t, "select").attr("name") != "state" {
			t.Errorf("open is %v, want %v", is, open)
		}
	}
	if none := draw(t, Filters{Action: "/e"}); len(none.all("details")) != 0 {
		t.Error("without more filters there is a fold")
	}
}

func TestChoiceInTheToneOfWhatItSays(t *testing.T) {
	t.Parallel()
	for _, tone := range []Tone{Warn, Neutral} {
		if got := draw(t, QuickState{About: "item 1", Tone: tone, Options: DrawOptions(nil)}).one(t, "select").attr("data-tone"); got != string(tone) {
			t.Errorf("of tone %q it is %q", tone, got)
		}
	}
}

func TestFiltersCanBeTakenAway(t *testing.T) {
	t.Parallel()
	page := draw(t, Filters{Action: "/e", Hidden: []Hidden{{"sort", "due"}}, Chips: []Chip{{"Service: Edge", "/e?sort=due"}}, ClearURL: "/e"})
	links := page.all("a")
	if len(links) != 2 || !strings.HasPrefix(links[0].text(), "Remove filter Service: Edge") || links[1].attr("href") != "/e" {
		t.Errorf("%d links", len(links))
	}
	if page.one(t, "form").attr("method") != "get" {
		t.Error("a filter is not in the URL")
	}
	if n := len(draw(t, Filters{Action: "/e", ClearURL: "/e"}).all("a")); n != 0 {
		t.Error("no filter holds and one can be cleared")
	}
}

func TestReadinessSaysMetInWords(t *testing.T) {
	t.Parallel()
	box := Readiness{Sentence: "Not ready", Conditions: []Condition{{Met: true, Title: "A"}, {Title: "B", Why: "0 of 1", ActionText: "Open", ActionURL: "/t"}}}
	items := draw(t, box).one(t, "ol").all("li")
	if items[0].text() != "Met: A" || items[1].one(t, "p").text() != "Not met: B 0 of 1" {
		t.Errorf("%q, %q", items[0].text(), items[1].text())
	}
	if a := items[1].one(t, "a"); a.attr("href") != "/t" {
		t.Errorf("what mends it is at %q", a.attr("href"))
	}
}

func TestReadinessRequest(t *testing.T) {
	t.Parallel()
	off := draw(t, Readiness{Request: &ReadinessRequest{Text: "Request", URL: "/x", Reason: "Two are open."}})
	if b := off.one(t, "button"); b.attr("aria-disabled") != "true" || len(off.all("a")) != 0 {
		t.Errorf("the button is %v", b.Attr)
	}
	on := draw(t, Readiness{Request: &ReadinessRequest{Text: "Request", URL: "/x"}})
	if a := on.one(t, "a"); a.attr("href") != "/x" || len(on.all("button")) != 0 {
		t.Errorf("the link is %v", a.Attr)
	}
	if n := len(draw(t, Readiness{}).all("footer")); n != 0 {
		t.Error("no request is possible and one is offered")
	}
}

func TestDefinitionWithoutValue(t *testing.T) {
	t.Parallel()
	facts := draw(t, DefinitionList{{Term: "Seats", Text: "900"}, {Term: "Partner"}, {Term: "State", Detail: State("Open")}}).all("dd")
	for i, want := range []string{"900", "Not set", "Open"} {
		if got := facts[i].text(); got != want {
			t.Errorf("fact %d reads %q, want %q", i, got, want)
		}
	}
}

func TestTimelineTellsBeforeAndAfter(t *testing.T) {
	t.Parallel()
	page := draw(t, Timeline{{Actor: "R. Osei", Text: "changed", About: &Link{"CORE-1", "/c"}, Changes: []Change{{"State", "Open", "Done"}, {"Due", "x", ""}}, Cause: &Link{"Checkpoint 6", "/k"}}})
	changes := page.one(t, "ul").all("li")
	if changes[0].text() != "State was Open became Done" || changes[1].text() != "Due was x removed" {
		t.Errorf("%q, %q", changes[0].text(), changes[1].text())
	}
	if !strings.Contains(page.text(), "R. Osei changed CORE-1") || !strings.Contains(page.text(), "Because of Checkpoint 6") {
		t.Errorf("it reads %q", page.text())
	}
}
