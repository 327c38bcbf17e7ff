# Releases: the calendar, the list, one release, pasting one, monthly reports.
releases-title = Releases
releases-over = Official strike releases
releases-head = What the releases say, place by place and day by day
releases-head-stop = Until { $month } these releases name the place and the day. Then they name a country and a period.
releases-lede = { $figure } strikes in { $country }, { $period }, are one line: no village, no day, no target near a name. An allegation of that time can be matched to the line, never to a strike.
releases-none = No release yet
releases-none-words = Paste a strike release and see it split into lines whose sums are checked. Each will stand here by place and day.
releases-add = Add a release: paste or upload
releases-span-title = { $country }, year by year
releases-span-reading = Dark: a release held here names places on that day. Grey: one total stands for the country and the whole period. Dots: this register holds no release for those days, which says nothing about what was issued.
releases-days-named = { $count ->
    [0] no day named
    [one] 1 day named
   *[other] { $count } days named
  }
releases-quarter = Quarter { $quarter }
releases-nothing-held = nothing held
releases-length = { $count ->
    [one] one day
   *[other] { $count } days
  }
releases-of-length = { $count ->
    [one] 1 covers { $days }
   *[other] { $count } cover { $days }
  }
releases-cadence = Releases held: { $lengths }
releases-months = Months and countries of the calendar
releases-calendar-title = Disclosure in { $country }, day by day
releases-calendar-reading = A bar is a day for which releases held here name strikes near that place; its height is their number. Each bar opens its lines. Another wording of a release counts once; strikes added by later releases stand on top, on the day they belong to.
releases-all-places = All places
releases-undivided = { $country }, undivided
releases-totals = { $count ->
    [0] no total
    [one] 1 total
   *[other] { $count } totals
  }
releases-day-release = Release, issued
releases-day-printed = Printed
releases-day-standing = Counts as
releases-day-own = The release of that day says { $strikes }.
releases-day-not-held = The release of that day is not held here.
releases-day-no-number = The release of that day prints no number.
releases-day-late = A release of { $day } adds { $strikes }.
releases-day-late-undated = Another release adds { $strikes }.
releases-day-rivals = Other releases give other numbers for the same day; they are shown and never added.
releases-spellings = Spellings in these months: { $names }
releases-standing-own = strikes of the day
releases-standing-late = added later
releases-standing-rendition = another wording, not counted again
releases-standing-rival = another release of the same day, not added
releases-held = { $count ->
    [one] { $figure } release held here
   *[other] { $figure } releases held here
  }
releases-renditions = { $count ->
    [one] 1 of them is another wording of one that is also listed; it counts once.
   *[other] { $count } of them are other wordings of ones that are also listed; each counts once.
  }
releases-definition = A strike may be one bomb or dozens on a group of buildings; artillery in support of troops is left out of these counts. Counts under different definitions are never added.
releases-issued = Issued
releases-covers = Covers
releases-strikes-of = Strikes, { $country }
releases-engagements = Engagements
releases-places = Places named
releases-late = Added late
releases-sums = Parts = total
releases-not-dated = day of issue not known
releases-rendition = another wording
releases-rendered = Some texts are rendered from typed facts, not the publisher’s words; the page of a release says so.
releases-search = Number, publisher or place, in either script
releases-no-place = none
releases-of-days = { $count ->
    [one] of 1 earlier day
   *[other] of { $count } earlier days
  }
