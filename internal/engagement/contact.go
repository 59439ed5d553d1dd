package engagement

import (
	"net/mail"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

// What happens to contacts.
const (
	ContactAdded   Kind = "contact.added"
	ContactChanged Kind = "contact.changed"
	ContactLeft    Kind = "contact.left"
	ContactBack    Kind = "contact.back"
)

// Contact is somebody at the customer or at a partner with whom the work is done: who
// comes to checkpoints, promises and confirms.
type Contact struct {
	Name  string
	Side  Side
	Title string // what they do there
	Email string
	Wants bool // invitations and digests, by mail
	Gone  bool // no longer to be asked; past meetings still name them
}

var contactFields = []field[Contact]{
	text("name", func(c *Contact) *string { return &c.Name }),
	word("side", func(c *Contact) *Side { return &c.Side }),
	text("title", func(c *Contact) *string { return &c.Title }),
	text("email", func(c *Contact) *string { return &c.Email }),
	flag("wants", func(c *Contact) *bool { return &c.Wants }),
	flag("gone", func(c *Contact) *bool { return &c.Gone }),
}

// OutsideSides lists where contacts can be.
var OutsideSides = []Side{"customer", "partner"}

// AddContact adds somebody at the customer or a partner. Gone is not taken.
type AddContact struct{ Contact }

func (AddContact) action() access.Action { return access.Work }

func (c AddContact) decide(d *decision) error {
	if len(d.Contacts) >= MaxContacts {
		return fault.Fields{{Name: "name", Message: "An engagement has " + Thousands(MaxContacts) + " contacts at most."}}.Err()
	}
	next := c.tidy()
	next.Gone = false
	if err := d.checkContact(0, next); err != nil {
		return err
	}
	_, err := add(d, contactRecords, ContactAdded, next)
	return err
}

// ChangeContact changes a contact. Fields that are nil stay; Gone takes one from those
// who are asked, or back among them.
type ChangeContact struct {
	N     int
	Name  *string
	Side  *Side
	Title *string
	Email *string
	Wants *bool
	Gone  *bool
}

func (ChangeContact) action() access.Action { return access.Work }

func (c ChangeContact) decide(d *decision) error {
	if d.Contacts[c.N] == nil {
		return fault.New(fault.NotFound, "There is no contact %d.", c.N)
	}
	was := *d.Contacts[c.N]
	next := c.apply(was).tidy()
	if err := merge(d, contactRecords, c.N, &next); err != nil {
		return err
	}
	if err := d.checkContact(c.N, next); err != nil {
		return err
	}
	return change(d, contactRecords, c.N, contactKind(was, next), func(now *Contact) error { *now = next; return nil })
}

// apply gives the contact as the command would have it.
func (c ChangeContact) apply(next Contact) Contact {
	set(&next.Name, c.Name)
	set(&next.Side, c.Side)
	set(&next.Title, c.Title)
	set(&next.Email, c.Email)
	set(&next.Wants, c.Wants)
	set(&next.Gone, c.Gone)
	return next
}

func contactKind(was, next Contact) Kind {
	switch {
	case next.Gone && !was.Gone:
		return ContactLeft
	case was.Gone && !next.Gone:
		return ContactBack
	}
	return ContactChanged
}

func (c Contact) tidy() Contact {
	c.Name, c.Title, c.Email = oneLine(c.Name), oneLine(c.Title), oneLine(c.Email)
	return c
}

// checkContact gives every problem of contact n as it would be kept, 0 for a new one.
func (d *decision) checkContact(n int, c Contact) error {
	var problems fault.Fields
	need(&problems, "name", c.Name, MaxName, "Give the contact's name.")
	choice(&problems, "side", c.Side, OutsideSides)
	checkText(&problems, "title", c.Title, MaxName)
	checkText(&problems, "email", c.Email, MaxName)
	if at, err := mail.ParseAddress(c.Email); c.Email != "" && (err != nil || at.Address != c.Email) {
		problems.Add("email", "This is no mail address like ana@example.com.")
	}
	if c.Wants && c.Email == "" {
		problems.Add("email", "Give the address to which invitations and digests are sent.")
	}
	for m, other := range d.Contacts {
		if m != n && !other.Gone && !c.Gone && other.Name == c.Name && other.Side == c.Side {
			problems.Add("name", "Contact %d is called the same. Change that one, or tell the two apart.", m)
		}
	}
	return problems.Err()
}

// Asked gives the numbers of the contacts who are still asked, in the order in which
// they were added.
func (e *Engagement) Asked() []int {
	var all []int
	for _, n := range sortedKeys(e.Contacts) {
		if !e.Contacts[n].Gone {
			all = append(all, n)
		}
	}
	return all
}
