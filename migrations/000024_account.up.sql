-- Which mail people want, and the private address of the calendar of their checkpoints.
alter table person
    add column digests   boolean not null default true, -- after checkpoints that they attended
    add column reminders boolean not null default true; -- the day before checkpoints
create table calendar_feed (
    person_id  bigint      primary key references person on delete cascade,
    token_hash bytea       not null unique, -- the address itself is given once, and never kept
    created_at timestamptz not null,
    read_at    timestamptz -- by a calendar, within the hour
);
