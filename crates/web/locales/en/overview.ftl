# The overview, tallies and the codebook.
gap-headline = { $who } acknowledges { $official } civilians killed. { $recorder }, recording the same war, says { $documented }.
gap-headline-none = No two sides have stated comparable figures here yet.
gap-lede = One may be a minimum and the other a maximum: they may be set side by side, never subtracted.
gap-lede-none = When tallies of the same kind, area and period are held here, they are set side by side on this page.
gap-as-of = Acknowledged as of { $official }; documented as of { $documented }.
gap-acknowledged = Acknowledged
gap-documented = Documented
gap-chart-title = The gap, and what was disclosed while it grew
gap-chart-reading = Civilians killed, cumulative, by the date each figure was stated. A value is carried forward until its speaker changes it; nothing is drawn between two statements that nobody made.
gap-chart-unit = people killed
gap-dark = country totals only
gap-dark-without = no place, no day
gap-lane = What the releases held here name
gap-lane-named = place and day
gap-lane-totals = country totals only
gap-lane-none = no release held here
gap-all-tallies = { $count ->
    [one] The one tally of civilians killed
   *[other] All { $count } tallies of civilians killed, of every area and period
}
gap-projects = Projects
gap-projects-words = Figures of two projects are never counted together.
selection-title = { $count ->
    [one] In this register: one incident, a selection
   *[other] In this register: { $count } incidents, a selection
}
selection-words = These are the incidents somebody entered here, not all there were. Their sums stand by themselves: they must not be set beside an official total. An unknown toll adds nothing and is counted.
selection-own = Assessed in this register
selection-adopted = Assessed by others and taken over as they graded it
selection-headline = Fair and confirmed together
selection-by-grade = By grade
selection-by-campaign = By campaign
selection-not-graded = Not graded
selection-incidents = Incidents
selection-killed = Civilians killed, lowest to highest account
selection-unknown = Toll not, or only partly, known
stories-title = Ten ways in
stories-words = Each opens down to the records it rests on.
stories-opens = Opens:
tallies-title = Tallies
tallies-lede = What anybody said in figures, as they said it. Tallies of different measure, area, period or bound are never added or subtracted.
tallies-kinds = Kinds of tally
tallies-caption = Latest statement first
tallies-who = Who says it
tallies-as-of = As of
tallies-figure = Figure
tallies-what = What is counted
tallies-where = Where, whose actions
tallies-period = Counted period
tallies-official = official
tallies-documented = documented
codebook-title = The codebook
codebook-lede = What each grade means. In force: { $name }.
codebook-near = Action nearby means: within { $days ->
    [one] one day
   *[other] { $days } days
} and { $kilometres } km, or at the same named place.
codebook-unknown = Unknown is not zero. A grade says that harm happened and who is held to have caused it; it does not settle how many.
codebook-vocabularies = Words with a fixed meaning
