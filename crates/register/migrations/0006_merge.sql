-- Incidents that turned out to be the same event, and those split off another.

alter table incident add column merged_into {id};
alter table incident add column split_from {id};
create index incident_merged on incident (merged_into) where merged_into is not null;
create index incident_split on incident (split_from) where split_from is not null;

-- The list leaves out what was merged, and reads that from its indexes.
drop index incident_dated;
create index incident_dated on incident (project, coalesce(earliest, ''), id, merged_into);
drop index incident_filtered;
create index incident_filtered on incident
  (project, campaign, candidate, objects, day_start, day_end, earliest, id, merged_into);
