// Package migrations holds the steps that make the schema, as numbered pairs
// NNNNNN_noun.up.sql and NNNNNN_noun.down.sql, and schema.sql, which `make
// generate` writes from them for people to read.
//
// Rules for writing one:
//
//   - What has been released is never edited: a new pair mends it.
//   - The program version before it keeps working on the new schema, for
//     replicas are replaced one after another. So add first, with a default or
//     null; take away in a later release, when nothing reads it any more. To
//     rename is to add, copy and take away.
//   - A file of several statements runs as one transaction and writes no BEGIN
//     or COMMIT. CREATE INDEX CONCURRENTLY cannot run in one: it stands alone in
//     its file, in up and in down. All other indexes of tables that may be big
//     are made so.
//   - Nothing holds a lock on a big table for long: constraints are added NOT
//     VALID and validated in the next file; rows are filled in batches, by a
//     job, not here.
//   - The down file undoes the up file exactly: up, down, up gives the same
//     schema, and all the way down leaves nothing. A test proves both.
//   - A table that an engagement owns leads its primary key and its indexes
//     with engagement_id.
package migrations

import "embed"

// FS holds the files.
//
//go:embed *.sql
var FS embed.FS
