drop table draft;
alter table playbook drop column saves;
alter table edition
    drop column published_by,
    drop column summary,
    drop column beside;
