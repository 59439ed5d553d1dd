drop table calendar_feed;
alter table person
    drop column reminders,
    drop column digests;
