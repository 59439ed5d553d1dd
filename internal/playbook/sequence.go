package playbook

import (
	"github.com/aymanbagabas/go-udiff/lcs"
)

// fewTokens is the most tokens, of both texts together, for which the shortest
// difference is looked for at once: its search gives up after a hundred.
const fewTokens = 100

// sequence gives what to replace in one list of tokens to get another. What both
// have once is taken as the same where that leaves an order, and the shortest
// difference is looked for in between: so a long text is compared in time near to
// its length, and one change far from another does not blur it.
func sequence(from, to []string) []lcs.Diff {
	if len(from)+len(to) <= fewTokens {
		return lcs.DiffLines(from, to)
	}
	var found []lcs.Diff
	i, j := 0, 0
	for _, a := range append(anchors(from, to), anchor{len(from), len(to)}) {
		for _, d := range lcs.DiffLines(from[i:a.from], to[j:a.to]) {
			found = append(found, lcs.Diff{Start: d.Start + i, End: d.End + i, ReplStart: d.ReplStart + j, ReplEnd: d.ReplEnd + j})
		}
		i, j = a.from+1, a.to+1
	}
	return found
}

// anchor is a token that both lists have once, by its indexes.
type anchor struct{ from, to int }

// anchors gives the longest rising run of them.
func anchors(from, to []string) []anchor {
	was, became := onceIn(from), onceIn(to)
	places := unpaired(len(from))
	for token, i := range was {
		if j, both := became[token]; both && i >= 0 && j >= 0 {
			places[i] = j
		}
	}
	var run []anchor
	for _, i := range longestRise(places) {
		run = append(run, anchor{i, places[i]})
	}
	return run
}

// onceIn gives the index of each token, -1 for one that comes more than once.
func onceIn(tokens []string) map[string]int {
	at := make(map[string]int, len(tokens))
	for i, token := range tokens {
		if _, twice := at[token]; twice {
			i = -1
		}
		at[token] = i
	}
	return at
}
