-- What the list, its counts and the overview read of an incident: kept beside the records, reckoned from them again by
-- fsck. One row for all clearances that see the same (1 team, 2 sensitive, 4 sealed, added); none for an incident that
-- was merged, or that a clearance does not see.

create table incident_shown (
  incident {id} not null, clearances {int} not null, project {id} not null,
  own {id}, own_grade {text}, own_ends {int}, own_killed_min {int}, own_killed_max {int},
  adopted {id}, adopted_grade {text}, adopted_ends {int}, adopted_killed_min {int}, adopted_killed_max {int},
  campaign {text}, finding {id}, outcome {text}, objects {text}, candidate {flag},
  primary key (incident, clearances)
) {keyed};
create index incident_shown_sorts on incident_shown
  (project, own_ends, own_grade, adopted_ends, adopted_grade, campaign, outcome, objects, candidate, clearances,
   own_killed_min, own_killed_max, adopted_killed_min, adopted_killed_max);
