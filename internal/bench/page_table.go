package main

import "fmt"

// pageRatios is the table of what is aimed at.
func pageRatios(as encoding, duels []*duel) *table {
	t := &table{
		title: fmt.Sprintf("Pages, %s, to the ceiling: median (least–most) of the rounds", worded(as)),
		head: []string{"page", "req/s " + pageRate.String(), "CPU " + pageCost.String(), "p99 " + pageTail.String(),
			"CPU with PostgreSQL", "p50"},
	}
	for _, d := range duels {
		t.add(d.title, pageRate.judged(d.ratio(rate)), pageCost.judged(d.ratio(serverCPU)), pageTail.judged(d.ratio(p99)),
			d.ratio(bothCPU).String(), d.ratio(median).String())
	}
	return t
}

func worded(as encoding) string {
	if as == identity {
		return "without compression"
	}
	return "as a browser asks (Accept-Encoding: " + as.accepts() + ")"
}

// numbers is the table of what the ratios were made of: the medians of both
// sides.
func numbers(as encoding, duels []*duel) *table {
	t := &table{
		title: fmt.Sprintf("The same, %s, in numbers (medians; CPU in µs a request)", worded(as)),
		head:  []string{"page", "side", "req/s", "CPU", "PostgreSQL CPU", "p50 µs", "p99 µs", "B/answer"},
	}
	for _, d := range duels {
		d.numbers(t)
	}
	return t
}

func (d *duel) numbers(t *table) {
	for i, s := range d.sides {
		row := []string{d.title, s.label}
		for _, m := range []metric{rate, serverCPU, dbCPU, median, p99, bytesEach} {
			row = append(row, whole(d.of(i, m)))
		}
		t.add(row...)
	}
}
