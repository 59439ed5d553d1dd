package main

// sheet is the rows of one page: what is read, and what its statement takes.
// Every column is a text, so that no value is made into another and back.
type sheet struct {
	name  string
	sql   string
	takes []param
}

// param is a value that statements take.
type param int

const (
	session    param = iota // the hash of the session's token
	engagement              // the ID in the path
	number                  // the checkpoint's in the path
)

// overview reads all that the page stands on, whatever kind it is of.
var overview = sheet{"overview", `
	select 'task', ftop::text, notes, state, due::text from task where engagement_id = $1
	union all select 'item', n::text, finding, state, due::text from item where engagement_id = $1
	union all select 'checkpoint', n::text, attended, state, on_day::text from checkpoint where engagement_id = $1
	union all select noun, n::text, words, met::text, on_day::text from attestation where engagement_id = $1
	union all select 'waiver', n::text, reason, state, review_on::text from waiver where engagement_id = $1`,
	[]param{engagement}}

var tasks = sheet{"tasks", `
	select t.ftop::text, t.state, p.name, t.due::text, t.blocked_kind, t.blocked_on, t.blocked_since::text, t.pulled_in
	from task t left join person p on p.id = t.owner_id where t.engagement_id = $1 order by t.ftop`,
	[]param{engagement}}

var checklist = sheet{"checklist", `
	select n::text, finding, done_when, service, severity, side, owner, due::text, ftop::text, depends_on::text, state,
		blocked_kind, blocked_on, blocked_since::text
	from item where engagement_id = $1 order by n limit 50`,
	[]param{engagement}}

// checkpoint reads the meeting, and what was said in it line by line.
var checkpoint = sheet{"checkpoint", `
	select on_day::text, at_clock::text, state, attended, minutes from checkpoint where engagement_id = $1 and n = $2
	union all (select on_noun, on_n::text, state, note, at::text from checkpoint_line
		where engagement_id = $1 and checkpoint_n = $2 order by n)`,
	[]param{engagement, number}}

// portfolio reads what is open and the person's own, the most pressing first.
// Which engagements those are is in the statement itself: nothing else is seen.
var portfolio = sheet{"portfolio", `
	select e.id::text, e.customer, e.seats::text, e.exit_state, e.unmet::text, e.mandatory_done::text, e.mandatory_total::text,
		e.open_critical::text, e.open_high::text, e.open_medium::text, e.open_low::text, e.blockers::text, e.blocked_since::text,
		e.last_held::text, e.next_at::text, e.attention -> 0 ->> 'Kind', e.attention_since::text, m.name
	from engagement e join person m on m.id = e.manager_id
	where e.phase <> 'Enable' and e.id in (
		select engagement_id from member where present and person_id = (select person_id from session where token_hash = $1)
		union all select id from engagement where manager_id = (select person_id from session where token_hash = $1))
	order by e.attention_rank, e.attention_since, e.id limit 50`,
	[]param{session}}

// findPerson looks the session up.
const findPerson = `select p.id from session s join person p on p.id = s.person_id
	where s.token_hash = $1 and s.expires_at > $2 and s.used_at > $3 and p.disabled_at is null`

// findMembership tells whether the session's person sees an engagement: as its
// member, or by the team of its manager.
const findMembership = `select
		exists (select from member m where m.engagement_id = $2 and m.person_id = p.id and m.present)
		or exists (select from engagement e join person b on b.id = e.manager_id where e.id = $2 and b.team_id = p.team_id)
	from session s join person p on p.id = s.person_id where s.token_hash = $1`
