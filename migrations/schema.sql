-- The schema that the migrations make. Written by `make generate`: do not edit.

create type river_job_state as enum ('available', 'cancelled', 'completed', 'discarded', 'pending', 'retryable', 'running', 'scheduled');

CREATE OR REPLACE FUNCTION public.count_people_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    update people_version set n = n + 1;
    return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.note_writer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    new.written := pg_current_xact_id();
    return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_other_key()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if old.retired_at is null and new.retired_at is not null and new.private is null
        and (new.id, new.public, new.made_at) = (old.id, old.public, old.made_at) then
        return new;
    end if;
    raise exception 'a key is retired, and changes in no other way' using errcode = 'restrict_violation';
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_other_proof()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if (new.engagement_id, new.n, new.key_id, new.signed) = (old.engagement_id, old.n, old.key_id, old.signed)
        and old.texts @> new.texts then
        return new;
    end if;
    raise exception 'texts are taken out of a proof, and it changes in no other way' using errcode = 'restrict_violation';
end
$function$;

CREATE OR REPLACE FUNCTION public.refuse_other_text()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if new.salt = '' and (new.engagement_id, new.seq, new.field) = (old.engagement_id, old.seq, old.field)
        and exists (
            select from event e join event a on a.engagement_id = e.engagement_id and a.noun = e.noun and a.n = e.n and a.seq > e.seq
            where e.engagement_id = old.engagement_id and e.seq = old.seq
                and a.kind = a.noun || '.anonymized' and a.changes @> jsonb_build_array(jsonb_build_object('field', old.field))) then
        return new;
    end if;
    raise exception 'words are taken out of a text by an event, and it changes in no other way' using errcode = 'restrict_violation';
end
$function$;

CREATE OR REPLACE FUNCTION public.river_job_state_in_bitmask(bitmask bit, state river_job_state)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
    select case state
        when 'available' then get_bit(bitmask, 7)
        when 'cancelled' then get_bit(bitmask, 6)
        when 'completed' then get_bit(bitmask, 5)
        when 'discarded' then get_bit(bitmask, 4)
        when 'pending'   then get_bit(bitmask, 3)
        when 'retryable' then get_bit(bitmask, 2)
        when 'running'   then get_bit(bitmask, 1)
        when 'scheduled' then get_bit(bitmask, 0)
        else 0
    end = 1;
$function$;

create sequence river_job_id_seq as bigint start 1 increment 1 minvalue 1 maxvalue 9223372036854775807 cache 1;

create sequence river_notification_id_seq as bigint start 1 increment 1 minvalue 1 maxvalue 9223372036854775807 cache 1;

create table admin_event (
    id bigint not null generated always as identity,
    at timestamp with time zone not null,
    by_id bigint,
    kind text not null,
    words text not null,
    constraint admin_event_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
    constraint admin_event_pkey PRIMARY KEY (id)
);

CREATE TRIGGER admin_event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.admin_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table agenda_point (
    engagement_id bigint not null,
    n integer not null,
    what text not null,
    on_noun text not null,
    on_n integer not null,
    state text not null,
    words text not null,
    checkpoint_n integer not null,
    added_by bigint,
    added_at timestamp with time zone,
    ended_at timestamp with time zone,
    constraint agenda_point_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id),
    constraint agenda_point_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint agenda_point_pkey PRIMARY KEY (engagement_id, n)
);

create table attestation (
    engagement_id bigint not null,
    noun text not null,
    n integer not null,
    met boolean not null,
    words text not null,
    by_id bigint,
    on_day date,
    constraint attestation_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
    constraint attestation_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint attestation_noun_check CHECK ((noun = ANY (ARRAY['input'::text, 'output'::text]))),
    constraint attestation_pkey PRIMARY KEY (engagement_id, noun, n)
);

create table calendar_feed (
    person_id bigint not null,
    token_hash bytea not null,
    created_at timestamp with time zone not null,
    read_at timestamp with time zone,
    constraint calendar_feed_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
    constraint calendar_feed_pkey PRIMARY KEY (person_id),
    constraint calendar_feed_token_hash_key UNIQUE (token_hash)
);

