-- What this installation is called where its files meet those of others.
create table instance (
    only_row boolean primary key default true check (only_row),
    id       uuid    not null default gen_random_uuid()
);
insert into instance default values;

-- How often a checkpoint was moved or cancelled since this is counted.
alter table checkpoint add column sequence int not null default 0;
