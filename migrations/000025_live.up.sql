-- What people type in a meeting and have not sent: a copy of what their browser keeps.
create table meeting_draft (
    engagement_id bigint      not null references engagement,
    checkpoint_n  int         not null,
    person_id     bigint      not null references person,
    field         text        not null, -- the form: "item-3"
    value         text        not null, -- as the browser wrote it
    saved_at      timestamptz not null,
    primary key (engagement_id, checkpoint_n, person_id, field)
);
create index meeting_draft_saved_at on meeting_draft (saved_at); -- old ones are removed

-- Who has a meeting open now, by every window that has it.
create table presence (
    engagement_id bigint      not null references engagement,
    checkpoint_n  int         not null,
    person_id     bigint      not null references person,
    stream        text        not null,
    seen_at       timestamptz not null,
    primary key (engagement_id, checkpoint_n, person_id, stream)
);
