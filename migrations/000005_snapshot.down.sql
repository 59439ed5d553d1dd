drop trigger team_counted on team;
drop trigger person_counted on person;
drop function count_people_change;
drop table people_version;
drop table snapshot;
