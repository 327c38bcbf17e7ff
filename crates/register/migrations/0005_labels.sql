-- Access labels: the records that not everybody in a project may see. The indexes hold nothing where everything is for
-- the team, so that asking whether there is anything costs nothing.

create index source_closed on source (project, id, label) where label <> 'team';
create index report_closed on report (project, id, label) where label <> 'team';
create index assertion_closed on assertion (project, id, label) where label <> 'team';
create index belligerent_closed on belligerent (project, id, label) where label <> 'team';
create index operation_closed on operation (project, id, label) where label <> 'team';
create index office_closed on office (project, id, label) where label <> 'team';
create index place_closed on place (project, id, label) where label <> 'team';
create index release_closed on release (project, id, label) where label <> 'team';
create index release_line_closed on release_line (project, id, label) where label <> 'team';
create index finding_closed on finding (project, id, label) where label <> 'team';
create index tally_closed on tally (project, id, label) where label <> 'team';
create index strike_closed on strike (project, id, label) where label <> 'team';
create index incident_closed on incident (project, id, label) where label <> 'team';
create index assessment_closed on assessment (project, id, label) where label <> 'team';
create index object_damage_closed on object_damage (project, id, label) where label <> 'team';
create index victim_mention_closed on victim_mention (project, id, label) where label <> 'team';
create index link_closed on link (project, id, label) where label <> 'team';
create index member_closed on member (project, id, label) where label <> 'team';
create index task_closed on task (project, id, label) where label <> 'team';
create index comment_closed on comment (project, id, label) where label <> 'team';
create index review_closed on review (project, id, label) where label <> 'team';
create index approval_closed on approval (project, id, label) where label <> 'team';

-- Every record that is closed to somebody, whatever its kind.
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
  union all select id, project, label, 'approval' as kind from approval where label <> 'team';