create table checkpoint (
    engagement_id bigint not null,
    n integer not null,
    on_day date not null,
    at_clock integer not null,
    state text not null,
    held_at timestamp with time zone,
    held_by bigint,
    closed_at timestamp with time zone,
    attended text not null,
    minutes text not null,
    words text not null,
    open_items integer[],
    sequence integer not null default 0,
    later boolean not null default false,
    until_clock integer not null default 0,
    slot date,
    people integer[],
    contacts integer[],
    constraint checkpoint_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint checkpoint_held_by_fkey FOREIGN KEY (held_by) REFERENCES person(id),
    constraint checkpoint_pkey PRIMARY KEY (engagement_id, n)
);

create table checkpoint_line (
    engagement_id bigint not null,
    n integer not null,
    checkpoint_n integer not null,
    on_noun text not null,
    on_n integer not null,
    state text not null,
    note text not null,
    by_id bigint,
    at timestamp with time zone not null,
    title text not null default ''::text,
    did text not null default ''::text,
    constraint checkpoint_line_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
    constraint checkpoint_line_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint checkpoint_line_pkey PRIMARY KEY (engagement_id, n)
);

CREATE INDEX checkpoint_line_of ON public.checkpoint_line USING btree (engagement_id, checkpoint_n, n);

CREATE INDEX checkpoint_line_on ON public.checkpoint_line USING btree (engagement_id, on_noun, on_n, n);

create table contact (
    engagement_id bigint not null,
    n integer not null,
    name text not null,
    side text not null,
    title text not null,
    email text not null,
    wants boolean not null,
    gone boolean not null,
    constraint contact_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint contact_pkey PRIMARY KEY (engagement_id, n)
);

create table draft (
    playbook_id bigint not null,
    version integer not null,
    edition_id bigint,
    source bytea not null,
    includes jsonb not null,
    beside jsonb not null,
    typed text,
    what text not null,
    by_id bigint,
    at timestamp with time zone not null,
    begun integer not null default 0,
    place integer not null default 0,
    parent integer not null default 0,
    since timestamp with time zone not null default now(),
    step boolean not null default true,
    constraint draft_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
    constraint draft_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
    constraint draft_pkey PRIMARY KEY (playbook_id, version),
    constraint draft_playbook_id_fkey FOREIGN KEY (playbook_id) REFERENCES playbook(id)
);

create table edition (
    id bigint not null generated always as identity,
    playbook_id bigint not null,
    number integer not null,
    source bytea not null,
    includes jsonb not null default '{}'::jsonb,
    sha256 bytea not null,
    published_at timestamp with time zone not null default now(),
    beside jsonb not null default '{}'::jsonb,
    summary text not null default ''::text,
    published_by bigint,
    constraint edition_pkey PRIMARY KEY (id),
    constraint edition_playbook_id_fkey FOREIGN KEY (playbook_id) REFERENCES playbook(id),
    constraint edition_playbook_id_number_key UNIQUE (playbook_id, number),
    constraint edition_published_by_fkey FOREIGN KEY (published_by) REFERENCES person(id)
);

CREATE TRIGGER edition_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.edition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table engagement (
    id bigint not null generated by default as identity,
    version integer not null,
    head bytea not null,
    edition_id bigint not null,
    customer text not null,
    seats integer not null,
    motion text not null,
    services text[] not null,
    manager_id bigint not null,
    cadence text not null,
    meets_at integer not null,
    time_zone text not null,
    phase text not null,
    created_on date not null,
    reopened text not null default ''::text,
    updated_at timestamp with time zone not null,
    mandatory_done integer not null,
    mandatory_total integer not null,
    open_critical integer not null,
    open_high integer not null,
    open_medium integer not null,
    open_low integer not null,
    open_items integer not null generated always as ((((open_critical + open_high) + open_medium) + open_low)) stored,
    items_total integer not null,
    items_closed integer not null,
    blockers integer not null,
    blocked_since date,
    overdue integer not null,
    overdue_since date,
    last_held date,
    next_n integer not null,
    next_on date,
    next_at timestamp with time zone,
    unmet integer not null,
    exit_state text not null,
    exit_on date,
    attention jsonb not null,
    attention_rank integer not null,
    attention_since date not null,
    stale_at timestamp with time zone,
    written xid8 not null default pg_current_xact_id(),
    anonymous integer,
    meets_from date,
    constraint engagement_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
    constraint engagement_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES person(id),
    constraint engagement_pkey PRIMARY KEY (id)
);

