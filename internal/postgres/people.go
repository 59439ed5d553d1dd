package postgres

import (
	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// readEverybody reads whom the records of an engagement name, active or not,
// and who is active in its manager's team.
const readEverybody = `with named (id) as (
	select manager_id from engagement where id = $1
	union select person_id from member where engagement_id = $1
	union select unnest(array[owner_id, done_by]) from task where engagement_id = $1
	union select resolved_by from item where engagement_id = $1
	union select unnest(array[proposed_by, decided_by]) from waiver where engagement_id = $1
	union select unnest(array[asked_by, decided_by]) from seat_exception where engagement_id = $1
	union select by_id from attestation where engagement_id = $1
	union select held_by from checkpoint where engagement_id = $1
	union select by_id from checkpoint_line where engagement_id = $1
	union select unnest(array[requested_by, decided_by]) from exit_request where engagement_id = $1
	union select c.id from engagement e join person m on m.id = e.manager_id join person c on c.team_id = m.team_id
		where e.id = $1 and c.disabled_at is null
) ` + selectPerson + `where p.id in (select id from named)`

func (l *Loaded) readPeople(b *pgx.Batch) {
	b.Queue(readEverybody, l.ID).Query(func(rows pgx.Rows) error {
		return eachPerson(rows, func(p Person) { l.People[engagement.PersonID(p.ID)] = p })
	})
}

// eachPerson calls do with every person of rows of personColumns.
func eachPerson(rows pgx.Rows, do func(Person)) error {
	people, err := pgx.CollectRows(rows, scanPerson)
	for _, p := range people {
		do(p)
	}
	return err
}
