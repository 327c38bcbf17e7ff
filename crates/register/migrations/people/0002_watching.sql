-- What a person keeps for themselves: searches, and what they last looked at. Not acts of the register. A position is
-- that of the last act of the project at the time; times are seconds since 1970. No reference to an account: the
-- machine's owner has none, and whoever is let in again finds their searches.

create table saved_search (
  id {id} primary key, actor {id} not null, project {id} not null, name {text} not null, query {text} not null,
  position {int} not null, opened_at {int} not null
);
create index saved_search_actor on saved_search (actor, project, id);

create table look (
  actor {id} not null, record {id} not null, project {id} not null, position {int} not null, at {int} not null,
  primary key (actor, record)
) {keyed};