CREATE INDEX engagement_attention ON public.engagement USING btree (attention_rank, attention_since, id);

CREATE INDEX engagement_customer ON public.engagement USING btree (lower(customer), id);

CREATE INDEX engagement_edition ON public.engagement USING btree (edition_id, id) WHERE (phase <> 'Enable'::text);

CREATE INDEX engagement_exit_waiting ON public.engagement USING btree (exit_on, id) WHERE (exit_state = 'waiting'::text);

CREATE INDEX engagement_keeps_contacts ON public.engagement USING btree (exit_on, id) WHERE ((phase = 'Enable'::text) AND (anonymous IS DISTINCT FROM version));

CREATE INDEX engagement_manager ON public.engagement USING btree (manager_id, attention_rank, attention_since, id);

CREATE INDEX engagement_next ON public.engagement USING btree (COALESCE(next_at, 'infinity'::timestamp with time zone), id);

CREATE INDEX engagement_open ON public.engagement USING btree (open_items, id);

CREATE INDEX engagement_seats ON public.engagement USING btree (seats, id);

CREATE INDEX engagement_stale ON public.engagement USING btree (stale_at) WHERE (stale_at IS NOT NULL);

CREATE INDEX engagement_updated ON public.engagement USING btree (updated_at, id);

CREATE INDEX engagement_written ON public.engagement USING btree (written);

CREATE TRIGGER engagement_written BEFORE UPDATE ON public.engagement FOR EACH ROW EXECUTE FUNCTION note_writer();

create table erasure (
    id bigint not null generated always as identity,
    person_id bigint,
    name text not null,
    asked_by bigint not null,
    asked_at timestamp with time zone not null,
    done_to bigint not null default 0,
    engagements integer not null default 0,
    texts integer not null default 0,
    done_at timestamp with time zone,
    constraint erasure_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
    constraint erasure_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint erasure_pkey PRIMARY KEY (id)
);

CREATE INDEX erasure_waiting ON public.erasure USING btree (id) WHERE (done_at IS NULL);

create table event (
    engagement_id bigint not null,
    seq integer not null,
    at timestamp with time zone not null,
    actor_id bigint,
    cause text not null,
    kind text not null,
    noun text not null,
    n integer not null,
    changes jsonb not null,
    hash bytea not null,
    constraint event_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES person(id),
    constraint event_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint event_pkey PRIMARY KEY (engagement_id, seq)
);

CREATE INDEX event_actor ON public.event USING btree (engagement_id, actor_id, seq);

CREATE INDEX event_subject ON public.event USING btree (engagement_id, noun, n, seq);

CREATE TRIGGER event_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table event_text (
    engagement_id bigint not null,
    seq integer not null,
    field text not null,
    salt bytea not null,
    was text not null,
    became text not null,
    constraint event_text_engagement_id_seq_fkey FOREIGN KEY (engagement_id, seq) REFERENCES event(engagement_id, seq),
    constraint event_text_pkey PRIMARY KEY (engagement_id, seq, field)
);

CREATE TRIGGER event_text_kept BEFORE DELETE OR TRUNCATE ON public.event_text FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER event_text_taken_out BEFORE UPDATE ON public.event_text FOR EACH ROW EXECUTE FUNCTION refuse_other_text();

create table exit_proof (
    engagement_id bigint not null,
    n integer not null,
    key_id text not null,
    signed bytea not null,
    texts jsonb not null,
    constraint exit_proof_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint exit_proof_key_id_fkey FOREIGN KEY (key_id) REFERENCES signing_key(id),
    constraint exit_proof_pkey PRIMARY KEY (engagement_id, n)
);

CREATE TRIGGER exit_proof_kept BEFORE DELETE OR TRUNCATE ON public.exit_proof FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER exit_proof_texts BEFORE UPDATE ON public.exit_proof FOR EACH ROW EXECUTE FUNCTION refuse_other_proof();

