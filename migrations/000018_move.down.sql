drop index engagement_edition;
drop table move_engagement;
drop table move;
