-- Nothing to take back: a reminder goes out once, however many jobs it has.
select 1;