create table exit_request (
    engagement_id bigint not null,
    n integer not null,
    state text not null,
    requested_by bigint,
    requested_on date,
    note text not null,
    decided_by bigint,
    decided_on date,
    words text not null,
    readiness text not null,
    stood_on text not null,
    outputs text not null default ''::text,
    remarks text not null default ''::text,
    because text not null default ''::text,
    seq integer not null default 0,
    key text not null default ''::text,
    constraint exit_request_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
    constraint exit_request_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint exit_request_pkey PRIMARY KEY (engagement_id, n),
    constraint exit_request_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES person(id)
);

CREATE UNIQUE INDEX exit_request_one_waiting ON public.exit_request USING btree (engagement_id) WHERE (state = 'waiting'::text);

CREATE INDEX exit_request_returned ON public.exit_request USING btree (requested_by) WHERE (state = 'returned'::text);

create table feedback (
    id bigint not null generated always as identity,
    playbook_id bigint not null,
    edition_id bigint not null,
    ftop integer,
    by_id bigint not null,
    state text not null,
    steps integer not null,
    changed_at timestamp with time zone not null,
    unseen_since timestamp with time zone,
    written xid8 not null default pg_current_xact_id(),
    constraint feedback_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
    constraint feedback_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
    constraint feedback_pkey PRIMARY KEY (id),
    constraint feedback_playbook_id_fkey FOREIGN KEY (playbook_id) REFERENCES playbook(id)
);

CREATE INDEX feedback_asked ON public.feedback USING btree (by_id, changed_at, id);

CREATE INDEX feedback_open ON public.feedback USING btree (by_id) WHERE (state = 'open'::text);

CREATE INDEX feedback_playbook ON public.feedback USING btree (playbook_id, state, changed_at, id);

CREATE INDEX feedback_state ON public.feedback USING btree (state, changed_at, id);

CREATE INDEX feedback_task ON public.feedback USING btree (playbook_id, ftop, state, changed_at, id);

CREATE INDEX feedback_unseen ON public.feedback USING btree (by_id, unseen_since) WHERE (unseen_since IS NOT NULL);

CREATE INDEX feedback_written ON public.feedback USING btree (written);

create table feedback_step (
    feedback_id bigint not null,
    n integer not null,
    kind text not null,
    by_id bigint not null,
    at timestamp with time zone not null,
    words text not null,
    edition integer not null default 0,
    constraint feedback_step_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
    constraint feedback_step_feedback_id_fkey FOREIGN KEY (feedback_id) REFERENCES feedback(id),
    constraint feedback_step_pkey PRIMARY KEY (feedback_id, n)
);

create table instance (
    only_row boolean not null default true,
    id uuid not null default gen_random_uuid(),
    constraint instance_only_row_check CHECK (only_row),
    constraint instance_pkey PRIMARY KEY (only_row)
);

create table item (
    engagement_id bigint not null,
    n integer not null,
    finding text not null,
    done_when text not null,
    service text not null,
    severity text not null,
    severity_rank integer not null generated always as (
CASE severity
    WHEN 'Critical'::text THEN 1
    WHEN 'High'::text THEN 2
    WHEN 'Medium'::text THEN 3
    ELSE 4
END) stored,
    side text not null,
    owner text not null,
    due date,
    ftop integer,
    depends_on integer[],
    state text not null,
    state_rank integer not null generated always as (
CASE state
    WHEN 'open'::text THEN 1
    WHEN 'in progress'::text THEN 2
    WHEN 'ready to verify'::text THEN 3
    ELSE 4
END) stored,
    blocked_kind text not null,
    blocked_on text not null,
    blocked_since date,
    notes text not null,
    added_at timestamp with time zone,
    resolved_at timestamp with time zone,
    resolved_by bigint,
    reopened_at timestamp with time zone,
    slipped_at timestamp with time zone,
    blocked_lifter text not null default ''::text,
    constraint item_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint item_pkey PRIMARY KEY (engagement_id, n),
    constraint item_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES person(id)
);

