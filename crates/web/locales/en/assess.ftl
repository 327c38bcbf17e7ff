# Assessing an incident: the form, the versions, what differs between two, and what another codebook graded.
assess-title = Assess { $incident }
assess-head = Propose an assessment
assess-lede = The accounts entered here, the ranges they make and the grade they support. The register reckons; you judge. It becomes the next version; the versions before it stay readable.
assess-independence = Independence of the reports
assess-not-yours = Your roles in this project do not include proposing assessments. You can read every version.
assess-refused = Nothing was kept. What has to be mended:
assess-no-accounts = No account is entered
assess-no-accounts-words = Without accounts no range can be reckoned. An account is what one source says, in its words.
assess-enter-account = Enter an account
assess-why-out = Why it is left out
assess-out = Leave it out of the ranges and of what supports the grade
assess-denies = It denies this: its numbers set no end.
assess-contested = status contested
assess-contested-killed = { $count ->
    [one] One of those its list names as killed is of contested status: nothing in the minimum, counted in the maximum.
   *[other] { $count } of those its list names as killed are of contested status: nothing in the minimum, counted in the maximum.
  }
assess-contested-injured = { $count ->
    [one] One of those its list names as injured is of contested status: nothing in the minimum, counted in the maximum.
   *[other] { $count } of those its list names as injured are of contested status: nothing in the minimum, counted in the maximum.
  }
assess-no-number = It gives no number.
assess-no-range = counted in no range
assess-sets-min = Sets the minimum of “{ $category }”: { $value }
assess-sets-max = Sets the maximum of “{ $category }”: { $value }
assess-ranges-head = Ranges
assess-ranges-words = The lowest and the highest figure among the accounts used. Never a midpoint, never a sum; what nobody says stays unknown. A range that you change is marked and needs words.
assess-recompute = Reckon again
assess-recompute-words = After leaving accounts out. Nothing is kept, and nothing you typed is lost.
assess-killed-of = { $persons }, killed
assess-injured-of = { $persons }, injured
assess-reckoned = Reckoned
assess-nobody-says = no account used speaks of it
assess-lowest = Lowest: { $accounts }
assess-highest = Highest: { $accounts }
assess-open = (open above { $value })
assess-unknown = { $count ->
    [one] One account speaks of it without a number.
   *[other] { $count } accounts speak of it without a number.
  }
assess-left-out = { $count ->
    [one] One account with a number is left out.
   *[other] { $count } accounts with a number are left out.
  }
assess-conceded = Conceded, beside the range: { $count } ({ $bodies })
assess-and-more = { $count ->
    [one] and one more
   *[other] and { $count } more
  }
assess-bound-by-ends = as the two ends say
assess-differs = This differs from what is reckoned.
assess-words = Why it differs
assess-words-missing = A range that differs from what is reckoned needs words.
assess-other-categories = Also counted
assess-other-categories-words = An assessment has no field for these; they are shown as the accounts give them.
assess-by-hand = The grades of this codebook are given by hand: it has no decision table here.
assess-codebook = Graded by codebook { $codebook }.
assess-judgment-head = Your judgment
assess-rationale-hint = What the grade and the ranges rest on, so that a reviewer can follow it.
assess-rationale-missing = A judgment needs its reasons.
assess-reason = Assessed from the accounts entered
assess-submit = Hand it in for review at once
assess-propose = Propose it
assess-grade-refused = The rules of grading refuse this grade
assess-ask-words = A second person may let the grade stand all the same. Nothing is kept as an assessment until they approve.
assess-ask-why = Why it should stand all the same
assess-ask = Ask a second person
assess-ask-needless = No rule refuses this grade: propose it.
assess-moved = The ranges moved with what is left out. Look at them again, then propose.
assess-meanwhile = Somebody proposed a version meanwhile. Read it under “Versions”, then propose yours on top of it.
assess-in-review = An assessment of this incident is in review already; leave the box empty.
assess-versions = Versions of the assessment
assess-versions-title = Versions: { $incident }
assess-propose-next = Propose an assessment
assess-done = The version is kept
assess-done-words = It counts as reviewed only once somebody else has accepted it.
assess-asked = A second person has been asked
assess-outdated = Graded by codebook { $named }; the register goes by { $present } now
assess-outdated-words = Nothing is regraded by itself. Each is a judgment that a person makes anew.
assess-outdated-propose = Propose a version by the present codebook
assess-outdated-all = All such assessments
assess-outdated-head = Graded by another codebook
assess-outdated-lede = Current assessments of our own that name another codebook, or another version of it, than { $present }.
assess-outdated-nothing = None: every assessment of our own that names a codebook names the present one
assess-outdated-supports = By the present codebook what is entered supports
assess-own-head = Our own
assess-none = No assessment of our own yet
assess-none-words = What the page of the incident shows is taken over from others, each under its name.
assess-adopted-head = Taken over
assess-adopted-words = { $count ->
    [one] One judgment of somebody else, as its body gave it; never mixed with our own.
   *[other] { $count } judgments of others, each as its body gave it; never mixed with our own.
  }
assess-author = Proposed by
assess-review = Review
assess-book = Codebook
assess-as-of = As of
assess-overridden = against the rules of grading, approved by a second person
assess-not-reviewed = not reviewed
assess-changed-after = changed after this review
assess-since-before = what changed
assess-from = From
assess-to = To
assess-compare = Compare
assess-diff-head = What differs
assess-field = Field
assess-incident = Incident
assess-next = What can be done
