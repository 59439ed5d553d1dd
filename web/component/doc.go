// Package component holds what pages are put together from. It is the guide to
// the look: a page takes these and adds little of its own.
//
// # How a component is used
//
// A component is a struct of plain data that renders itself, so that a page's
// view struct can hold components and compare equal in a test. In a template:
//
//	@component.Badge{Text: "Ready", Tone: component.Good}   // written in place
//	@v.Readiness                                            // held by the view
//	for _, b := range v.Badges { @b }
//	@v.Details { <p>its children</p> }                      // one with children
//	@(component.Panel{Title: "Blockers"}) { <p>…</p> }      // the same in place: mind the parentheses
//
// A field of type templ.Component is a slot: any component fits it. Layout,
// SignedOut, Actions and Columns are templates that are called, not structs.
// Components word nothing of the domain and know no rules; State and Severity
// only choose the look of words that the rules gave.
//
// # One page
//
//	package page
//
//	type ChecklistView struct {
//		Page   component.Page
//		Header component.EngagementHeader
//		Table  component.Table
//		Rows   []ChecklistRow
//		Pager  component.Pager
//	}
//
//	templ Checklist(v ChecklistView) {
//		@component.Layout(v.Page) {
//			@v.Header
//			@v.Table {
//				for _, r := range v.Rows {
//					<tr>
//						<th scope="row"><a href={ r.URL }>{ r.Finding }</a></th>
//						<td data-label="Severity">@r.Severity</td>
//						<td data-label="Due">@r.Due</td>
//					</tr>
//				}
//			}
//			@v.Pager
//		}
//	}
//
// # One form
//
//	@(component.Form{Action: v.URL, Draft: "item", Hidden: v.Version}) {
//		@v.Errors.Summary()
//		@component.Field{Name: "finding", Label: "Finding", Value: v.Finding, Required: true, Error: v.Errors.For("finding")}
//		@component.Actions() {
//			@component.Button{Text: "Save item", Kind: component.Primary}
//			@component.Link{Text: "Cancel", URL: v.Back}
//		}
//	}
//
// A control's ID is its Name unless it says another; Errors.Summary links to
// "#" and the name. Inside a table give each row's controls IDs of their own and
// set HideLabel. A form that is shown blank again after it was saved must come
// with a Flash.
//
// # The whole set
//
//	Around a page   Layout(Page), SignedOut(Page), PageHeader, EngagementHeader, Tabs, Flash, ErrorPage
//	Parts of it     Panel*, Disclosure*, Notice, Empty, Stats, Stat, DefinitionList, Timeline, Readiness, Conflict
//	Lists           Filters*, Table*, Pager
//	Small things    Badge, State(text), Severity(text), Progress, Time, Day, Link
//	Forms           Form*, Errors, ErrorSummary, Field, DateField, TextArea, Select, Radios, Checkboxes,
//	                Button, ButtonLink, Hidden, Actions()*, Columns()*
//
// Those with a * take children.
//
// # What a page may write itself
//
// Classes for plain markup: "stack" (children one under another), "row" (beside
// each other, wrapping; with "spread" apart), "split" (a main column and a narrow
// one beside it; with "split-act" the narrow one comes first in the markup and on a
// phone, as what can be done here), "grid" (equal boxes), "pairs" (short things, two
// beside each other), "title" (an h2 that is as long as what it names), "prose"
// (text as from Markdown), "muted", "num" (a cell of figures), "nowrap", "wrap" (a
// cell that may take the room), "none" (a cell that a phone's card leaves out),
// "visually-hidden", "on-screen" (not on paper), "list" (rows with lines between, as
// of links), "needs-script".
//
// Attributes that the script knows; without it the page works all the same:
//
//	data-walk          on a list: j and k walk its children, Enter opens a row's first link; as "open", j and k open it
//	data-enter         around a form: Enter sends it, Shift and Enter begin a line
//	data-key="n"       a key, or two after each other ("g e"), that presses this; listed under ?
//	data-autosubmit    on a form: sent when a field changes; mark its button Autosubmitted
//	data-confirm="…?"  on a form or button: asks first
//	data-draft="name"  on a form: what is typed is kept until it is saved
//	data-local         on a time: the reader's own time beside it (Time does it)
//	data-focus         what takes the focus when the page opens
//
// The content policy allows no inline script and no style attribute.
package component
