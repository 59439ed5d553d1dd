alter table engagement drop column meets_from;
alter table task drop column blocked_lifter;
alter table item drop column blocked_lifter;
alter table checkpoint_line drop column did, drop column title;
alter table checkpoint
    drop column contacts,
    drop column people,
    drop column slot,
    drop column until_clock,
    drop column later;
