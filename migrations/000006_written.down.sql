drop trigger engagement_written on engagement;
drop function note_writer;
alter table engagement drop column written;
