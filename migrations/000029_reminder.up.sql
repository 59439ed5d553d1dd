-- Checkpoints that were planned before this are reminded of too: what is planned from
-- here on owes its reminder itself. The job looks at the checkpoint when its time has
-- come, so that what time that is need only be about right.
insert into river_job (kind, args, state, scheduled_at, max_attempts)
select 'reminder', jsonb_build_object('engagement', c.engagement_id, 'checkpoint', c.n), 'scheduled',
    (c.on_day - 1 + time '09:00') at time zone z.name, 12
from checkpoint c join engagement e on e.id = c.engagement_id join pg_timezone_names z on z.name = e.time_zone
where c.state = 'scheduled' and c.on_day > current_date + 2
    and not exists (select from river_job j where j.kind = 'reminder' and j.args @> jsonb_build_object('engagement', c.engagement_id, 'checkpoint', c.n));
