-- What an engagement's records come to at a version, a value for each kind of
-- record, of which a change writes what it has changed: a whole snapshot was two
-- fifths of the time of a change. Null is none of the kind. A row that is missing,
-- or that is not of the engagement's version, is no harm: then the records are
-- read. The table snapshot, of the same in one value, is left to programs that
-- still read it, and goes with a later migration.
create table snapshot_parts (
    engagement_id bigint primary key references engagement,
    version       int   not null,
    summary       bytea not null,
    facts         bytea,
    member        bytea,
    exception     bytea,
    input         bytea,
    output        bytea,
    task          bytea,
    item          bytea,
    waiver        bytea,
    checkpoint    bytea,
    line          bytea,
    exit          bytea
) with (fillfactor = 70); -- an update finds room beside the row, and leaves the index alone
