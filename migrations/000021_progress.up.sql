-- What the progress is drawn from: how many items stood in the way when a checkpoint
-- was closed, by severity, gravest first; and when an item was last reopened, and put
-- off. Of what happened before, nothing is known.
alter table checkpoint add column open_items int[]; -- null: not counted
alter table item
    add column reopened_at timestamptz,
    add column slipped_at  timestamptz;
