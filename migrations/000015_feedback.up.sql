-- What readers of a playbook ask and remark. A row here is how one stands; what was
-- said are its steps, of which the first is what was asked.
create table feedback (
    id           bigint generated always as identity primary key,
    playbook_id  bigint      not null references playbook,
    edition_id   bigint      not null references edition, -- the one that was read
    ftop         int,                  -- the task that it is about, null for the playbook as a whole
    by_id        bigint      not null references person,
    state        text        not null,
    steps        int         not null, -- how many; the newest has this number
    changed_at   timestamptz not null, -- when the newest was taken
    unseen_since timestamptz,          -- of the newest step that who asked has not seen
    written      xid8        not null default pg_current_xact_id() -- the transaction that last wrote it
);
create index feedback_state on feedback (state, changed_at, id);
create index feedback_playbook on feedback (playbook_id, state, changed_at, id);
create index feedback_task on feedback (playbook_id, ftop, state, changed_at, id);
create index feedback_asked on feedback (by_id, changed_at, id);
create index feedback_open on feedback (by_id) where state = 'open';
create index feedback_unseen on feedback (by_id, unseen_since) where unseen_since is not null;
create index feedback_written on feedback (written);

create table feedback_step (
    feedback_id bigint      not null references feedback,
    n           int         not null,
    kind        text        not null,
    by_id       bigint      not null references person,
    at          timestamptz not null,
    words       text        not null,
    edition     int         not null default 0, -- the number of the one that settled it, 0 for none
    primary key (feedback_id, n)
);
