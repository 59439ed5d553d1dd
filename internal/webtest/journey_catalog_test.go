package webtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
	"gaptrack/internal/sample"
	"gaptrack/playbooks"
)

const gaps = "/playbooks/address-technical-gaps"

// TestCatalogJourney is a new month's way: an admin takes its file in over a
// playbook that was edited here, sees what it does to whom, settles what both
// changed, publishes, and moves two hundred engagements; and every engineer finds
// their progress where it was.
func TestCatalogJourney(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	s := siteOn(t, url)
	pool, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	store := postgres.New(pool)
	if _, err := sample.Generate(t.Context(), store, sample.Wish{Engagements: 330, Seed: 7, Now: time.Now()}); err != nil {
		t.Fatal(err)
	}
	before := logged(t, store)

	admin, engineer := walk(t, browser(t), s, "admin"), walk(t, browser(t), s, "engineer")
	editedHere(admin)
	takenIn(admin, monthsFile(t))
	touches(admin)
	publishedEdition(admin)
	moved(admin)
	foundAgain(engineer)
	kept(t, before, logged(t, store))
}

// editedHere renames two tasks in the catalog.
func editedHere(a walker) {
	a.Helper()
	for id, name := range map[string]string{"4080": "MDATP - Proxy, as the team does it", "4096": "Edge Site Discovery, with the customer"} {
		a.step(a.Go(gaps + "/draft?edit=task-" + id))
		a.step(a.Fill("Task", name))
		a.step(a.Press("Save"))
		a.step(a.Sees(name))
	}
}

// monthsFile is the program's own playbook a month later: it renames the same two
// tasks, retires one, adds one, and words a key output otherwise.
func monthsFile(t *testing.T) string {
	t.Helper()
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		t.Fatal(err)
	}
	for was, became := range map[string]string{
		"MDATP - Proxy Configuration including URL Whitelisting": "Defender for Endpoint - Proxy Configuration",
		"Microsoft Edge Site Discovery":                          "Edge - Site Discovery and Enterprise Mode",
		"| 2193 | SfB - Advanced features remediation and long poles | O | FastTrack Engineer | Skype for Business |": "| 4210 | Confirm who signs off in each region | O | FastTrack Engineer | All Services |",
		"The environment meets or exceeds the minimum standard for enablement.":                                       "The environment meets the minimum standard for enablement, checked on the day.",
	} {
		if bytes.Count(source, []byte(was)) != 1 {
			t.Fatalf("the playbook has %q not once", was)
		}
		source = bytes.Replace(source, []byte(was), []byte(became), 1)
	}
	return string(source)
}

// takenIn merges a file into the draft: one name stays as the team has it, the other
// is the file's.
func takenIn(a walker, file string) {
	a.Helper()
	a.step(a.Go(gaps + "/draft/import"))
	text, err := json.Marshal(file)
	a.step(err)
	_, err = Eval[bool](a.Tab, `(e => { e.value = `+string(text)+`; return true })(document.querySelector("textarea[name=text]"))`)
	a.step(err)
	a.step(a.Press("Import this file"))
	a.step(a.Sees("13 of 13"))
	a.step(a.TickNear("MDATP - Proxy, as the team does it", "Keep ours: as the draft has it"))
	a.step(a.TickNear("Edge - Site Discovery and Enterprise Mode", "Take theirs: as the file has it"))
	a.step(a.Press("Into the draft"))
	a.step(a.Go(gaps + "/draft/difference"))
	for _, words := range []string{"MDATP - Proxy, as the team does it", "Edge - Site Discovery and Enterprise Mode", "4210", "2193"} {
		a.step(a.Sees(words))
	}
}

// touches reads the impact before anything is published.
func touches(a walker) {
	a.Helper()
	a.step(a.Go(gaps + "/draft/impact"))
	a.step(a.Sees("Tamarack"))
}

func publishedEdition(a walker) {
	a.Helper()
	a.step(a.Go(gaps + "/draft/publish"))
	a.step(a.Fill("What changed", "Task 4210 added, task 2193 retired"))
	a.step(a.Press("Publish edition 2"))
	a.step(a.Go(gaps + "/editions/2"))
	a.step(a.Sees("Task 4210 added, task 2193 retired"))
	a.step(a.Go(gaps + "/draft/publish"))
	a.step(a.Sees("Nothing"))
}

// moved moves all at once, those too that have something to decide.
func moved(a walker) {
	a.Helper()
	a.step(a.Go(gaps + "/moves"))
	a.step(a.Tick("Also move those with something to decide or a request that waits"))
	a.step(a.Press("Move all"))
	a.step(a.Sees("Waiting 0 Moved"))
	a.step(a.Sees("Left to be looked at 0 Failed 0"))
	many, err := Eval[int](a.Tab, `Number(document.body.innerText.match(/Moved\s+(\d+)/)[1])`)
	a.step(err)
	if many < 200 {
		a.Errorf("%d engagements were moved", many)
	}
}

// foundAgain looks for progress where it was.
func foundAgain(e walker) {
	e.Helper()
	path, err := e.engagement("Tamarack")
	e.step(err)
	e.step(e.Go(path))
	e.step(e.Sees("edition 2"))
	e.step(e.Go(path + "/tasks/4080"))
	e.step(e.Sees("MDATP - Proxy, as the team does it"))
}

// logged gives what was logged on the tasks and the checklists of all open
// engagements.
func logged(t *testing.T, store *postgres.Store) map[string]string {
	t.Helper()
	all := map[string]string{}
	admin := access.Actor{ID: 1, Role: access.Admin}
	for id := engagement.ID(1); ; id++ {
		l, err := store.Engagement(t.Context(), id, admin)
		if err != nil {
			return all
		}
		for name, value := range l.Values() {
			if !l.Exited() && (strings.HasPrefix(name, "task ") || strings.HasPrefix(name, "item ") || strings.HasPrefix(name, "line ")) {
				all[fmt.Sprintf("%d %s", id, name)] = value
			}
		}
	}
}

// kept reports what was logged before and is not there any more.
func kept(t *testing.T, before, after map[string]string) {
	t.Helper()
	if len(before) < 200 {
		t.Fatalf("only %d values were logged", len(before))
	}
	for name, value := range before {
		if after[name] != value {
			t.Errorf("%s was %q and is %q", name, value, after[name])
		}
	}
}
