// Package importtest says who may import whom, as a test. Imports run downward
// only: cmd, app, server and notify, postgres, web, and at the bottom the rules, which know
// no HTTP, no SQL and no clock. A new package, or a new way between two, is
// written into the table on purpose, or not at all.
package importtest
