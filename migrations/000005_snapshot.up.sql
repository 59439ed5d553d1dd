-- What an engagement's records come to at a version, as one value: pages read it
-- in place of a query for each kind of record. A row that is missing, or that is
-- not of the engagement's version, is no harm: then the records are read.
create table snapshot (
    engagement_id bigint primary key references engagement,
    version       int   not null,
    records       bytea not null
);

-- Counts the changes of people and teams, so that a program that knows them can
-- ask whether it still does.
create table people_version (
    only_row bool   primary key default true check (only_row),
    n        bigint not null
);
insert into people_version (n) values (1);

create function count_people_change() returns trigger language plpgsql as $$
begin
    update people_version set n = n + 1;
    return null;
end
$$;
create trigger person_counted after insert or update or delete or truncate on person
    for each statement execute function count_people_change();
create trigger team_counted after insert or update or delete or truncate on team
    for each statement execute function count_people_change();
