# Incidents: the list, one of them, the choice behind a code.
incidents-title = Incidents
incidents-data-all = { $format }, all incidents
incidents-also-found = Also found:
incidents-kind-count = { $kind }: { $count }
incidents-import = Import incidents
incidents-none = No incident yet
incidents-none-words = Incidents come from an imported table, or are made by hand. Each will be listed here with its grade, its toll and the official answer.
incidents-nothing-found = No incident fits all of this.
incidents-without = without “{ $value }”
incidents-all = All incidents
incidents-newest = newest first
incidents-oldest = oldest first
incidents-by-toll = by highest figure of killed; not known last
incidents-left = { $count ->
    [0] No incident
    [one] 1 incident
   *[other] { $count } incidents
  }
toll-own = Civilians killed, our own assessments
toll-adopted = Civilians killed, assessments taken over
toll-range = { $count ->
    [one] { $range } in 1 incident with a range
   *[other] { $range } in { $count } incidents with a range
  }
toll-at-least = { $count ->
    [one] at least { $figure } in 1 more with a minimum only
   *[other] at least { $figure } in { $count } more with a minimum only
  }
toll-up-to = { $count ->
    [one] up to { $figure } in 1 more with a maximum only
   *[other] up to { $figure } in { $count } more with a maximum only
  }
toll-unknown = toll not known: { $incidents }
facet-grade = Grade
facet-basis = Whose assessment
facet-campaign = Campaign
facet-outcome = Official answer, the latest
facet-object = Protected object
facet-killed = Killed
facet-candidate = Looked at by a person
facet-not-assessed = no assessment
facet-no-finding = no finding held
facet-no-object = none named
facet-killed-known = a figure
facet-killed-range = a range or one number
facet-killed-at-least = a minimum only
facet-killed-up-to = a maximum only
facet-candidate-yes = not yet: candidate
facet-candidate-no = yes
facet-no-campaign = none named
grade-none = Not graded
grade-none-gloss = Nobody's grade is held here. It does not mean that nothing happened.
list-code = Code, date
list-place = What and where, precision
list-grade = Grade
list-killed = Killed
list-scale = 0 to { $max }
list-official = Official answer
list-sources = Sources
list-no-code = no code
candidate-tag = candidate
finding-none-held = no finding held
finding-conceded = { $count } killed conceded
findings-more = { $count ->
    [one] 1 more finding
   *[other] { $count } more findings
  }
parting-grade = grade and finding disagree
parting-toll = tolls differ
parting-denied = denied, deaths documented
sources-stated = { $count ->
    [one] 1 source, as stated
   *[other] { $count } sources, as stated
  }
sources-here = { $count ->
    [one] 1 account here
   *[other] { $count } accounts here
  }
full-stop = .
file-no-date = When it happened is not known.
file-date-words = In words: { $words }
file-killed = Civilians killed: { $count }.
file-killed-unknown = How many were killed is not known.
candidate-head = A candidate
candidate-words = An import or a single account made it; nobody has looked into it yet.
conflict-head = Edits conflict
conflict-words = Two people changed the same field. The earlier value is shown until a third change settles it.
conflict-settle = See both values
warnings-head = Kept, with a warning
side-assessment = Assessment
side-not-assessed = Nobody has assessed it here.
side-answer = Official answer
side-no-finding = No decision of any body about this incident is held here. It does not mean that there is none.
side-codebook = Codebook { $codebook }
finding-reason = Reason given
toll-head = The toll
toll-of = Who
toll-killed = Civilians killed
toll-children = of them children
toll-women = of them women
toll-men = of them men
toll-belligerents = Belligerents killed
toll-injured = Civilians injured
toll-named = Killed, named in public
toll-scale-official = 0 to { $max }; the tick across: killed conceded
toll-basis-not-stated = What the range rests on is not stated
toll-assessment = The assessment
five-head = The five facts of the strike
five-no-strike = no strike linked
field-strike-type = Type of strike
field-strike-status = Whether a strike happened
field-belligerents = Laid to
field-operation = Campaign
field-place = Place in the gazetteer
field-governorate = Governorate
field-country = Country
field-point = Point
field-point-by = supplied by: { $who }
field-causes = Cause of harm
field-observations = Observed
field-objects = Protected objects
field-description = Description
field-note = Note
field-url = Page it was typed from
field-url-open = open the page
fields-head = What is recorded
yes = yes
no = no
damage-head = Damage to objects
damage-object = Object
damage-words = Described as
damage-extent = Destroyed
damage-warning = Warning given
damage-claims = Said to have served
count-wording = in words: { $words }
findings-head = Findings, each in its own terms
finding-outcome = Outcome and body
finding-decided = Decided
finding-killed = Killed
finding-injured = Injured
finding-where = Place, grid reference
finding-via = Reported by
finding-case = case { $number }
after-same-day = on the same day
after-days = { $count ->
    [one] 1 day after
   *[other] { $count } days after
  }
after-months = { $count ->
    [one] 1 month after
   *[other] { $count } months after
  }
accounts-head = What each account says
accounts-conflict = Accounts conflict
accounts-conflict-words = What was decided and what was documented part. Both stand, each in its own terms.
accounts-more = { $count ->
    [one] 1 more account in the list of sources
   *[other] { $count } more accounts in the list of sources
  }
account-says = Says
account-killed = Killed
account-injured = Injured
account-place = Place
account-no-speaker = Source not named
account-as-worded = as worded
account-other-count = Also counts
account-this-register = This register
account-version = version { $number }
account-taken-over = taken over, not this register's own
candidates-head = May be about this
candidates-words = Possibilities that nobody has decided. None of them counts for anything here.
candidate-link = possible only
candidate-possible = ? possible
candidate-note = To watch
candidate-references = References
candidate-attribute = Also said of the link
candidate-the-link = the link
sources-head = Sources
sources-none-stated = How many sources the recorder's page states is not known.
sources-typed-from = Typed from
sources-none-here = No account of it is held here.
sources-more = More is linked than is listed here: all links are on its record.
source-who = Source
source-what = Account
source-when = Said
source-how = How linked
source-role-open = { $role }
source-address = Address
source-archived = preserved copy
related-head = Related incidents
related-not-here = not held here
versions-head = Every assessment
version-number = Version
version-current = current
version-basis = Whose
version-why = Why
history-head = History
history-all = All changes, and any date in the past
act-create = { $kind } made
act-import = { $kind } imported
act-change = { $kind } changed
margin-label = Proof, and what is beside this
proof-head = Proof
proof-number = Its latest change has number { $number } in the log.
proof-latest = Its latest change
proof-check = Proof to check yourself, offline
proof-waiting = It has no number yet; the next checkpoint gives it one.
beside-head = Read beside this
beside-releases = What was released for { $day }
beside-releases-words = Lines near it in time or place are not linked with it.
edit-head = Change
edit-incident = Correct the incident
edit-assessment = Correct the assessment
edit-record = All fields and links
order-head = By date
order-earlier = Before
order-later = After
order-none = none
code-title = Code { $code }
code-several = { $count } records bear this code. Codes are names given by others; some were used twice.

# What the accounts entered here support.
supported-head = What this register holds supports
supported-words = Reckoned by the built-in codebook from the sources, findings and attributions on this page. A proposal, not an assessment: a person grades, and a second one reviews.
supported-none = No grade
supported-better = What is missing for
supported-differs = { $body } graded this incident { $grade }. Whoever graded may know more than is entered here; neither changes the other.
supported-rests = It rests on
supported-closed = Not available to you: it rests on accounts that you may not see, and it is not reckoned without them.
