-- Who is met at the customer and its partners.
create table contact (
    engagement_id bigint  not null references engagement,
    n             int     not null,
    name          text    not null,
    side          text    not null,
    title         text    not null,
    email         text    not null,
    wants         boolean not null, -- invitations and digests
    gone          boolean not null,
    primary key (engagement_id, n)
);

-- What was promised in checkpoints.
create table promise (
    engagement_id bigint not null references engagement,
    n             int    not null,
    checkpoint_n  int    not null,
    on_noun       text   not null,
    on_n          int    not null,
    side          text   not null,
    who           text   not null,
    contact_n     int    not null,
    what          text   not null,
    by_day        date,
    state         text   not null,
    words         text   not null,
    made_by       bigint references person,
    made_at       timestamptz,
    ended_at      timestamptz,
    primary key (engagement_id, n)
);

-- What people put on the agenda.
create table agenda_point (
    engagement_id bigint not null references engagement,
    n             int    not null,
    what          text   not null,
    on_noun       text   not null,
    on_n          int    not null,
    state         text   not null,
    words         text   not null,
    checkpoint_n  int    not null,
    added_by      bigint references person,
    added_at      timestamptz,
    ended_at      timestamptz,
    primary key (engagement_id, n)
);

alter table snapshot_parts add column contact bytea, add column promise bytea, add column point bytea;
