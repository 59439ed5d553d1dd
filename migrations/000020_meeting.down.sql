alter table snapshot_parts drop column contact, drop column promise, drop column point;
drop table agenda_point;
drop table promise;
drop table contact;
