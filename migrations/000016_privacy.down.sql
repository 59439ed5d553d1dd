drop table admin_event, erasure, retention_run, retention;
drop index engagement_keeps_contacts;
alter table engagement drop column anonymous;
drop trigger event_text_kept on event_text;
drop trigger event_text_taken_out on event_text;
drop function refuse_other_text();
create trigger event_text_append_only before update or delete or truncate on event_text
    for each statement execute function refuse_change();
