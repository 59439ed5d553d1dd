-- Words are taken out of a text by an event of the chain that names the record and
-- the field: without its salt, the digest that the chain took tells nothing of them.
create function refuse_other_text() returns trigger language plpgsql as $$
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
$$;

drop trigger event_text_append_only on event_text;
create trigger event_text_kept before delete or truncate on event_text
    for each statement execute function refuse_change();
create trigger event_text_taken_out before update on event_text
    for each row execute function refuse_other_text();

-- The version at which an engagement's contacts were last made anonymous.
alter table engagement add column anonymous int;
create index engagement_keeps_contacts on engagement (exit_on, id) where phase = 'Enable' and anonymous is distinct from version;

-- How long the contacts of engagements that have exited are kept.
create table retention (
    only_row boolean     primary key default true check (only_row),
    days     int         not null default 0, -- 0: as long as the engagement
    set_by   bigint      references person,
    set_at   timestamptz
);
insert into retention default values;

-- When the contacts of some were made anonymous.
create table retention_run (
    id          bigint      generated always as identity primary key,
    days        int         not null,
    began_at    timestamptz not null,
    ended_at    timestamptz,          -- null: it goes on, or was cut off
    engagements int         not null default 0,
    texts       int         not null default 0,
    failed      int         not null default 0
);

-- People whose data is being erased. The name is kept until it is in no text any more.
create table erasure (
    id          bigint      generated always as identity primary key,
    person_id   bigint      references person, -- null: a contact
    name        text        not null,          -- '' once it is done
    asked_by    bigint      not null references person,
    asked_at    timestamptz not null,
    done_to     bigint      not null default 0, -- the engagements up to this one are done
    engagements int         not null default 0,
    texts       int         not null default 0,
    done_at     timestamptz
);
create index erasure_waiting on erasure (id) where done_at is null;

-- What administrators did that no engagement's history tells.
create table admin_event (
    id    bigint      generated always as identity primary key,
    at    timestamptz not null,
    by_id bigint      references person, -- null: nobody, a date that passed
    kind  text        not null,
    words text        not null -- never the name that was erased
);
create trigger admin_event_append_only before update or delete or truncate on admin_event
    for each statement execute function refuse_change();
