-- Items of evidence, what is noted in them, and the people who were asked.

alter table report add column item {id};
create index report_item on report (item);
alter table assertion add column annotation {id};
create index assertion_annotation on assertion (annotation);

create table item (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  item_kind {text}, sha256 {text}, size_bytes {int}, media_type {text}, source {id}, container {id},
  derived_from {id}, redacted_from {id}, acquired {text}, earliest {text}, latest {text}, perceptual {text},
  graphic {flag}
);
create index item_acquired on item (project, acquired, id);
create index item_sha256 on item (sha256, project);
create index item_source on item (source);
create index item_container on item (container);
create index item_derived_from on item (derived_from);
create index item_redacted_from on item (redacted_from);
create index item_perceptual on item (project, perceptual);
create index item_time on item (project, earliest, latest);
create index item_closed on item (project, id, label) where label <> 'team';

create table annotation (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  item {id}, annotation_kind {text}, start_milliseconds {int}, machine {flag}
);
create index annotation_item on annotation (item, start_milliseconds, id);
create index annotation_project on annotation (project, id);
create index annotation_closed on annotation (project, id, label) where label <> 'team';

create table interview (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  source {id}, incident {id}, report {id}, item {id}, earliest {text}, feedback_due {text}, feedback_given {text}
);
create index interview_time on interview (project, earliest, id);
create index interview_source on interview (source);
create index interview_incident on interview (incident);
create index interview_report on interview (report);
create index interview_item on interview (item);
create index interview_closed on interview (project, id, label) where label <> 'team';

create table site_visit (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  incident {id}, report {id}, earliest {text}
);
create index site_visit_time on site_visit (project, earliest, id);
create index site_visit_incident on site_visit (incident);
create index site_visit_report on site_visit (report);
create index site_visit_closed on site_visit (project, id, label) where label <> 'team';

create table consent (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  source {id}, covers {id}, item {id}, earliest {text}, expires {text}, withdrawn {text}
);
create index consent_time on consent (project, earliest, id);
create index consent_source on consent (source);
create index consent_covers on consent (covers);
create index consent_item on consent (item);
create index consent_closed on consent (project, id, label) where label <> 'team';

create table verification (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  about {id}, result {text}
);
create index verification_about on verification (about);
create index verification_project on verification (project, id);
create index verification_closed on verification (project, id, label) where label <> 'team';

create table sealed_identity (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  source {id}, handle {text}
);
create index sealed_identity_source on sealed_identity (source);
create index sealed_identity_project on sealed_identity (project, id);
create index sealed_identity_closed on sealed_identity (project, id, label) where label <> 'team';

create table custodian_key (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  person {id}, retired {flag}
);
create index custodian_key_person on custodian_key (person);
create index custodian_key_project on custodian_key (project, id);
create index custodian_key_closed on custodian_key (project, id, label) where label <> 'team';

create table legal_request (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  request_kind {text}, item {id}, earliest {text}, due {text}, answer {text}, holds {flag}
);
create index legal_request_time on legal_request (project, earliest, id);
create index legal_request_item on legal_request (item);
create index legal_request_closed on legal_request (project, id, label) where label <> 'team';

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
  union all select id, project, label, 'legal_request' as kind from legal_request where label <> 'team';

-- Where the background check of the vault stands; no act, because it says nothing of any record.
create table scrub_state (id {int} primary key, after_sha256 {text});
