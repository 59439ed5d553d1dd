package server_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/route"
)

func TestProfilesAreForAdmins(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for _, path := range []string{route.Profiles, route.Profile("heap"), route.Profile("goroutine") + "?debug=2", route.Profile("cmdline")} {
		for as, want := range map[string]int{"": http.StatusSeeOther, "engineer": http.StatusNotFound, "manager": http.StatusNotFound} {
			w := d.answer(d.ask(as, http.MethodGet, path))
			if w.Code != want || strings.Contains(w.Body.String(), "goroutine") {
				t.Errorf("%s as %q: %d, want %d", path, as, w.Code, want)
			}
		}
	}
	if w := d.answer(d.ask("", http.MethodGet, route.Profile("heap"))); !strings.HasPrefix(w.Header().Get("Location"), route.Login+"?next=") {
		t.Errorf("nobody is sent to %s", w.Header().Get("Location"))
	}
	for _, name := range []string{"cmdline", "symbol", "nothing"} {
		if w := d.answer(d.ask("admin", http.MethodGet, route.Profile(name))); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}

func TestProfiles(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	list := d.get("admin", route.Profiles).Body.String()
	for _, name := range []string{"profile", "trace", "block", "mutex", "heap", "allocs", "goroutine"} {
		if !strings.Contains(list, `href="`+route.Profile(name)+`"`) {
			t.Errorf("the list has no %s", name)
		}
	}
	for _, path := range []string{"heap", "allocs", "goroutine", "block?seconds=1", "mutex?seconds=1", "profile?seconds=1"} {
		w := d.get("admin", route.Profiles+path)
		if types := fieldsOf(t, w.Body); w.Header().Get("Content-Encoding") != "" || !types[1] || !types[6] {
			t.Errorf("%s has the fields %v, and no sample types and strings", path, types)
		}
	}
	if got := d.get("admin", route.Profile("trace")+"?seconds=1").Body.String(); !strings.HasPrefix(got, "go 1.") {
		t.Errorf("a trace begins with %.20q", got)
	}
	w := d.get("admin", route.Profile("goroutine")+"?debug=2")
	if !strings.HasPrefix(w.Body.String(), "goroutine ") || w.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("goroutines are told as %s: %.80s", w.Header().Get("Content-Type"), w.Body)
	}
}

// TestOneProfileAtATime asks for a second while the first, which nobody waits
// for in the end, is taken.
func TestOneProfileAtATime(t *testing.T) {
	d := newDemo(t)
	gone, leave := context.WithCancel(t.Context())
	first := make(chan struct{})
	r := d.ask("admin", http.MethodGet, route.Profile("mutex")+"?seconds=3600").WithContext(gone)
	go func() {
		defer close(first)
		for gone.Err() == nil { // until it gets its turn, and then until nobody waits for it
			d.answer(r)
			time.Sleep(time.Millisecond)
		}
	}()
	ask := d.ask("admin", http.MethodGet, route.Profile("block")+"?seconds=1")
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		w := d.answer(ask)
		if w.Code == http.StatusConflict && w.Header().Get("Content-Disposition") == "" {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the second is answered %d", w.Code)
		}
	}
	leave()
	<-first
}

// fieldsOf reads a profile as the protocol buffer that tools read, and gives the
// numbers of the fields that it has.
func fieldsOf(t *testing.T, file io.Reader) map[uint64]bool {
	t.Helper()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(unzipped)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[uint64]bool{}
	for r := bytes.NewReader(b); r.Len() > 0; {
		tag := varint(t, r)
		fields[tag>>3] = true
		switch value := varint(t, r); tag & 7 {
		case 0: // the value was all
		case 2:
			if value > uint64(r.Len()) {
				t.Fatalf("field %d is of %d bytes, and %d are left", tag>>3, value, r.Len())
			}
			r.Seek(int64(value), io.SeekCurrent)
		default:
			t.Fatalf("field %d is of kind %d", tag>>3, tag&7)
		}
	}
	return fields
}

func varint(t *testing.T, r *bytes.Reader) uint64 {
	t.Helper()
	n, err := binary.ReadUvarint(r)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
