alter table checkpoint drop column sequence;
drop table instance;
