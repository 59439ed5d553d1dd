package webtest

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Run carries out a script against the site at base. A script is lines:
//
//	# a comment
//	as engineer                    signs in by the demo button; "as nobody" forgets who was
//	GET /engagements?q=x           asks, and does not follow redirects
//	POST /engagements              sends the indented lines below it as a form
//	    customer=Quillon Foods
//	status 303
//	location ^/engagements/(\d+)$ -> id      the group is $id from here on
//	header Content-Type ^text/html
//	has 12,000 seats               the page's text, blanks folded, holds it
//	lacks Sign in
//	html <th scope="row">          the page's source holds it
//	source value="(\d+)"[^>]*>P. Lindqvist -> manager      as location, over the page's source
//
// Each check that fails is an error of the test with the script's line.
func Run(t *testing.T, base, file string) {
	t.Helper()
	source, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	s := &script{t: t, base: base, file: file, vars: map[string]string{}}
	s.forget()
	for lines := bufio.NewScanner(source); lines.Scan(); {
		s.number++
		s.take(lines.Text())
	}
	s.send()
}

type script struct {
	t      *testing.T
	base   string
	file   string
	number int
	client *http.Client
	vars   map[string]string

	pending *request // asked for, and not sent before its form is read
	status  int
	header  http.Header
	body    string
	text    string
}

type request struct {
	method, path string
	form         url.Values
}

func (s *script) forget() {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	s.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

var variable = regexp.MustCompile(`\$(\w+)`)

func (s *script) expand(line string) string {
	return variable.ReplaceAllStringFunc(line, func(name string) string {
		if v, ok := s.vars[name[1:]]; ok {
			return v
		}
		return name
	})
}

func (s *script) take(line string) {
	s.t.Helper()
	indented := strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")
	verb, rest, _ := strings.Cut(s.expand(strings.TrimSpace(line)), " ")
	switch {
	case verb == "" || strings.HasPrefix(verb, "#"):
	case indented && s.pending != nil:
		name, value, _ := strings.Cut(s.expand(strings.TrimSpace(line)), "=")
		s.pending.form.Add(name, strings.ReplaceAll(value, `\n`, "\n"))
	case verb == "GET" || verb == "POST" || verb == "PUT" || verb == "DELETE" || verb == "HEAD":
		s.send()
		s.pending = &request{verb, rest, url.Values{}}
	case verb == "as":
		s.as(rest)
	default:
		s.send()
		s.check(verb, rest)
	}
}

func (s *script) as(who string) {
	s.t.Helper()
	s.send()
	s.forget()
	if who == "nobody" {
		return
	}
	s.pending = &request{http.MethodPost, "/login/demo", url.Values{"as": {who}}}
	s.send()
	if s.status != http.StatusSeeOther {
		s.fail("signing in as %s: status %d", who, s.status)
	}
}

// send sends what is pending and keeps the answer for the checks.
func (s *script) send() {
	s.t.Helper()
	if s.pending == nil {
		return
	}
	var body io.Reader
	if s.pending.method == http.MethodPost {
		body = strings.NewReader(s.pending.form.Encode())
	}
	req, err := http.NewRequestWithContext(s.t.Context(), s.pending.method, s.base+s.pending.path, body)
	s.pending = nil
	if err != nil {
		s.t.Fatalf("%s:%d: %v", s.file, s.number, err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := s.client.Do(req)
	if err != nil {
		s.t.Fatalf("%s:%d: %v", s.file, s.number, err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatalf("%s:%d: %v", s.file, s.number, err)
	}
	s.status, s.header, s.body, s.text = resp.StatusCode, resp.Header, string(page), Text(string(page))
}

func (s *script) check(verb, rest string) {
	s.t.Helper()
	switch verb {
	case "status":
		if strconv.Itoa(s.status) != rest {
			s.fail("status %d, want %s; the page says: %.600s", s.status, rest, s.text)
		}
	case "location":
		s.match(s.header.Get("Location"), rest)
	case "header":
		name, want, _ := strings.Cut(rest, " ")
		s.match(s.header.Get(name), want)
	case "has":
		if !strings.Contains(s.text, rest) {
			s.fail("the page lacks %q; it says: %.3000s", rest, s.text)
		}
	case "lacks":
		if strings.Contains(s.text, rest) {
			s.fail("the page has %q", rest)
		}
	case "html":
		if !strings.Contains(s.body, rest) {
			s.fail("the source lacks %q", rest)
		}
	case "source":
		s.match(s.body, rest)
	default:
		s.t.Fatalf("%s:%d: unknown verb %q", s.file, s.number, verb)
	}
}

// match holds a value against a pattern; "-> name" behind it keeps its group.
func (s *script) match(value, pattern string) {
	s.t.Helper()
	pattern, name, keep := strings.Cut(pattern, " -> ")
	found := regexp.MustCompile(pattern).FindStringSubmatch(value)
	switch {
	case found == nil:
		s.fail("%.200q does not match %s", value, pattern)
	case keep && len(found) > 1:
		s.vars[name] = found[1]
	}
}

func (s *script) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Errorf("%s:%d: %s", s.file, s.number, fmt.Sprintf(format, args...))
}

// Text gives what a page says: its text without markup, blanks folded.
func Text(page string) string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return page
	}
	var words []string
	for n := range doc.Descendants() {
		hidden := n.Parent != nil && (n.Parent.Data == "script" || n.Parent.Data == "style")
		if n.Type == html.TextNode && !hidden {
			words = append(words, strings.Fields(n.Data)...)
		}
	}
	return strings.Join(words, " ")
}
