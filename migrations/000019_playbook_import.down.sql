delete from draft where by_id is null;
alter table draft alter column by_id set not null;
drop table playbook_import;
