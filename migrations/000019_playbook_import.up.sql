-- Files of playbooks that came in over their catalogs, from people and with the
-- program. The one taken in last is what the next is compared with: its changes are
-- merged with those that were made here since.
create table playbook_import (
    playbook_id bigint      not null references playbook,
    number      int         not null check (number > 0),
    origin      text        not null check (origin in ('program', 'file')),
    name        text        not null, -- of the file
    source      bytea       not null,
    includes    jsonb       not null,
    sha256      bytea       not null, -- as an edition's
    state       text        not null check (state in ('waiting', 'taken', 'left')),
    choices     jsonb       not null default '{}', -- by which its conflicts were settled
    by_id       bigint      references person,     -- null: the program, or its shell
    at          timestamptz not null,
    settled_by  bigint      references person,
    settled_at  timestamptz check ((settled_at is null) = (state = 'waiting')),
    primary key (playbook_id, number)
);
create unique index playbook_import_waiting on playbook_import (playbook_id, origin) where state = 'waiting';

-- What the program published by itself until now is what it had taken in.
insert into playbook_import (playbook_id, number, origin, name, source, includes, sha256, state, at, settled_at)
select distinct on (e.playbook_id) e.playbook_id, 1, 'program', p.slug || '.md', e.source, e.includes, e.sha256, 'taken', e.published_at, e.published_at
from edition e join playbook p on p.id = e.playbook_id
where e.published_by is null
order by e.playbook_id, e.number desc;

-- A draft can be of the shell's making.
alter table draft alter column by_id drop not null;
