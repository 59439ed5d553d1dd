-- The outbox: one row for each mail to somebody about something, so that however often
-- it is owed, it goes out once. Whom it goes to and what it says is filled in when it
-- is sent.
create table mail (
    engagement_id bigint      not null references engagement,
    id            bigint      not null generated always as identity,
    key           text        not null, -- what it tells, and whom
    kind          text        not null,
    checkpoint_n  int         not null,
    person_id     bigint references person, -- of the team; none: a contact
    contact_n     int         not null, -- of the engagement; 0: a person of the team
    state         text        not null,
    why           text        not null default '', -- it is in this state, in words
    to_name       text        not null default '',
    to_address    text        not null default '',
    subject       text        not null default '',
    body_text     text        not null default '',
    body_html     text        not null default '',
    invitation    text        not null default '', -- a calendar file that goes with it; empty: none
    attempts      int         not null default 0,
    owed_at       timestamptz not null,
    sending_at    timestamptz, -- when it was last given to the mail server
    ended_at      timestamptz, -- when it came to a state that it stays in
    primary key (engagement_id, id),
    unique (engagement_id, key),
    check (state in ('owed', 'sending', 'sent', 'unsure', 'kept', 'failed', 'dropped'))
);
create unique index mail_id on mail (id); -- the newest first
create index mail_state on mail (state, id);
