-- A second coder's grade of an incident, kept apart from assessments: no sum and no publication holds it.

create table coding (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  incident {id}, coder {id}, codebook {text}, grade {text}, blind {flag}, opened {flag}, against {id},
  against_grade {text}
);
create index coding_incident on coding (incident, coder);
create index coding_against on coding (against);
create index coding_project on coding (project, incident, id);
create index coding_closed on coding (project, id, label) where label <> 'team';

drop view closed_record;
create view closed_record as
select id, project, label, 'source' as kind from source where label <> 'team'
  union all select id, project, label, 'report' as kind from report where label <> 'team'
  union all select id, project, label, 'assertion' as kind from assertion where label <> 'team'
  union all select id, project, label, 'belligerent' as kind from belligerent where label <> 'team'
  union all select id, project, label, 'operation' as kind from operation where label <> 'team'
  union all select id, project, label, 'office' as kind from office where label <> 'team'
  union all select id, project, label, 'place' as kind from place where label <> 'team'
  union all select id, project, label, 'release' as kind from release where label <> 'team'
  union all select id, project, label, 'release_line' as kind from release_line where label <> 'team'
  union all select id, project, label, 'finding' as kind from finding where label <> 'team'
  union all select id, project, label, 'tally' as kind from tally where label <> 'team'
  union all select id, project, label, 'strike' as kind from strike where label <> 'team'
  union all select id, project, label, 'incident' as kind from incident where label <> 'team'
  union all select id, project, label, 'assessment' as kind from assessment where label <> 'team'
  union all select id, project, label, 'object_damage' as kind from object_damage where label <> 'team'
  union all select id, project, label, 'victim_mention' as kind from victim_mention where label <> 'team'
  union all select id, project, label, 'link' as kind from link where label <> 'team'
  union all select id, project, label, 'member' as kind from member where label <> 'team'
  union all select id, project, label, 'task' as kind from task where label <> 'team'
  union all select id, project, label, 'comment' as kind from comment where label <> 'team'
  union all select id, project, label, 'review' as kind from review where label <> 'team'
  union all select id, project, label, 'approval' as kind from approval where label <> 'team'
  union all select id, project, label, 'coding' as kind from coding where label <> 'team';
