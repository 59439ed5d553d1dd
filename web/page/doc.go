// Package page holds the pages: each a view struct of plain data and the
// template that draws it. Templates compute nothing; what they show was worked
// out by the function of internal/server that made the view. What pages share
// is in web/component.
package page
