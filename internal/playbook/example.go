package playbook

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits of a playbook's examples.
const (
	MaxExamples = 200
	MaxExample  = 40_000 // characters of one: room for as many tasks as a playbook has
)

// Example is an example of the scope: facts, and the tasks that they bring.
type Example struct {
	Seats     int
	Exception bool
	Motion    string
	Services  []string // at least one, by the names that the catalog has now
	Tasks     []int    // as written, none twice
}

// The pieces of an example.
var (
	arrow        = regexp.MustCompile(`→|->|=>`)
	someSeats    = regexp.MustCompile(`(?i)^([\d.,' ]*\d)\s*seats?`)
	someNumber   = regexp.MustCompile(`^\d[\d.,']*`)
	anException  = regexp.MustCompile(`(?i)^(?:with )?(?:an )?(?:approved )?exception`)
	noExceptions = regexp.MustCompile(`(?i)^(?:without(?: an| any)?|(?:with )?no) exception`)
	everyService = regexp.MustCompile(`(?i)^all services`)
	joiner       = regexp.MustCompile(`(?i)^(?:[,;/]|and(?:\s|$))`)
	nextFact     = regexp.MustCompile(`(?i),(?:\D|$)|;|\s/|\sand\s`)
	noTask       = regexp.MustCompile(`(?i)^(?:nothing|none|no tasks?)\s*$`)
)

// ParseExample reads an example of the playbook's scope such as "12,000 seats,
// Exchange and MDATP, RFA → 4080, 4101, 3190, 1700". Seats, motion and services
// stand in any order, "with an exception" beside them where there is one;
// services go by any of their names. The error is Mistakes. Whether the scope is
// as the example says, and has such tasks at all, is another question.
func (p *Playbook) ParseExample(text string) (Example, error) {
	r := p.exampleReader(text)
	if n := characters(text); n > MaxExample || !utf8.ValidString(text) {
		r.mistakes.add(1, min(n, MaxExample), "An example is text of %d characters at most; this has %d.", MaxExample, n)
		return Example{}, r.mistakes
	}
	at := arrow.FindStringIndex(text)
	if at == nil {
		at = []int{len(text), len(text)}
		r.mistakes.add(characters(text)+1, 0, "Behind the facts an arrow is missing, with the tasks: → 4080, 4101.")
	}
	r.facts(at[0])
	if at[0] < len(text) {
		r.at = at[1]
		r.tasks()
	}
	if err := r.mistakes.err(); err != nil {
		return Example{}, err
	}
	return r.Example, nil
}

// exampleName is a name by which examples call a service or a motion.
type exampleName struct{ text, service, motion string }

// exampleReader begins to read an example. The names that it can hold come longest
// first, so that none is taken for a part of it.
func (p *Playbook) exampleReader(text string) *exampleReader {
	r := &exampleReader{text: text}
	for _, motion := range p.Motions {
		r.names = append(r.names, exampleName{text: motion, motion: motion})
	}
	for _, t := range p.Services() {
		r.every = append(r.every, t.Name)
		for _, name := range Names([]Term{t}) {
			r.names = append(r.names, exampleName{text: name, service: t.Name})
		}
	}
	slices.SortStableFunc(r.names, func(a, b exampleName) int { return cmp.Compare(len(b.text), len(a.text)) })
	return r
}

// exampleReader reads an example from left to right.
type exampleReader struct {
	Example
	text     string
	at       int // in bytes
	end      int // of the part that is read
	names    []exampleName
	every    []string // service
	seated   bool
	mistakes Mistakes
}

// facts reads what stands before the arrow, at end.
func (r *exampleReader) facts(end int) {
	r.end = end
	for r.skip(); r.at < r.end; r.skip() {
		r.fact()
	}
	fine := len(r.mistakes) == 0
	missing := func(is bool, what string) {
		if is && fine {
			r.mistakes.add(characters(r.text[:end])+1, 0, "Before the arrow %s.", what)
		}
	}
	missing(!r.seated, "the number of seats is missing, such as 12,000 seats")
	missing(r.Motion == "", "the motion is missing: one of the playbook's")
	missing(len(r.Services) == 0, "the services are missing: one at least, or “all services”")
}

// rest is what is still to be read of the part.
func (r *exampleReader) rest() string { return r.text[r.at:r.end] }

// skip goes past blanks, commas, and the word and.
func (r *exampleReader) skip() {
	for r.at < r.end {
		c, size := utf8.DecodeRuneInString(r.rest())
		if m := joiner.FindString(r.rest()); m != "" {
			size = len(m)
		} else if !unicode.IsSpace(c) {
			return
		}
		r.at = min(r.at+size, r.end)
	}
}

