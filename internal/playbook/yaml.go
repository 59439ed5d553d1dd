package playbook

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	yamlparser "github.com/goccy/go-yaml/parser"
)

// What can be wrong with YAML beyond its syntax.
var (
	errYAML = errors.New("it cannot be read") // the YAML package failed altogether
	errMany = errors.New("it holds more than one document")
	errKeys = errors.New("it is no list of keys; write each line as `key: value`")
)

// readYAML gives the entries of a YAML mapping in their order, with lines
// that count from 1 in text; blank text has none. Aliases are not followed, so
// that no text can grow by being read.
func readYAML(text string) (entries []Entry, err error) {
	defer func() {
		if recover() != nil {
			entries, err = nil, errYAML
		}
	}()
	file, err := yamlparser.ParseBytes([]byte(text), 0)
	switch {
	case err != nil:
		return nil, err
	case len(file.Docs) == 0:
		return nil, nil
	case len(file.Docs) > 1:
		return nil, errMany
	}
	return mapping(file.Docs[0].Body)
}

// mapping gives the entries of a YAML mapping.
func mapping(body ast.Node) ([]Entry, error) {
	switch body := body.(type) {
	case nil, *ast.NullNode:
		return nil, nil
	case *ast.MappingNode:
		entries := make([]Entry, len(body.Values))
		for i, v := range body.Values {
			key := v.Key.GetToken()
			entries[i] = Entry{key.Value, compact(v.Value), key.Position.Line}
		}
		return entries, nil
	}
	return nil, errKeys
}

// yamlProblem gives the line, 1 to last, and the words of a YAML error.
func yamlProblem(err error, last int) (num int, message string) {
	var syntax yaml.Error
	if !errors.As(err, &syntax) {
		return min(1, last), err.Error()
	}
	num = 1
	if token := syntax.GetToken(); token != nil && token.Position != nil {
		num = token.Position.Line
	}
	return min(max(num, 1), last), strings.Join(strings.Fields(syntax.GetMessage()), " ")
}

// compact gives a YAML value on one line: a scalar's text as written, without
// its quotes; a list as [a, b]; a mapping as {k: v}.
func compact(node ast.Node) string {
	switch n := node.(type) {
	case nil, *ast.NullNode:
		return ""
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n")
	case *ast.SequenceNode:
		return "[" + joined(n.Values, ", ", compact) + "]"
	case *ast.MappingNode:
		return "{" + joined(n.Values, ", ", pair) + "}"
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		return strings.Join(strings.Fields(n.String()), " ")
	}
	return node.GetToken().Value
}

// pair gives one key and value of a mapping.
func pair(v *ast.MappingValueNode) string {
	return v.Key.GetToken().Value + ": " + compact(v.Value)
}
