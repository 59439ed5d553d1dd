package postgres

import (
	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	exitproof "gaptrack/internal/proof"
)

// takingOut is a command on its way that takes words out of what was written before
// it: out of the texts of events, and of the proofs of exits.
type takingOut struct {
	cmd    *engagement.Anonymize // nil for another command
	before []engagement.Event
	proofs map[int]exitproof.Texts // by exit request
}

// takesOut begins what a command takes out; nothing for another command.
func takesOut(cmd engagement.Command) takingOut {
	if c, anonymizes := cmd.(engagement.Anonymize); anonymizes {
		return takingOut{cmd: &c, proofs: map[int]exitproof.Texts{}}
	}
	return takingOut{}
}

// queue queues the reading of all that was written.
func (t *takingOut) queue(b *pgx.Batch, id engagement.ID) {
	if t.cmd == nil {
		return
	}
	const events = "select " + eventColumns + " from event e" + joinTexts + "where e.engagement_id = $1 order by e.seq"
	b.Queue(events, id).Query(func(rows pgx.Rows) error { return collectEvents(rows, &t.before) })
	b.Queue("select n, texts from exit_proof where engagement_id = $1", id).Query(func(rows pgx.Rows) error {
		var n int
		var texts exitproof.Texts
		_, err := pgx.ForEachRow(rows, []any{&n, &texts}, func() error {
			t.proofs[n], texts = texts, nil
			return nil
		})
		return err
	})
}

// tell gives the deciding what was written.
func (t *takingOut) tell(ask *engagement.Ask) {
	if t.cmd != nil {
		ask.Seen, ask.Since = 0, t.before
	}
}

// keep queues the taking out, after the events that tell of it, and gives of how many
// texts. What a program before this one kept in another form goes as a whole.
func (t *takingOut) keep(b *pgx.Batch, id engagement.ID) int {
	if t.cmd == nil {
		return 0
	}
	all := t.cmd.Redactions(t.before)
	const sql = `update event_text t set was = r.was, became = r.became, salt = ''
		from unnest($2::int[], $3::text[], $4::text[], $5::text[]) r (seq, field, was, became)
		where t.engagement_id = $1 and t.seq = r.seq and t.field = r.field`
	var seqs []int
	var fields, was, became []string
	for _, r := range all {
		seqs, fields, was, became = append(seqs, r.Seq), append(fields, r.Field), append(was, r.Was), append(became, r.Became)
	}
	if len(all) > 0 {
		b.Queue(sql, id, seqs, fields, was, became)
		b.Queue("delete from snapshot where engagement_id = $1", id)
	}
	t.keepProofs(b, id)
	if t.cmd.Name == "" {
		b.Queue("update engagement set anonymous = version where id = $1", id)
		b.Queue(wordless+"engagement_id = $1", id) // minutes name contacts
	}
	return len(all)
}

// keepProofs queues the taking out of the proofs' texts.
func (t *takingOut) keepProofs(b *pgx.Batch, id engagement.ID) {
	hides := t.cmd.Hides(t.before)
	for n, texts := range t.proofs {
		for part, fields := range texts {
			for field, text := range fields {
				if hides(part, field, text.Words) {
					b.Queue("update exit_proof set texts = texts #- $3 where engagement_id = $1 and n = $2",
						id, n, []string{part, field})
				}
			}
		}
	}
}
