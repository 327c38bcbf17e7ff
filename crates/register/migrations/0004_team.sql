-- The team's own work: who does what, tasks, comments, reviews, and what two people must agree on.

create table member (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  person {id}, ended {flag}
);
create index member_person on member (person, project);
create index member_project on member (project, id);

create table task (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  incident {id}, stage {text}, assignee {id}, due {text}
);
create index task_incident on task (incident);
create index task_queue on task (project, stage, assignee, due, id);

create table comment (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  about {id}, settled {flag}, mentions {text}
);
create index comment_about on comment (about);
create index comment_open on comment (project, settled);

create table review (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  assessment {id}, version {id}, outcome {text}
);
create index review_assessment on review (assessment);

create table approval (
  id {id} primary key, project {id} not null, label {text} not null, first_act {id} not null, head_act {id} not null,
  conflicts {int} not null, body {text} not null,
  action {text}, subject {id}, outcome {text}
);
create index approval_open on approval (project, outcome, id);
create index approval_subject on approval (subject);
