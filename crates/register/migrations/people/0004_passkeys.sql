-- Passkeys, and the ceremonies by which they are made and used. Times are seconds since 1970.

create table passkey (
  id {id} primary key, credential {bytes} not null unique,
  actor {id} not null references account (actor) on delete cascade,
  name {text} not null, made_at {int} not null, used_at {int}, passkey {text} not null
);
create index passkey_actor on passkey (actor);

-- What a browser's answer is checked against; each row is taken once. No session where somebody signs in.
create table ceremony (
  hash {bytes} primary key, purpose {text} not null,
  session {id} references session (id) on delete cascade,
  state {text} not null, expires_at {int} not null
);
create index ceremony_session on ceremony (session);
create index ceremony_expires_at on ceremony (expires_at);
