# Why the codebook supports a grade, and what the next better one lacks: one sentence a code of `domain::grading`.
grade-reason-accepted-by-finding = The belligerent's own finding accepts that its action harmed civilians (findings: { $findings }).
grade-reason-accepted-publicly = The belligerent accepted responsibility in public.
grade-reason-another-party-likely = Another party is most likely responsible.
grade-reason-combatants-by-local-sources = Local sources show those killed to be combatants.
grade-reason-denial-counts-nothing = Official findings disagree (findings: { $findings }). They are shown beside the grade and do not lower it.
grade-reason-near-action = Action by the belligerent nearby: { $basis }.
grade-reason-need-acceptance = An acceptance by the belligerent: a credible finding, or responsibility accepted in public.
grade-reason-need-ground-withdrawn = The ground for discounting, withdrawn with a reason.
grade-reason-need-near-action = A known action nearby: a declared line, a likely report, or a reasoned note.
grade-reason-need-one-side = Credible attributions to one side only; now there are { $rivals } sides.
grade-reason-need-origins = Further independent origins: { $missing }. Of unknown origin now, and to be asked about: { $assumed }.
grade-reason-no-near-action = No sign of action by the belligerent nearby is entered.
grade-reason-no-origin = No account of an independent origin is included.
grade-reason-one-origin = One independent origin. Others of unknown origin, not counted: { $assumed }.
grade-reason-origins = Independent origins: { $origins }. Others of unknown origin, not counted: { $assumed }.
grade-reason-rivals = Rival sides that credible accounts hold responsible: { $rivals }.
