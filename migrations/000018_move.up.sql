-- A move of many engagements to an edition of their playbook, or the taking back of
-- one. It is carried out a little at a time, by whichever replica has time for it.
create table move (
    id          bigint generated always as identity primary key,
    playbook_id bigint      not null references playbook,
    edition_id  bigint      not null references edition, -- to which; of one that is taken back, to which that was
    undo_of     bigint      unique references move,
    conflicts   boolean     not null, -- whether what conflicts, or has a request that waits, moves too
    by_id       bigint      not null references person,
    at          timestamptz not null,
    finished_at timestamptz
);
create index move_playbook on move (playbook_id, id);
create unique index move_running on move (playbook_id) where finished_at is null;

-- What becomes of each engagement of a move.
create table move_engagement (
    engagement_id bigint not null references engagement,
    move_id       bigint not null references move,
    state         text   not null,            -- waiting, moved, left, failed
    why           text   not null default '', -- it was left
    seq           int,                        -- of the event that moved it
    primary key (engagement_id, move_id)
);
create index move_engagement_state on move_engagement (move_id, state, engagement_id);

create index engagement_edition on engagement (edition_id, id) where phase <> 'Enable';
