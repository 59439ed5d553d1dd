-- Who is to hear of an event, owed in the transaction that wrote it: a list on a
-- page today, which a mail can be made of too.
create table notice (
    engagement_id bigint      not null,
    seq           int         not null,
    person_id     bigint      not null references person,
    at            timestamptz not null, -- of the event
    seen_at       timestamptz,
    written       xid8        not null default pg_current_xact_id(), -- the transaction that last wrote it
    primary key (engagement_id, seq, person_id),
    foreign key (engagement_id, seq) references event
);
create index notice_unseen on notice (person_id, at) where seen_at is null;
create index notice_written on notice (person_id, written);
create index notice_at on notice using brin (at); -- old ones are removed
