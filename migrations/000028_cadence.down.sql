-- Nothing to take back: a moment that is noted too early is looked at once.
select 1;