CREATE INDEX item_open_due ON public.item USING btree (engagement_id, due) WHERE (state <> 'resolved'::text);

create table mail (
    engagement_id bigint not null,
    id bigint not null generated always as identity,
    key text not null,
    kind text not null,
    checkpoint_n integer not null,
    person_id bigint,
    contact_n integer not null,
    state text not null,
    why text not null default ''::text,
    to_name text not null default ''::text,
    to_address text not null default ''::text,
    subject text not null default ''::text,
    body_text text not null default ''::text,
    body_html text not null default ''::text,
    invitation text not null default ''::text,
    attempts integer not null default 0,
    owed_at timestamp with time zone not null,
    sending_at timestamp with time zone,
    ended_at timestamp with time zone,
    invited_n integer not null default 0,
    constraint mail_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint mail_engagement_id_key_key UNIQUE (engagement_id, key),
    constraint mail_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint mail_pkey PRIMARY KEY (engagement_id, id),
    constraint mail_state_check CHECK ((state = ANY (ARRAY['owed'::text, 'sending'::text, 'sent'::text, 'unsure'::text, 'kept'::text, 'failed'::text, 'dropped'::text])))
);

CREATE UNIQUE INDEX mail_id ON public.mail USING btree (id);

CREATE INDEX mail_invited ON public.mail USING btree (engagement_id, invited_n) WHERE (invited_n > 0);

CREATE INDEX mail_state ON public.mail USING btree (state, id);

create table meeting_draft (
    engagement_id bigint not null,
    checkpoint_n integer not null,
    person_id bigint not null,
    field text not null,
    value text not null,
    saved_at timestamp with time zone not null,
    constraint meeting_draft_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint meeting_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint meeting_draft_pkey PRIMARY KEY (engagement_id, checkpoint_n, person_id, field)
);

CREATE INDEX meeting_draft_saved_at ON public.meeting_draft USING btree (saved_at);

create table member (
    engagement_id bigint not null,
    person_id bigint not null,
    present boolean not null,
    constraint member_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint member_pkey PRIMARY KEY (engagement_id, person_id)
);

CREATE INDEX member_person ON public.member USING btree (person_id, engagement_id) WHERE present;

create table move (
    id bigint not null generated always as identity,
    playbook_id bigint not null,
    edition_id bigint not null,
    undo_of bigint,
    conflicts boolean not null,
    by_id bigint not null,
    at timestamp with time zone not null,
    finished_at timestamp with time zone,
    constraint move_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
    constraint move_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
    constraint move_pkey PRIMARY KEY (id),
    constraint move_playbook_id_fkey FOREIGN KEY (playbook_id) REFERENCES playbook(id),
    constraint move_undo_of_fkey FOREIGN KEY (undo_of) REFERENCES move(id),
    constraint move_undo_of_key UNIQUE (undo_of)
);

CREATE INDEX move_playbook ON public.move USING btree (playbook_id, id);

CREATE UNIQUE INDEX move_running ON public.move USING btree (playbook_id) WHERE (finished_at IS NULL);

create table move_engagement (
    engagement_id bigint not null,
    move_id bigint not null,
    state text not null,
    why text not null default ''::text,
    seq integer,
    constraint move_engagement_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint move_engagement_move_id_fkey FOREIGN KEY (move_id) REFERENCES move(id),
    constraint move_engagement_pkey PRIMARY KEY (engagement_id, move_id)
);

CREATE INDEX move_engagement_state ON public.move_engagement USING btree (move_id, state, engagement_id);

create table notice (
    engagement_id bigint not null,
    seq integer not null,
    person_id bigint not null,
    at timestamp with time zone not null,
    seen_at timestamp with time zone,
    written xid8 not null default pg_current_xact_id(),
    constraint notice_engagement_id_seq_fkey FOREIGN KEY (engagement_id, seq) REFERENCES event(engagement_id, seq),
    constraint notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint notice_pkey PRIMARY KEY (engagement_id, seq, person_id)
);

CREATE INDEX notice_at ON public.notice USING brin (at);

CREATE INDEX notice_unseen ON public.notice USING btree (person_id, at) WHERE (seen_at IS NULL);

