-- What an exit request carries and what came of it, and how far a waiver's date was
-- told of. A program that does not know of these columns leaves them empty.
alter table exit_request
    add column outputs text not null default '',
    add column remarks text not null default '',
    add column because text not null default '',
    add column seq     int  not null default 0;
alter table waiver
    add column warned    int not null default 0,
    add column lapsed_on date;
