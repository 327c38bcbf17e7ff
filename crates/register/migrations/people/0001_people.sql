-- Who people are and how they sign in. No row has acts; each can be deleted. Times are seconds since 1970.

create table account (
  actor {id} primary key, login {text} not null unique, name {text} not null, state {text} not null,
  password {text}, created_at {int} not null, signed_in_at {int}
);

create table totp (
  actor {id} primary key references account (actor) on delete cascade,
  secret {bytes} not null, confirmed {flag} not null, last_step {int} not null
);

create table recovery_code (
  hash {bytes} primary key, actor {id} not null references account (actor) on delete cascade
);
create index recovery_code_actor on recovery_code (actor);

-- One invitation of a person at a time.
create table invitation (
  actor {id} primary key references account (actor) on delete cascade,
  hash {bytes} not null unique, expires_at {int} not null, password {text}
);

-- A password that was right and waits for its code.
create table half_signed_in (
  hash {bytes} primary key, actor {id} not null references account (actor) on delete cascade,
  expires_at {int} not null
);
create index half_signed_in_actor on half_signed_in (actor);

-- No reference: the printed key opens sessions of pseudonyms without an account.
create table session (
  hash {bytes} primary key, id {id} not null unique, actor {id} not null, factor {text} not null,
  opened_at {int} not null, seen_at {int} not null, fresh_at {int} not null
);
create index session_actor on session (actor);

-- Failed attempts by the SHA-256 of the login that was tried, whether there is such a login or not.
create table failure (
  login {bytes} primary key, count {int} not null, wait_until {int} not null
);
