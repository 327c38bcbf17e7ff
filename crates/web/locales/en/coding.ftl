# A second coder's blind grade, and agreement.
coding-title = Agreement of coders
coding-of = Blind grade: { $incident }
coding-head = Grade it from its accounts alone
coding-lede = Our present grade, its range and its reasons are not on this page, nor what others coded. Do not open the incident before you have graded it.
coding-accounts = The accounts
coding-no-accounts = No account is entered that you may see.
coding-beside = Also tied to this incident
coding-yours = Your grade
coding-wrote = You wrote some of an assessment of this incident, so you cannot code it blind. Somebody else can.
coding-not-yours = Your roles do not include coding; the accounts are shown for reading.
coding-kept = Your coding is kept:
coding-kept-blind = It counts as blind.
coding-kept-not-blind = It counts as not blind, and is in no figure of agreement.
coding-kept-closed = Others see it once a second person has coded this incident.
coding-kept-opened = Two have coded this incident, so both codings are open. If you change yours now it counts as not blind.
coding-to-agreement = How far coders agree
coding-codebook = By the codebook { $codebook }.
coding-grade = Grade
coding-killed-min = Civilians killed, at least
coding-killed-max = Civilians killed, at most
coding-killed-hint = Leave both empty where the accounts do not say.
coding-why = Why this grade and range
coding-blind = Is it blind?
coding-blind-yes = I have seen neither our assessment of this incident nor what anybody else coded
coding-blind-no = I have seen one of them
coding-blind-no-words = It is kept, and is in no figure of agreement.
coding-keep = Keep my grade
coding-change = Change my grade
coding-choose = Choose one.
coding-why-needed = Say why.
coding-whole-number = A whole number, or nothing.
coding-agreement-lede = One incident, two people who did not know of each other’s grade. Shown is what you may know without spoiling what you can still code.
coding-none = No incident has been judged by two yet
coding-none-words = A figure of agreement needs an assessment and a blind coding by somebody else, or two blind codings. Without them there is none.
coding-figures = First grade by second grade
coding-first-second = First, down; second, across
coding-agreeing = { $count ->
    [one] { $agreeing } of { $count } pair agrees ({ $percent }).
   *[other] { $agreeing } of { $count } pairs agree ({ $percent }).
  }
coding-which = Which pairs
coding-kappa = Cohen’s kappa { $value } (95 % interval { $lower } to { $upper }; standard error { $error }).
coding-kappa-linear = Weighted by how many steps of the codebook two grades are apart (linear): { $value } (95 % interval { $lower } to { $upper }; standard error { $error }).
coding-kappa-no-pairs = There is no kappa without pairs.
coding-kappa-one-grade = There is no kappa: both gave one and the same grade throughout, so chance alone would agree as well.
coding-kappa-words = Kappa is agreement beyond chance: 1 is perfect, 0 is what chance gives. First is the assessment that stood when the incident was coded, or the first coding. The interval is for many pairs and says too little where there are few. Several people coded, so this is agreement of first with second judgments, not of two particular people. The order of grades for the weights is that of the codebook.
coding-closed = { $count ->
    [one] { $count } coding is closed to you until you code its incident or a second person has.
   *[other] { $count } codings are closed to you until you code their incidents or a second person has.
  }
coding-alone = { $count ->
    [one] { $count } incident is coded by one person and judged by nobody else.
   *[other] { $count } incidents are coded by one person and judged by nobody else.
  }
coding-not-blind = { $count ->
    [one] { $count } coding was not blind and is in no figure.
   *[other] { $count } codings were not blind and are in no figure.
  }
coding-cut = There are more codings than one page can reckon; the figures are of the first of them.
coding-disagreements = To talk about
coding-no-disagreement = No two grades differ.
coding-agreements = Same grade
coding-next = What to code next
coding-next-words = Drawn at random from what you neither assessed nor coded, as many of each grade; which grade is not said. The same number draws the same again. Figures of such a draw are of equal shares of the grades, not of the register as it is.
coding-next-none = Nothing is left that you could code.
coding-seed = Number to draw by
coding-draw = Draw
