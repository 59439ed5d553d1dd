// Package shrink compresses pages on their way to the browser. It is a package
// of its own so that what pages are measured beside compresses them alike.
package shrink

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"
)

// smallest is the size from which on a page is compressed, in bytes: what is
// under a packet gains nothing by it.
const smallest = 1400

// Middleware gives a middleware that compresses what a handler answers.
//
// A page of 65 kB takes 0.15 ms at this level and goes as 7.9 kB. At gzip's usual
// level it would take 0.35 ms, more than all else that the program does for it,
// and go as 7.1 kB; by zstd, whose writers hold some megabytes each, 0.18 ms and
// 7.2 kB.
func Middleware() func(http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(smallest), gzhttp.CompressionLevel(gzip.BestSpeed), gzhttp.EnableZstd(false))
	if err != nil {
		panic(err) // its options are constants
	}
	return func(next http.Handler) http.Handler { return wrap(next) }
}
