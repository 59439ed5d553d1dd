package server

import (
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// listState is the state of a list that is held in memory: its filters, its
// sort and where its page begins, all as its URL has them.
type listState struct {
	path   string
	values url.Values
}

// fromField is the query value of where a page of a list begins, from 0.
const fromField = "from"

// url gives the list with some values changed, by name and value; an empty
// value takes one out. The list begins at its first page again.
func (l listState) url(pairs ...string) string {
	v := maps.Clone(l.values)
	v.Del(fromField)
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return route.With(l.path, v)
}

// column makes the head of a column that sorts by key: up first, then down.
func (l listState) column(label, key string) component.Column {
	c := component.Column{Label: label, SortURL: l.url("sort", key)}
	switch l.values.Get("sort") {
	case key:
		c.Sorted, c.SortURL = component.Ascending, l.url("sort", "-"+key)
	case "-" + key:
		c.Sorted = component.Descending
	}
	return c
}

// from gives where the page begins in a list of total, never past its end.
func (l listState) from(size, total int) int {
	n, err := strconv.Atoi(l.values.Get(fromField))
	if err != nil || n < 0 {
		return 0
	}
	return min(n, max(0, total-1)/size*size)
}

// pager leads to the pages around the one that begins at from.
func (l listState) pager(from, size, total int) component.Pager {
	if total == 0 {
		return component.Pager{}
	}
	p := component.Pager{Text: fmt.Sprintf("%d–%d of %s", from+1, min(from+size, total), engagement.Thousands(total))}
	if from > 0 {
		p.Prev = l.url(fromField, blankZero(max(0, from-size)))
	}
	if from > size {
		p.First = l.url()
	}
	if from+size < total {
		p.Next = l.url(fromField, strconv.Itoa(from+size))
	}
	return p
}

// chip tells of a filter that holds, and leads to the list without it.
func (l listState) chip(label, name string) component.Chip {
	return component.Chip{Label: label + ": " + l.values.Get(name), RemoveURL: l.url(name, "")}
}

// sorting reads the sort: its key, and whether it is backwards.
func (l listState) sorting() (key string, descending bool) {
	return strings.CutPrefix(l.values.Get("sort"), "-")
}

// hiddenSort carries the sort through the form of the filters.
func (l listState) hiddenSort() []component.Hidden {
	if l.values.Get("sort") == "" {
		return nil
	}
	return []component.Hidden{{Name: "sort", Value: l.values.Get("sort")}}
}

// pageOf gives the part of a list that is one page.
func pageOf[T any](list []T, from, size int) []T {
	return list[min(from, len(list)):min(from+size, len(list))]
}
