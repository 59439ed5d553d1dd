-- The transaction that last wrote an engagement. Who knows a moment before which
-- every transaction had ended can ask whether any engagement was written since.
alter table engagement add column written xid8 not null default pg_current_xact_id();
create index engagement_written on engagement (written);

create function note_writer() returns trigger language plpgsql as $$
begin
    new.written := pg_current_xact_id();
    return new;
end
$$;
create trigger engagement_written before update on engagement
    for each row execute function note_writer();
