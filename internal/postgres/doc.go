// Package postgres is the store: it keeps engagements, people, sessions, playbooks
// and the outbox of mails in PostgreSQL, and is the only part of the program that
// talks to a database (localpg and the test harness, which start one, aside).
//
// An engagement changes by one road, Store.Change: lock its row, read it in
// one round trip, let package engagement decide, write the events, the changed
// records and the summary in a second one. Nothing here decides anything.
//
// Each kind of record has one file that says how it is kept (see table.go).
// What a person may see is a part of every query (visible.go). Errors are
// sorted in one place (trouble.go): a database that is away is an Unavailable
// fault, what is no fault is the program's own failure.
package postgres
