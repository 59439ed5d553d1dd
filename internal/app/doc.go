// Package app puts the program together, and this is the guided tour of it.
//
// A change takes one road, whichever door it comes through. Take an engineer
// who marks a task as done:
//
//  1. internal/server's taskRoutes send POST /engagements/7/tasks/4080 to a
//     handler, which reads the form into an engagement.ChangeTask. It knows the
//     page and nothing of the rules.
//  2. internal/postgres locks the engagement's row and loads its records in one
//     round trip (Store.Change in change.go).
//  3. internal/engagement decides (Engagement.Decide in decide.go): it asks
//     internal/access who may, checks the rules, merges with what others did
//     meanwhile, and gives events, or a fault that a person can read.
//  4. internal/postgres seals the events into the engagement's hash chain and
//     writes them, the changed records and the summary in the same transaction.
//     An approval of an exit also leaves its signed proof there (internal/proof), and
//     what is to be mailed a job, which internal/notify carries out behind it.
//  5. The handler redirects to the page, which loads what stands now, and
//     web/page draws it from a struct of plain data.
//
// What reads goes the same way back: internal/server asks the store as the
// person who is signed in, makes a view of what it gets, and a template of
// web/page draws it with the parts of web/component.
//
// Pages that are open hear of a change: behind its transaction the store tells every
// program on the database the engagement and its version (hint.go, listen.go), each
// tells its open pages (internal/server's live.go), and those read again what they show
// (75-live.js), leaving alone what is typed into. What is typed in a meeting is kept in
// the browser and in the database until it is sent (50-draft.js, meeting_draft.go).
//
// Everything below the store is pure: internal/playbook reads the document,
// internal/engagement holds the rules, internal/access who may what,
// internal/fault the errors that people read, internal/day the dates. Which
// package may import which is a test: internal/importtest.
package app
