-- What meetings plan and what their minutes hold: the time that a clock shows twice, the
-- planned end, the day of the cadence, who attended, and what was done to what.
alter table checkpoint
    add column later       boolean not null default false,
    add column until_clock int     not null default 0,
    add column slot        date,
    add column people      int[],
    add column contacts    int[];
alter table checkpoint_line
    add column title text not null default '',
    add column did   text not null default '';
alter table item add column blocked_lifter text not null default '';
alter table task add column blocked_lifter text not null default '';
alter table engagement add column meets_from date;
