-- The list of incidents: what its filters and orders read without opening a record.

alter table incident add column objects {text};
create index incident_dated on incident (project, coalesce(earliest, ''), id);
create index incident_filtered on incident (project, campaign, candidate, objects, day_start, day_end, earliest, id);
create index assessment_shown on assessment
  (incident, basis, current, version, id, project, grade, killed_min, killed_max);
