drop index mail_invited;
alter table mail drop column invited_n;
