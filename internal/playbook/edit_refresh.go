package playbook

import (
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// AddRefresh adds a row to the refresh summary, on top: the newest comes first.
type AddRefresh struct {
	Date day.Date
	Who  string
	What string // one line; line breaks become blanks
}

func (e AddRefresh) edit(c Catalog) (Catalog, error) {
	e.Who, e.What = oneLine(e.Who), oneLine(e.What)
	if err := e.check(); err != nil {
		return Catalog{}, err
	}
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	s.want.RefreshSummary = append([]Refresh{{e.Date, e.Who, e.What}}, s.want.RefreshSummary...)
	texts := map[string]string{columnDate: e.Date.Format("1/2/2006"), columnWho: e.Who, columnWhat: e.What}
	if len(s.at.refresh) == 0 {
		s.addTable(s.at.section("Refresh Summary"), refreshColumns, texts)
	} else {
		t := s.at.refresh[0]
		s.insert(t.delimiter.num+1, t.row(refreshColumns, texts))
	}
	return s.close("what")
}

func (e AddRefresh) check() error {
	var bad fault.Fields
	checkCell(&bad, "who", e.Who, "who changed the playbook")
	checkCell(&bad, "what", e.What, "what changed")
	if e.Date.IsZero() {
		bad.Add("date", "Say on which day.")
	}
	return bad.Err()
}
