-- A row is known by the project it was imported into: what another project imported is as new to it as any.

create table import_row_of_project (
  project {id} not null,
  dataset {text} not null,
  identity {text} not null,
  slot {text} not null,
  subject {id} not null,
  kind {text} not null,
  act {id} not null,
  digest {text} not null,
  primary key (project, dataset, identity, slot)
) {keyed};
insert into import_row_of_project (project, dataset, identity, slot, subject, kind, act, digest)
  select a.project, r.dataset, r.identity, r.slot, r.subject, r.kind, r.act, r.digest
  from import_row r join act a on a.id = r.act;
drop table import_row;
alter table import_row_of_project rename to import_row;
create index import_row_subject on import_row (subject);