releases-late-none = none
releases-sum-agrees = adds up
releases-sum-differs = differs
releases-sum-open = cannot be checked
releases-facet-year = Year covered
releases-facet-country = Country
releases-facet-publisher = Issued or relayed by
releases-facet-late = With strikes of earlier days
releases-facet-differ = With a sum that does not hold
releases-nothing-found = No release fits all of this.
releases-without = without “{ $value }”
releases-all = All releases
release-title = Release { $name }, read line by line
release-opening = { $publisher }; issued { $issued }; covers { $period }.
release-rendered = Rendered from typed facts: not the publisher’s words
release-rendered-words = The figures, days, places and targets are those of the release; the sentences were composed by this program. The address below leads to the page the facts were typed from. Lines that were not typed are missing.
release-rendition-of = Another wording of the same release: { $release }. The two count once.
release-first-wording = the first wording
release-conflict = Fields of this release were changed by two people at once.
release-conflict-see = See both values
release-text = The text
release-text-words = { $count } characters. Shaded words were read into a line; dotted ones were kept and not read. Together they are the whole text.
release-no-text = No text is held.
release-read = What was read of it
release-read-words = Each number goes to its words at the side, and back.
release-no-lines = No line was read.
release-line = Line
release-place = Place
release-day = Day
release-strikes = Strikes
release-engagements = Engagements
release-effects = Effects, as worded
release-no-effects = none stated
release-count-not-printed = number not printed
release-both = All countries
release-lead-total = lead total
release-country-total = country total
release-late-total = strikes of earlier days
release-printed = printed “{ $words }”
release-not-resolved = not resolved to a place
release-no-place = no place named
release-place-withheld = place withheld
release-earlier-day = earlier day
release-period-total = total of a period
release-sums = Does it add up?
release-sums-none = There is nothing to add up.
release-sum-note = Noted with the release
release-sum-agrees = { $parts } = { $added }; the total says { $stated }.
release-sum-differs = { $parts } = { $added }; the total says { $stated }. They differ; both stay as printed.
release-sum-missing = the lines held give { $parts } = { $added }; the total says { $stated }. Lines of a release typed by hand may be missing, so this cannot be checked.
release-sum-unprinted = { $count ->
    [one] { $parts }; the total says { $stated }. One part has no number, so this cannot be checked.
   *[other] { $parts }; the total says { $stated }. { $count } parts have no number, so this cannot be checked.
  }
release-sum-nothing = the total says { $stated }; no part is held that could be added.
release-sum-late-apart = They belong to earlier days and are not part of the other totals.
release-renditions = Other wordings of this release
release-renditions-words = The same event in other words. Figures stand side by side and count once.
release-agreement = Agreement
release-not-in-it = not in it
release-same = same
release-differs = differs
release-one-only = one side only
release-added-by = Added later to the days of this release
release-added-by-words = Strikes of these days that later releases print. They are not part of this release’s totals.
release-added-by-line = { $strikes } near { $place } on { $day }, in release { $release }
release-adds-to = Earlier days this release adds to
release-adds-to-words = Each addition stays on its own day, beside what the release of that day says.
release-adds-to-line = { $strikes } near { $place } on { $day }, beside release { $release }
release-adds-to-none-held = No release of those days is held here.
release-about = About this release
release-publisher = Issued or relayed by
release-number = Release number
release-definition = What “strike” means here
release-definition-strike-release = One or more kinetic events in roughly the same place for a single, sometimes cumulative, effect: one bomb on one vehicle is one strike, dozens of weapons on a group of buildings are one strike. Artillery in counter-fire or fire support is not counted.
release-definition-strike-summary = A total of strikes of a country and a period of two weeks; the summary states no definition of its own for single strikes, and names no place or day.
release-definition-name-release = Strike releases of 2015 to 2018
release-definition-name-summary = Period summaries of 2019
release-definition-apart = Counts under different definitions are never added or subtracted.
release-zone = Time zone of its days
release-zone-words = A release’s day is not a local day; the bounds kept are wide enough for every zone.
release-late-days = Earlier days, as printed
release-source = Address
release-note = Our note
release-proof = Acts and proof of this release
release-history = History
release-mark-number = release number
release-mark-day = day
release-mark-country = country
release-mark-place = place
release-mark-strikes = strikes
release-mark-engagements = engagements
release-mark-verb = what was done
release-mark-count = how many
release-mark-target = target, as worded
release-mark-force = force named
release-new-title = Paste a release, see what it says
release-new-words = A strike release or a monthly casualty report; which of the two is told from the text. Nothing is kept before you have seen what was read and said why.
release-new-text = Text
release-new-text-hint = As published, with its bullets. What cannot be read is kept all the same.
release-new-file = Or a text file
release-new-publisher-hint = The body whose words these are, or the page that relays them.
release-new-issued = Day of issue
release-new-issued-hint = Only where the text prints none: 2017-08-18. Days without a year are settled by it.
release-new-period = Days covered
release-new-period-hint = Only where the text prints none: 2017-08-17, or 2019-01-13/2019-01-26.
release-new-zone-hint = Releases do not say. Not stated keeps wide bounds.
release-new-zone-unknown = not stated
release-new-definition-auto = as the text suggests
release-new-preview = Read it
release-new-refused = The form cannot be read as it is. Nothing was kept.
release-new-neither = Neither a strike release nor a monthly report was found in this text.
release-new-neither-words = No total, line, figure or finding could be read. Check that the whole text was pasted, with its bullets. Nothing was kept.
release-new-preview-title = What was read
release-new-is-release = This is a strike release.
release-new-is-monthly = This is a monthly casualty report.
release-new-nothing-kept = Nothing has been kept yet.
release-new-read-as = The file is not UTF-8; its bytes were read as { $encoding }.
release-new-same-text = Exactly this text is held already.
release-new-rendition = This may be another wording of a release that is held.
release-new-same-days = Other releases held cover the same days.
release-new-verdict-same = { $release } says the same: { $count ->
    [one] 1 figure agrees, none differs.
   *[other] { $count } figures agree, none differs.
  }
