drop table session;
drop table person;
drop table team;
