// Package webtest meets the pages as a reader does: text scripts for routes,
// statuses, headers and texts; a real headless Chromium for journeys, keys and
// accessibility. It is for tests, and for `make screenshots`.
package webtest