CREATE INDEX notice_written ON public.notice USING btree (person_id, written);

create table people_version (
    only_row boolean not null default true,
    n bigint not null,
    constraint people_version_only_row_check CHECK (only_row),
    constraint people_version_pkey PRIMARY KEY (only_row)
);

create table person (
    id bigint not null generated always as identity,
    email text not null,
    name text not null,
    role text not null,
    team_id bigint,
    time_zone text not null default ''::text,
    password_hash text not null default ''::text,
    demo text,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone not null default now(),
    digests boolean not null default true,
    reminders boolean not null default true,
    constraint person_demo_key UNIQUE (demo),
    constraint person_pkey PRIMARY KEY (id),
    constraint person_role_check CHECK ((role = ANY (ARRAY['engineer'::text, 'sme'::text, 'architect'::text, 'manager'::text, 'admin'::text]))),
    constraint person_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id)
);

CREATE UNIQUE INDEX person_email ON public.person USING btree (lower(email));

CREATE INDEX person_team ON public.person USING btree (team_id, role);

CREATE TRIGGER person_counted AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.person FOR EACH STATEMENT EXECUTE FUNCTION count_people_change();

create table playbook (
    id bigint not null generated always as identity,
    slug text not null,
    title text not null,
    saves integer not null default 0,
    constraint playbook_pkey PRIMARY KEY (id),
    constraint playbook_slug_key UNIQUE (slug)
);

create table playbook_import (
    playbook_id bigint not null,
    number integer not null,
    origin text not null,
    name text not null,
    source bytea not null,
    includes jsonb not null,
    sha256 bytea not null,
    state text not null,
    choices jsonb not null default '{}'::jsonb,
    by_id bigint,
    at timestamp with time zone not null,
    settled_by bigint,
    settled_at timestamp with time zone,
    constraint playbook_import_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
    constraint playbook_import_check CHECK (((settled_at IS NULL) = (state = 'waiting'::text))),
    constraint playbook_import_number_check CHECK ((number > 0)),
    constraint playbook_import_origin_check CHECK ((origin = ANY (ARRAY['program'::text, 'file'::text]))),
    constraint playbook_import_pkey PRIMARY KEY (playbook_id, number),
    constraint playbook_import_playbook_id_fkey FOREIGN KEY (playbook_id) REFERENCES playbook(id),
    constraint playbook_import_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES person(id),
    constraint playbook_import_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'taken'::text, 'left'::text])))
);

CREATE UNIQUE INDEX playbook_import_waiting ON public.playbook_import USING btree (playbook_id, origin) WHERE (state = 'waiting'::text);

create table presence (
    engagement_id bigint not null,
    checkpoint_n integer not null,
    person_id bigint not null,
    stream text not null,
    seen_at timestamp with time zone not null,
    constraint presence_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint presence_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
    constraint presence_pkey PRIMARY KEY (engagement_id, checkpoint_n, person_id, stream)
);

create table promise (
    engagement_id bigint not null,
    n integer not null,
    checkpoint_n integer not null,
    on_noun text not null,
    on_n integer not null,
    side text not null,
    who text not null,
    contact_n integer not null,
    what text not null,
    by_day date,
    state text not null,
    words text not null,
    made_by bigint,
    made_at timestamp with time zone,
    ended_at timestamp with time zone,
    constraint promise_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint promise_made_by_fkey FOREIGN KEY (made_by) REFERENCES person(id),
    constraint promise_pkey PRIMARY KEY (engagement_id, n)
);

create table retention (
    only_row boolean not null default true,
    days integer not null default 0,
    set_by bigint,
    set_at timestamp with time zone,
    constraint retention_only_row_check CHECK (only_row),
    constraint retention_pkey PRIMARY KEY (only_row),
    constraint retention_set_by_fkey FOREIGN KEY (set_by) REFERENCES person(id)
);

create table retention_run (
    id bigint not null generated always as identity,
    days integer not null,
    began_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    engagements integer not null default 0,
    texts integer not null default 0,
    failed integer not null default 0,
    constraint retention_run_pkey PRIMARY KEY (id)
);

