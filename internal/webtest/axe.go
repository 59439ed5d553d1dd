package webtest

import (
	"fmt"
	"os"
	"strings"
)

// Axe holds the page that is open against axe-core's rules for WCAG 2.2 A and
// AA and its best practices, and gives a line a violation. source is
// axe-core's own script.
func (t *Tab) Axe(source string) ([]string, error) {
	if _, err := Eval[bool](t, source+"\n;true"); err != nil {
		return nil, err
	}
	type violation struct {
		ID    string   `json:"id"`
		Help  string   `json:"help"`
		Nodes []string `json:"nodes"`
	}
	found, err := Eval[[]violation](t, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
		.then(r => r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html + " " + (n.any[0]?.message ?? n.none[0]?.message ?? ""))})))`)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, v := range found {
		lines = append(lines, fmt.Sprintf("%s: %s\n\t%s", v.ID, v.Help, strings.Join(v.Nodes, "\n\t")))
	}
	return lines, nil
}

// AxeSource reads axe-core's script from web/node_modules, below root.
func AxeSource(root string) (string, error) {
	b, err := os.ReadFile(root + "/web/node_modules/axe-core/axe.min.js")
	if err != nil {
		return "", fmt.Errorf("axe-core is not there; `make assets` fetches it: %w", err)
	}
	return string(b), nil
}
