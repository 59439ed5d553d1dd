create table team (
    id   bigint generated always as identity primary key,
    name text not null unique
);

create table person (
    id            bigint generated always as identity primary key,
    email         text        not null,
    name          text        not null,
    role          text        not null check (role in ('engineer', 'sme', 'architect', 'manager', 'admin')),
    team_id       bigint references team,
    time_zone     text        not null default '',
    password_hash text        not null default '', -- argon2id; empty: no sign-in by password
    demo          text unique,                     -- the demo sign-in button that this person is
    disabled_at   timestamptz,
    created_at    timestamptz not null default now()
);
create unique index person_email on person (lower(email));
create index person_team on person (team_id, role);

create table session (
    token_hash bytea primary key, -- SHA-256 of the cookie: a copy of this table opens nothing
    person_id  bigint      not null references person on delete cascade,
    created_at timestamptz not null,
    used_at    timestamptz not null,
    expires_at timestamptz not null
);
create index session_person on session (person_id);
create index session_expires on session (expires_at);
create index session_used on session (used_at);
