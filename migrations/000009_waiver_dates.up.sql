-- The dates of the waivers that were approved before programs told of them: the
-- next sweep looks at each, and notes when the next date is.
update engagement set stale_at = now()
where (stale_at is null or stale_at > now())
  and id in (select engagement_id from waiver where state = 'approved' and lapsed_on is null);
