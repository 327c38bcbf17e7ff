-- The incident that a picture shows or was taken of: whoever may not see it sees nothing of what is measured to it.
alter table annotation add column incident {id};
create index annotation_incident on annotation (incident, id);
