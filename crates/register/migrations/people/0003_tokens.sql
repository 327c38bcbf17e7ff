-- Secrets by which programs act for a person. No reference: the owner of the machine has no account.

create table token (
  hash {bytes} primary key, id {id} not null unique, actor {id} not null, project {id} not null,
  name {text} not null, reach {text} not null, roles {text} not null, clearance {text} not null,
  made_at {int} not null, ends_at {int} not null, used_at {int}
);
create index token_actor on token (actor);
