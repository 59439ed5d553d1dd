-- The keys with which proofs of exits are signed; one is in use.
create table signing_key (
    id         text        primary key,
    public     bytea       not null unique,
    private    bytea,      -- the seed; gone once the key was retired
    made_at    timestamptz not null,
    retired_at timestamptz
);
create unique index signing_key_current on signing_key ((retired_at is null)) where retired_at is null;

-- The signed document of an approved exit.
create table exit_proof (
    engagement_id bigint not null references engagement,
    n             int    not null, -- the exit request
    key_id        text   not null references signing_key,
    signed        bytea  not null, -- the document without its texts
    texts         jsonb  not null, -- some may be taken out; none is changed or put in
    primary key (engagement_id, n)
);

alter table exit_request add column key text not null default '';

create function refuse_other_key() returns trigger language plpgsql as $$
begin
    if old.retired_at is null and new.retired_at is not null and new.private is null
        and (new.id, new.public, new.made_at) = (old.id, old.public, old.made_at) then
        return new;
    end if;
    raise exception 'a key is retired, and changes in no other way' using errcode = 'restrict_violation';
end
$$;

create function refuse_other_proof() returns trigger language plpgsql as $$
begin
    if (new.engagement_id, new.n, new.key_id, new.signed) = (old.engagement_id, old.n, old.key_id, old.signed)
        and old.texts @> new.texts then
        return new;
    end if;
    raise exception 'texts are taken out of a proof, and it changes in no other way' using errcode = 'restrict_violation';
end
$$;

create trigger signing_key_kept before delete or truncate on signing_key
    for each statement execute function refuse_change();
create trigger signing_key_retired before update on signing_key
    for each row execute function refuse_other_key();
create trigger exit_proof_kept before delete or truncate on exit_proof
    for each statement execute function refuse_change();
create trigger exit_proof_texts before update on exit_proof
    for each row execute function refuse_other_proof();
