drop table snapshot_parts;
