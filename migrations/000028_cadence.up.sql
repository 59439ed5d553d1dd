-- Since cadences count from a day of theirs, and a month is one of the calendar, the
-- next checkpoint can be due on another day: the next sweep looks at each engagement.
update engagement set stale_at = now()
where (stale_at is null or stale_at > now()) and phase <> 'Enable';
