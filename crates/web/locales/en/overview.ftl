# The overview, tallies, the codebook.
gap-title = The gap
gap-data = CSV, { $kind }
gap-projects = Projects
gap-projects-words = Figures of two projects are never counted together.
gap-project = Project
gap-project-choose = Read it
gap-none = No two comparable figures are held here.
gap-none-words = The gap is shown where an official body and a recorder have each stated a total of civilians killed for the same area, the same actor and from the same beginning.
gap-since = since { $date }
gap-headline = { $official } acknowledges { $killed } civilians killed. { $recorder }, recording the same war, says { $documented }.
gap-headline-could = { $official } acknowledges { $killed } civilians killed. { $recorder }, recording the same war, says it could be { $documented }.
gap-as-of = { $who }, as of { $date }
gap-unlike = The two figures rest on different methods: they may be set side by side, never subtracted.
gap-unlike-maximum = One figure is a minimum, the other a maximum: they may be set side by side, never subtracted.
gap-range = The latest documented range with both ends is { $figure } ({ $who }, as of { $date }).
gap-range-official = The official figure then was { $figure } ({ $who }, as of { $date }).
gap-import = Import a table
gap-empty = Nothing is held here yet
gap-empty-words = Official totals, documented totals and incidents come from imported tables, monthly reports and releases.
gap-chart = The gap, and what was disclosed while it grew
gap-chart-plain = Comparable figures over time
gap-chart-reading = Cumulative, by the date each figure is as of. A value is carried forward until its speaker changes it; nothing is drawn between two statements that nobody made.
gap-aside = { $count ->
    [one] 1 more comparable statement is only in the list: it repeats a figure of the same day, or gives a second one under another filter.
   *[other] { $count } more comparable statements are only in the list: they repeat a figure of the same day, or give a second one under another filter.
  }
lane-title = The most that a release says, by month
lane-given = What was given
lane-full = daily, each place
lane-high = twice a week, day and place
lane-middle = weekly, day and place
lane-low = country totals
lane-void = none held here
lane-stops-first = from here on,
lane-stops-second = country totals only
gap-tallies = Tallies as their bodies stated them
gap-tallies-words = Figures of different kind, area, period, actor or bound are not comparable. None is added to, or subtracted from, another.
gap-once = A figure that a body states twice as of one date stands once here; the list of all tallies has each statement.
gap-shown = Which tallies
gap-shown-campaign = civilians killed, whole campaign
gap-official = Official
gap-documented = Documented
gap-none-held = none held here
gap-all-tallies = { $count ->
    [one] The only tally, of whatever kind
   *[other] All { $count } tallies, of every kind
  }
tally-as-of = As of
tally-who = Who
tally-figure = Figure
tally-what = What
tally-area = Area
tally-period = Period
tally-actor = Whose actions
selection-title = In this register: { $incidents }, a selection
selection-not = Not to be set beside an official total.
selection-words = These are the incidents that this register holds, chosen and not complete. Their sums say what is here, nothing of the whole campaign. An unknown figure adds nothing and is counted apart.
selection-grade = By grade: civilians killed
selection-campaign = By campaign: civilians killed
selection-and = {" + "}
selection-incidents = Incidents
selection-both = Both ends known
selection-lower = Minimum only
selection-upper = Maximum only
selection-unknown = Not known
selection-none = none
selection-in = { $count ->
    [one] { $figure } in 1
   *[other] { $figure } in { $count }
  }
selection-unassessed = Without any assessment: { $count }
selection-codebook = What each grade means
stories-title = Ways into the register
stories-words = Each opens the records it rests on. The sentences are this register’s.
stories-cites = Rests on
tallies-title = Tallies
tallies-left = { $count ->
    [0] No tally.
    [one] 1 tally.
   *[other] { $count } tallies.
  }
tallies-words = Each as its body stated it; none is added to another.
tallies-no-chart = No chart: nobody official and no recorder have stated comparable totals of this kind.
tallies-official = official
tallies-other = everybody else
tallies-side = Side
tallies-kind = What is counted
tallies-body = Who
tallies-none = No tally yet
tallies-none-words = Tallies come from monthly reports and imported tables.
tallies-all = All tallies
tallies-nothing-found = No tally fits all of this.
ledger-title = The official ledger of reports, checked
ledger-words = Reports of civilian harm: carried over + new − completed should equal those left open, and what one month leaves open the next should carry over. A break is shown, never repaired.
ledger-month = Month covered
ledger-carried = Carried over
ledger-received = New
ledger-reopened = Reopened
ledger-completed = Completed
ledger-left = Left open
ledger-check = Check
ledger-killed = Civilians killed, to date
ledger-open = cannot be checked
ledger-holds = adds up
ledger-holds-reopened = adds up with the reopened
ledger-breaks = { $carried } + { $received } − { $completed } = { $sum }; { $left } stated, a difference of { $difference }
ledger-carry = the month before left { $left } open, { $carried } carried over: a difference of { $difference }
codebook-title = Codebook
codebook-version = version { $version }
codebook-grades = Grades
codebook-grades-words = A grade says how well an event is documented and whose it is. It is set beside an official finding, never above or below it.
codebook-sources = Defined in these texts; the criteria above are in our own words:
codebook-near = { $days ->
    [one] Near action: within 1 day and { $metres } metres, or at the same named place.
   *[other] Near action: within { $days } days and { $metres } metres, or at the same named place.
  }
codebook-conceded-yes = A number that a belligerent concedes raises the minimum of a range.
codebook-conceded-no = A number that a belligerent concedes does not raise the minimum of a range.
codebook-grade = Grade
codebook-counted = In a headline range
codebook-counted-yes = added up
codebook-counted-no = shown apart, never added
codebook-vocabularies = Vocabularies
codebook-vocabularies-words = The closed lists of words that records use, with the text that stands in exports.
codebook-slug = In records
codebook-terms = { $count ->
    [one] 1 word
   *[other] { $count } words
  }
