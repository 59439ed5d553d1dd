// Package notify sends mails about checkpoints: a reminder the day before, one digest
// after, and to who was invited an update when one is moved or cancelled. The change
// that makes one due leaves a job with it (package postgres); River carries that out
// here, in any of the programs that work on the database.
//
// A mail goes three steps, each of which a crash may come between. The job of a
// checkpoint owes a mail to everybody who is to have it, by a row of the outbox for
// each (DigestArgs, ReminderArgs, UpdateArgs). The job of a mail (MailArgs) writes it, for as
// things stand then, notes that it is being sent, gives it to the mail server
// (send.go), and notes what came of that. Whoever finds a mail that was being sent,
// and nobody is sending it, does not know whether it arrived, and leaves it to an
// administrator: none is sent twice.
package notify
