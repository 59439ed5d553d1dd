drop table presence;
drop table meeting_draft;
