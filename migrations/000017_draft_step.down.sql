alter table draft
    drop column step,
    drop column since,
    drop column parent,
    drop column place,
    drop column begun;
