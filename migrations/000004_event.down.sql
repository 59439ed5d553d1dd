drop table event_text;
drop table event;
