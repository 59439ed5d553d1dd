alter table exit_request drop column key;
drop table exit_proof;
drop table signing_key;
drop function refuse_other_proof();
drop function refuse_other_key();
