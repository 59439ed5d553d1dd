alter table waiver drop column lapsed_on, drop column warned;
alter table exit_request drop column seq, drop column because, drop column remarks, drop column outputs;
