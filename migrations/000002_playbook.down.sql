drop table edition;
drop table playbook;
drop function refuse_change;
