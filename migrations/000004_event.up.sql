-- What happened, for good: one row an event, chained by hash an engagement.
create table event (
    engagement_id bigint      not null references engagement,
    seq           int         not null,
    at            timestamptz not null,
    actor_id      bigint references person,
    cause         text        not null,
    kind          text        not null,
    noun          text        not null,
    n             int         not null,
    changes       jsonb       not null, -- free text by its digest alone; the words are in event_text
    hash          bytea       not null,
    primary key (engagement_id, seq)
);
create index event_subject on event (engagement_id, noun, n, seq);
create index event_actor on event (engagement_id, actor_id, seq);

-- The words of an event's free text, and the salt with which they are hashed.
create table event_text (
    engagement_id bigint not null,
    seq           int    not null,
    field         text   not null,
    salt          bytea  not null,
    was           text   not null,
    became        text   not null,
    primary key (engagement_id, seq, field),
    foreign key (engagement_id, seq) references event
);

create trigger event_append_only before update or delete or truncate on event
    for each statement execute function refuse_change();
create trigger event_text_append_only before update or delete or truncate on event_text
    for each statement execute function refuse_change();
