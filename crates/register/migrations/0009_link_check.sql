-- Whether the address of a report still answers: what the machine saw, which changes daily and is no act.

create table link_check (
  report {id} primary key, project {id} not null, url {text} not null, state {text} not null, detail {text} not null,
  checked {text} not null, since {text} not null
);
create index link_check_state on link_check (project, state, since);

-- Changes of state only.
create table link_change (
  position {position}, report {id} not null, url {text} not null, at {text} not null, state {text} not null,
  detail {text} not null
);
create index link_change_report on link_change (report, position);