release-new-verdict-differences = { $release } is the same release with differences: { $count ->
    [one] 1 figure agrees.
   *[other] { $count } figures agree.
  }
release-new-verdict-adds = { $release } covers these days; { $count ->
    [one] 1 figure agrees.
   *[other] { $count } figures agree.
  }
release-new-verdict-different = { $release } says something else; { $count ->
    [one] 1 figure agrees.
   *[other] { $count } figures agree.
  }
release-new-verdict-unknown = { $release } states too little to tell; { $count ->
    [one] 1 figure agrees.
   *[other] { $count } figures agree.
  }
release-new-difference = { $of }: held { $held }, new { $new }
release-new-relations = What it adds to, and what adds to it
release-new-adds = Adds { $strikes } near { $place } to { $day } of release { $release }
release-new-added-by = Release { $release } adds { $strikes } near { $place } to { $day } of this one
release-new-corrects = Says that it corrects a day of release { $release }; both stay
release-new-is-rendition = Is it another wording of a release held?
release-new-is-own = No, a release of its own
release-new-is-wording-of = Yes, another wording of { $release }: counts once
release-new-day-missing = not stated; add it below if you know it
release-new-problems = What was doubtful
release-new-verbs-left = Verbs kept in the text only: { $verbs }
release-new-keep = Keep it
release-new-keep-lines = { $count ->
    [one] Keep the release and 1 line
   *[other] Keep the release and { $count } lines
  }
release-new-keep-report = Keep the report ({ $tallies } figures, { $findings } findings)
release-new-change = Change the text or what is said about it
release-problem-words = Words
release-problems-none = Nothing was doubtful.
release-problem-other = Something was doubtful.
monthly-tallies = Figures, each a tally of its own
monthly-tallies-words = Figures of different kinds, periods or bounds are never added.
monthly-what = What is counted
monthly-figure = Figure
monthly-period = Period
monthly-findings = Findings
monthly-outcome = Outcome
monthly-conceded = Deaths conceded
monthly-no-findings = no finding was read
monthly-findings-left = { $count ->
    [one] 1 finding without an outcome stays in the text only.
   *[other] { $count } findings without an outcome stay in the text only.
  }
monthly-checks = Does the ledger add up?
monthly-check-open = Open at the end
monthly-check-completed = Completed, by outcome
monthly-check-other = Ledger
monthly-check-computed = printed { $stated }, by arithmetic { $computed }.
monthly-check-incomplete = printed { $stated }; a part is not printed, so this cannot be checked.
error-text-already-held = Exactly this text is held already, as { $name }. Nothing was kept.
error-window-too-wide = These months hold more than { $max } lines. Choose fewer months.