create table river_job (
    id bigint not null default nextval('river_job_id_seq'::regclass),
    state river_job_state not null default 'available'::river_job_state,
    attempt smallint not null default 0,
    max_attempts smallint not null default 25,
    attempted_at timestamp with time zone,
    created_at timestamp with time zone not null default now(),
    finalized_at timestamp with time zone,
    scheduled_at timestamp with time zone not null default now(),
    priority smallint not null default 1,
    args jsonb not null,
    attempted_by text[],
    errors jsonb[],
    kind text not null,
    metadata jsonb not null default '{}'::jsonb,
    queue text not null default 'default'::text,
    tags character varying(255)[] not null default '{}'::character varying[],
    unique_key bytea,
    unique_states bit(8),
    constraint finalized_or_finalized_at_null CHECK ((((finalized_at IS NULL) AND (state <> ALL (ARRAY['cancelled'::river_job_state, 'completed'::river_job_state, 'discarded'::river_job_state]))) OR ((finalized_at IS NOT NULL) AND (state = ANY (ARRAY['cancelled'::river_job_state, 'completed'::river_job_state, 'discarded'::river_job_state]))))),
    constraint kind_length CHECK (((char_length(kind) > 0) AND (char_length(kind) < 128))),
    constraint max_attempts_is_positive CHECK ((max_attempts > 0)),
    constraint priority_in_range CHECK (((priority >= 1) AND (priority <= 4))),
    constraint queue_length CHECK (((char_length(queue) > 0) AND (char_length(queue) < 128))),
    constraint river_job_pkey PRIMARY KEY (id)
);

CREATE INDEX river_job_args_index ON public.river_job USING gin (args);

CREATE INDEX river_job_kind ON public.river_job USING btree (kind);

CREATE INDEX river_job_metadata_index ON public.river_job USING gin (metadata);

CREATE INDEX river_job_prioritized_fetching_index ON public.river_job USING btree (state, queue, priority, scheduled_at, id);

CREATE INDEX river_job_state_and_finalized_at_index ON public.river_job USING btree (state, finalized_at) WHERE (finalized_at IS NOT NULL);

CREATE UNIQUE INDEX river_job_unique_idx ON public.river_job USING btree (unique_key) WHERE ((unique_key IS NOT NULL) AND (unique_states IS NOT NULL) AND river_job_state_in_bitmask(unique_states, state));

create unlogged table river_leader (
    elected_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    leader_id text not null,
    name text not null default 'default'::text,
    constraint leader_id_length CHECK (((char_length(leader_id) > 0) AND (char_length(leader_id) < 128))),
    constraint name_length CHECK ((name = 'default'::text)),
    constraint river_leader_pkey PRIMARY KEY (name)
);

create table river_notification (
    id bigint not null default nextval('river_notification_id_seq'::regclass),
    created_at timestamp with time zone not null default now(),
    payload text not null,
    topic text not null,
    constraint river_notification_pkey PRIMARY KEY (id),
    constraint topic_length CHECK (((length(topic) > 0) AND (length(topic) < 128)))
);

CREATE INDEX river_notification_created_at_idx ON public.river_notification USING btree (created_at);

CREATE INDEX river_notification_topic_id_idx ON public.river_notification USING btree (topic, id);

create table river_queue (
    name text not null,
    created_at timestamp with time zone not null default now(),
    metadata jsonb not null default '{}'::jsonb,
    paused_at timestamp with time zone,
    updated_at timestamp with time zone not null default CURRENT_TIMESTAMP,
    constraint river_queue_pkey PRIMARY KEY (name)
);

create table seat_exception (
    engagement_id bigint not null,
    n integer not null,
    reason text not null,
    ends_on date,
    asked_by bigint,
    asked_on date,
    state text not null,
    decided_by bigint,
    decided_on date,
    words text not null,
    constraint seat_exception_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
    constraint seat_exception_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
    constraint seat_exception_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint seat_exception_pkey PRIMARY KEY (engagement_id, n)
);

CREATE INDEX seat_exception_returned ON public.seat_exception USING btree (asked_by) WHERE (state = 'returned'::text);

