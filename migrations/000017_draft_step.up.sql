-- Undoing goes from a save to the one that it was made on, and redoing back: each
-- is a save too, which stands at the place of another. What somebody types without
-- a pause is one step, saved many times.
alter table draft
    add column begun  int         not null default 0,     -- the version at which the draft was its edition still
    add column place  int         not null default 0,     -- the version whose catalog this is: its own, unless it undoes or redoes
    add column parent int         not null default 0,     -- the place that the one at this place was made on
    add column since  timestamptz not null default now(), -- when its step began
    add column step   boolean     not null default true;  -- false: the step went on after it
update draft set place = version, parent = version - 1, since = at,
    begun = (select min(d.version) - 1 from draft d where d.playbook_id = draft.playbook_id);
