package server

import (
	"bytes"
	"html"
	"net/url"
	"strings"
	"sync"

	"github.com/a-h/templ"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A playbook's texts are Markdown that people write. They are drawn with raw
// HTML left out and with web and mail links alone: a link to a file beside the
// playbook leads nowhere here, so only its words stay. Images, which the
// content policy would not load, stay as their description.
var (
	markdownBlocks = goldmark.New(
		goldmark.WithExtensions(extension.Table),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(onlyWebLinks{}, 1))),
	)
	markdownLine = goldmark.New(goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1)),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithASTTransformers(util.Prioritized(onlyWebLinks{}, 1)),
	)))
)

// blockMarkdown draws paragraphs, lists and tables, for inside class "prose".
func blockMarkdown(source string) templ.Component {
	return templ.Raw(markdownHTML(markdownBlocks, source))
}

// inlineMarkdown draws one line of text, such as a bullet: emphasis, code and
// links; whatever else it looks like is shown as it is written.
func inlineMarkdown(source string) templ.Component { return templ.Raw(inlineHTML(source)) }

func inlineHTML(source string) string {
	line := strings.TrimSpace(markdownHTML(markdownLine, strings.Join(strings.Fields(source), " ")))
	return strings.TrimSuffix(strings.TrimPrefix(line, "<p>"), "</p>")
}

// plainTexts are the words of lines that were asked for: the key inputs and
// outputs of published editions, which are few and never change.
var plainTexts sync.Map // source → words

// plainMarkdown gives the words of one line of a published playbook without their
// form, for where only text can stand.
func plainMarkdown(source string) string {
	if words, known := plainTexts.Load(source); known {
		return words.(string)
	}
	words := wordsOf(source)
	plainTexts.Store(source, words)
	return words
}

func wordsOf(source string) string {
	var plain strings.Builder
	eachPiece(inlineHTML(source), func(text string) { plain.WriteString(text) }, func(string) {})
	return plain.String()
}

// eachPiece takes drawn HTML apart: its texts, and its tags as they stand between
// the brackets.
func eachPiece(drawn string, text, tag func(string)) {
	for drawn != "" {
		before, rest, found := strings.Cut(drawn, "<")
		text(html.UnescapeString(before))
		if !found {
			return
		}
		inside, after, _ := strings.Cut(rest, ">")
		tag(inside)
		drawn = after
	}
}

// markdownHTML gives safe HTML. Writing to memory cannot fail, and the parser
// takes any text; should it fail all the same, the source is shown escaped.
func markdownHTML(m goldmark.Markdown, source string) string {
	var out bytes.Buffer
	if err := m.Convert([]byte(source), &out); err != nil {
		return html.EscapeString(source)
	}
	return out.String()
}

// onlyWebLinks takes links and images apart that cannot be followed from here.
type onlyWebLinks struct{}

// Transform puts the words of such a link in its place.
func (onlyWebLinks) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	var apart []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the walker never fails
		link, isLink := n.(*ast.Link)
		_, isImage := n.(*ast.Image)
		if entering && (isImage || isLink && !leadsToWeb(string(link.Destination))) {
			apart = append(apart, n)
		}
		return ast.WalkContinue, nil
	})
	for _, n := range apart {
		for c := n.FirstChild(); c != nil; c = n.FirstChild() {
			n.Parent().InsertBefore(n.Parent(), n, c)
		}
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

func leadsToWeb(destination string) bool {
	u, err := url.Parse(destination)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto")
}
