-- The calendar and the list of releases: what they read without opening a text.

alter table release add column day_start {text};
alter table release add column day_end {text};
alter table release add column definition {text};
alter table release add column text_origin {text};
alter table release add column totals {text};
create index release_issued on release (project, coalesce(issued, earliest, ''), id);
create index release_days on release (project, day_start, day_end);
create index release_line_days on release_line (project, country, day_start, day_end, late_addition, period_total, place_folded);