CREATE INDEX seat_exception_waiting ON public.seat_exception USING btree (engagement_id, n) WHERE (state = 'waiting'::text);

create table session (
    token_hash bytea not null,
    person_id bigint not null,
    created_at timestamp with time zone not null,
    used_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
    constraint session_pkey PRIMARY KEY (token_hash)
);

CREATE INDEX session_expires ON public.session USING btree (expires_at);

CREATE INDEX session_person ON public.session USING btree (person_id);

CREATE INDEX session_used ON public.session USING btree (used_at);

create table signing_key (
    id text not null,
    public bytea not null,
    private bytea,
    made_at timestamp with time zone not null,
    retired_at timestamp with time zone,
    constraint signing_key_pkey PRIMARY KEY (id),
    constraint signing_key_public_key UNIQUE (public)
);

CREATE UNIQUE INDEX signing_key_current ON public.signing_key USING btree (((retired_at IS NULL))) WHERE (retired_at IS NULL);

CREATE TRIGGER signing_key_kept BEFORE DELETE OR TRUNCATE ON public.signing_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER signing_key_retired BEFORE UPDATE ON public.signing_key FOR EACH ROW EXECUTE FUNCTION refuse_other_key();

create table snapshot (
    engagement_id bigint not null,
    version integer not null,
    records bytea not null,
    constraint snapshot_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint snapshot_pkey PRIMARY KEY (engagement_id)
);

create table snapshot_parts (
    engagement_id bigint not null,
    version integer not null,
    summary bytea not null,
    facts bytea,
    member bytea,
    exception bytea,
    input bytea,
    output bytea,
    task bytea,
    item bytea,
    waiver bytea,
    checkpoint bytea,
    line bytea,
    exit bytea,
    contact bytea,
    promise bytea,
    point bytea,
    constraint snapshot_parts_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint snapshot_parts_pkey PRIMARY KEY (engagement_id)
) with (fillfactor=70);

create table task (
    engagement_id bigint not null,
    ftop integer not null,
    state text not null,
    owner_id bigint,
    due date,
    notes text not null,
    blocked_kind text not null,
    blocked_on text not null,
    blocked_since date,
    done_by bigint,
    done_on date,
    confirmed_by text not null,
    confirmed_on date,
    pulled_in text not null,
    started_at timestamp with time zone,
    blocked_lifter text not null default ''::text,
    constraint task_done_by_fkey FOREIGN KEY (done_by) REFERENCES person(id),
    constraint task_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint task_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
    constraint task_pkey PRIMARY KEY (engagement_id, ftop)
);

CREATE INDEX task_owner ON public.task USING btree (owner_id, due) WHERE (state <> ALL (ARRAY['done'::text, 'not pursued'::text]));

create table team (
    id bigint not null generated always as identity,
    name text not null,
    constraint team_name_key UNIQUE (name),
    constraint team_pkey PRIMARY KEY (id)
);

CREATE TRIGGER team_counted AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.team FOR EACH STATEMENT EXECUTE FUNCTION count_people_change();

create table waiver (
    engagement_id bigint not null,
    n integer not null,
    on_noun text not null,
    on_n integer not null,
    reason text not null,
    compensating text not null,
    review_on date,
    proposed_by bigint,
    proposed_on date,
    state text not null,
    decided_by bigint,
    decided_on date,
    words text not null,
    warned integer not null default 0,
    lapsed_on date,
    constraint waiver_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
    constraint waiver_engagement_id_fkey FOREIGN KEY (engagement_id) REFERENCES engagement(id),
    constraint waiver_pkey PRIMARY KEY (engagement_id, n),
    constraint waiver_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id)
);

CREATE INDEX waiver_decided_by ON public.waiver USING btree (decided_by, review_on) WHERE (state = 'approved'::text);

CREATE INDEX waiver_proposed_by ON public.waiver USING btree (proposed_by, review_on) WHERE (state = 'approved'::text);

CREATE INDEX waiver_returned ON public.waiver USING btree (proposed_by) WHERE (state = 'returned'::text);

CREATE INDEX waiver_waiting ON public.waiver USING btree (engagement_id, n) WHERE (state = 'waiting'::text);
