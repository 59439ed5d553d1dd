package main

import (
	"bytes"
	"net/url"
	"slices"

	"golang.org/x/net/html"
)

// fetchedLinks are the relations of links that a browser follows by itself.
var fetchedLinks = []string{"icon", "stylesheet", "preload", "modulepreload", "manifest"}

// references gives the paths of all that a browser fetches for a page of the
// program's own: styles, scripts, icons, pictures. Each is named once. Styles and
// scripts of the program refer to nothing further.
func references(base string, page []byte) ([]string, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	at, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	var all []string
	for n := range root.Descendants() {
		to := referred(n)
		if to == "" {
			continue
		}
		u, err := at.Parse(to)
		if err != nil {
			return nil, err
		}
		u.Fragment = ""
		if name := u.String(); !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all, nil
}

// referred gives what a browser fetches for an element, empty for nothing.
func referred(n *html.Node) string {
	switch n.Data {
	case "script", "img", "source", "iframe":
		return attribute(n, "src")
	case "link":
		if slices.Contains(fetchedLinks, attribute(n, "rel")) {
			return attribute(n, "href")
		}
	case "use", "image":
		if to := attribute(n, "href"); to != "" && to[0] != '#' {
			return to
		}
	}
	return ""
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
