-- The whole register, on both databases: the words in braces are filled by dialect.rs. Append-only: a change is a
-- new file with the next number.

create table actor (
  id {id} primary key,
  name {text} not null
);

create table act (
  position {position},
  id {id} not null unique,
  at {text} not null,
  device {id} not null,
  actor {id} not null,
  kind {text} not null,
  subject {id} not null,
  project {id} not null,
  parents {text} not null,
  fields {text} not null
);
create index act_project on act (project, position);
create index act_subject on act (subject, position);

-- The number of each act in the log. Acts commit without one; the sequencer gives them densely.
create table sequence (
  number {int} primary key,
  act {id} not null unique,
  position {int} not null
);

create table log_state (
  one {int} primary key check (one = 1),
  size {int} not null,
  root {text} not null,
  position {int} not null,
  checkpoint {text} not null
);

-- Heads of fields that differ from the record's first act: a field without a row has the first act as its only head.
create table field_head (
  subject {id} not null,
  field {text} not null,
  act {id} not null,
  primary key (subject, field, act)
) {keyed};

create table import_row (
  dataset {text} not null,
  identity {text} not null,
  slot {text} not null,
  subject {id} not null,
  kind {text} not null,
  act {id} not null,
  digest {text} not null,
  primary key (dataset, identity, slot)
) {keyed};
create index import_row_subject on import_row (subject);

create table project (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  code {text}
);
create unique index project_code on project (code);

create table source (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  name {text}, source_kind {text}, parent {id}
);
create index source_name on source (project, name, id);

create table report (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  source {id}, title {text}, number {text}, earliest {text}
);
create index report_list on report (project, earliest, id);
create index report_source on report (source);

create table assertion (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  report {id}, earliest {text}, latest {text}
);
create index assertion_list on assertion (project, earliest, id);
create index assertion_report on assertion (report);

create table belligerent (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  name {text}
);
create index belligerent_name on belligerent (project, name, id);

create table operation (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  code {text}
);
create index operation_code on operation (project, code, id);

create table office (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  office {text}, holder {text}, earliest {text}
);
create index office_list on office (project, office, id);

create table place (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  code {text}, name {text}, place_kind {text}, parent {id}
);
create index place_list on place (project, name, id);
create index place_code on place (project, code);

create table release (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  code {text}, number {text}, publisher {text}, issued {text}, earliest {text}, latest {text}, rendition_of {id},
  text_sha256 {text}
);
create index release_list on release (project, earliest, id);
create index release_code on release (project, code);
create index release_rendition on release (rendition_of);
create index release_text on release (project, text_sha256);

create table release_line (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  release {id}, line_position {int}, country {text}, place_words {text}, place_folded {text}, place {id},
  day_start {text}, day_end {text}, strikes {int}, engagements {int}, late_addition {flag}, period_total {flag}
);
create index release_line_release on release_line (release, line_position);
create index release_line_list on release_line (project, day_start, id);

create table finding (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  code {text}, finding_body {text}, outcome {text}, earliest {text}, decided {text}, report {id}
);
create index finding_list on finding (project, earliest, id);
create index finding_report on finding (report);

create table tally (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  code {text}, tally_body {text}, tally_kind {text}, as_of {text}, area {text}, count_min {int}, count_max {int},
  bound {text}, report {id}
);
create index tally_list on tally (project, as_of, id);
create index tally_kind on tally (project, tally_kind, as_of);
create index tally_report on tally (report);

create table strike (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  earliest {text}, latest {text}, strike_kind {text}
);
create index strike_list on strike (project, earliest, id);

create table incident (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  code {text}, title {text}, campaign {text}, day_start {text}, day_end {text}, earliest {text}, latest {text},
  strike_status {text}, candidate {flag}
);
create index incident_list on incident (project, earliest, id);
create index incident_code on incident (project, code);

create table assessment (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  incident {id}, version {int}, basis {text}, assessment_body {text}, grade {text}, killed_min {int}, killed_max {int},
  injured_min {int}, injured_max {int}, current {flag}
);
create index assessment_incident on assessment (incident, basis, version);
create index assessment_grade on assessment (project, basis, current, grade);

create table object_damage (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  incident {id}, class {text}
);
create index object_damage_incident on object_damage (incident);

create table victim_mention (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  incident {id}, report {id}
);
create index victim_mention_incident on victim_mention (incident);
create index victim_mention_report on victim_mention (report);

create table link (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  from_record {id}, from_kind {text}, role {text}, to_record {id}, to_kind {text}
);
create index link_from on link (from_record, role);
create index link_to on link (to_record, role);

-- The search index, which neither database can make from the other's words.
{search}
