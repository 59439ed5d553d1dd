-- What stands beside a playbook's document is frozen with it. The summary is what
-- its publisher says of the edition.
alter table edition
    add column beside       jsonb  not null default '{}',
    add column summary      text   not null default '',
    add column published_by bigint references person; -- null: it came with the program

-- How many saves of drafts there were: their versions count on from edition to
-- edition, so that one seen before a publishing is never taken for one after it.
alter table playbook add column saves int not null default 0;

-- The catalog that is being edited, beside its editions. Every save is a row; the
-- newest is the draft, the older ones serve undoing, and saves of who has seen an
-- older one.
create table draft (
    playbook_id bigint      not null references playbook,
    version     int         not null,
    edition_id  bigint      references edition, -- on which it stands
    source      bytea       not null,
    includes    jsonb       not null,
    beside      jsonb       not null,
    typed       text,                           -- the document as typed, where it does not parse
    what        text        not null,           -- what was done, in words
    by_id       bigint      not null references person,
    at          timestamptz not null,
    primary key (playbook_id, version)
);
