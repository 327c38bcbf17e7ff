-- Lawful deletion. The acts of the verb "erase" say what was decided; these rows say how far it was carried out, and
-- answer whoever asks for a record that is gone. No value is here.

create table erasure (
  approval {id} primary key, project {id} not null, label {text} not null, act {id} not null, kind {text} not null,
  subject {id} not null, agreed {text} not null, done {text}, trouble {text}, report {text} not null
);
create index erasure_list on erasure (project, agreed, approval);

-- One row for each field of each record that an erasure reaches; an empty field is the whole record.
create table erased (
  act {id} not null, subject {id} not null, field {text} not null, approval {id} not null, project {id} not null,
  kind {text} not null, label {text} not null, primary key (act, field)
) {keyed};
create index erased_subject on erased (subject, field);
create index erased_approval on erased (approval);

-- What was closed when it was erased stays closed: its acts are shown to nobody who might not see it before. The kind is
-- an expression as in the other parts: SQLite looks for an id in each part only where their columns are of one affinity.
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
  union all select id, project, label, 'coding' as kind from coding where label <> 'team'
  union all select id, project, label, 'item' as kind from item where label <> 'team'
  union all select id, project, label, 'annotation' as kind from annotation where label <> 'team'
  union all select id, project, label, 'interview' as kind from interview where label <> 'team'
  union all select id, project, label, 'site_visit' as kind from site_visit where label <> 'team'
  union all select id, project, label, 'consent' as kind from consent where label <> 'team'
  union all select id, project, label, 'verification' as kind from verification where label <> 'team'
  union all select id, project, label, 'sealed_identity' as kind from sealed_identity where label <> 'team'
  union all select id, project, label, 'custodian_key' as kind from custodian_key where label <> 'team'
  union all select id, project, label, 'legal_request' as kind from legal_request where label <> 'team'
  union all select subject as id, project, label, kind || '' as kind from erased where label <> 'team' and field = '';
