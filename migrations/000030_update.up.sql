-- To which checkpoint a mail invited, so that who was invited is told of its move. Of
-- mails from before, nothing is known.
alter table mail add column invited_n int not null default 0; -- 0: none
create index mail_invited on mail (engagement_id, invited_n) where invited_n > 0;
