create table playbook (
    id    bigint generated always as identity primary key,
    slug  text not null unique,
    title text not null
);

-- An edition is published once and never changed after; source is the file as
-- it came, includes are the fragments that it names.
create table edition (
    id           bigint generated always as identity primary key,
    playbook_id  bigint      not null references playbook,
    number       int         not null,
    source       bytea       not null,
    includes     jsonb       not null default '{}',
    sha256       bytea       not null,
    published_at timestamptz not null default now(),
    unique (playbook_id, number)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger edition_append_only before update or delete or truncate on edition
    for each statement execute function refuse_change();