// wrong notes a mistake about the next size bytes.
func (r *exampleReader) wrong(size int, format string, args ...any) {
	r.mistakes.add(characters(r.text[:r.at])+1, characters(r.text[r.at:r.at+size]), format, args...)
}

// fact reads one fact.
func (r *exampleReader) fact() {
	rest := r.rest()
	if m := whole(someSeats.FindStringSubmatch(rest), rest); m != nil {
		r.seats(m[0], m[1])
	} else if m := whole(anException.FindStringSubmatch(rest), rest); m != nil {
		r.Exception = true
		r.at += len(m[0])
	} else if m := whole(noExceptions.FindStringSubmatch(rest), rest); m != nil {
		r.at += len(m[0])
	} else if m := whole(everyService.FindStringSubmatch(rest), rest); m != nil {
		r.Services = slices.Clone(r.every)
		r.at += len(m[0])
	} else if n, size := r.name(); size > 0 {
		r.named(n, size)
	} else {
		r.unknown()
	}
}

// whole gives a match that ends where a word does, else nil.
func whole(m []string, rest string) []string {
	if m == nil {
		return nil
	}
	if c, _ := utf8.DecodeRuneInString(rest[len(m[0]):]); len(rest) > len(m[0]) && (unicode.IsLetter(c) || unicode.IsDigit(c)) {
		return nil
	}
	return m
}

func (r *exampleReader) seats(all, number string) {
	n, ok := count(number, "")
	switch {
	case r.seated:
		r.wrong(len(all), "The seats are given twice.")
	case !ok || !aCount.MatchString(number):
		r.wrong(len(number), "%s is no number of seats; write 12000 or 12,000.", quoted(number))
	}
	r.Seats, r.seated = n, true
	r.at += len(all)
}

// name gives the longest name at which the rest starts, in any case, and its
// length; 0 where it starts with none.
func (r *exampleReader) name() (exampleName, int) {
	rest := r.rest()
	for _, n := range r.names {
		if size := len(n.text); size <= len(rest) && strings.EqualFold(rest[:size], n.text) && whole([]string{rest[:size]}, rest) != nil {
			return n, size
		}
	}
	return exampleName{}, 0
}

func (r *exampleReader) named(n exampleName, size int) {
	switch {
	case n.motion != "" && r.Motion != "":
		r.wrong(size, "A motion is given already: %s.", r.Motion)
	case n.motion != "":
		r.Motion = n.motion
	case slices.Contains(r.Services, n.service):
		r.wrong(size, "The service %s is named already.", n.service)
	default:
		r.Services = append(r.Services, n.service)
	}
	r.at += size
}

// unknown notes what is no fact, up to the next comma, slash or “and”.
func (r *exampleReader) unknown() {
	size := len(r.rest())
	if cut := nextFact.FindStringIndex(r.rest()); cut != nil {
		size = max(cut[0], 1)
	}
	word := strings.TrimSpace(r.rest()[:size])
	size = len(strings.TrimRightFunc(r.rest()[:size], unicode.IsSpace))
	known := []string{"with an exception", "all services"}
	for _, n := range r.names {
		known = append(known, n.text)
	}
	switch {
	case someNumber.FindString(word) == word:
		r.wrong(size, "Say of what there are %s: %s seats. Tasks stand behind the arrow.", quoted(word), word)
	default:
		r.wrong(size, "%s is no service, motion or exception of this playbook%s", quoted(word), perhaps(word, known))
	}
	r.at += max(size, 1)
}

// tasks reads what stands behind the arrow.
func (r *exampleReader) tasks() {
	r.end = len(r.text)
	if r.skip(); noTask.MatchString(r.rest()) {
		return
	}
	if r.at == r.end {
		r.wrong(0, "Behind the arrow the tasks are missing by their IDs, or the word “nothing”.")
	}
	for ; r.at < r.end; r.skip() {
		size := strings.IndexFunc(r.rest(), func(c rune) bool { return c == ',' || c == ';' || unicode.IsSpace(c) })
		if size < 0 {
			size = len(r.rest())
		}
		r.task(r.rest()[:size])
		r.at += size
	}
}

func (r *exampleReader) task(text string) {
	id, _ := strconv.Atoi(text)
	switch {
	case !digits(text) || len(text) > maxIDDigits || id == 0:
		r.wrong(len(text), "%s is no task ID.", quoted(text))
	case slices.Contains(r.Tasks, id):
		r.wrong(len(text), "Task %d is named twice.", id)
	}
	r.Tasks = append(r.Tasks, id)
}
