drop table feedback_step;
drop table feedback;
