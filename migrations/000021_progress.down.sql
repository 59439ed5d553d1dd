alter table item
    drop column slipped_at,
    drop column reopened_at;
alter table checkpoint drop column open_items;
