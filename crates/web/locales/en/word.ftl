# Counts, dates and the small words between them.
colon = :
comma = ,
list-separator = {"; "}
quoted = “{ $words }”
none-not-known = not known
none-not-stated = not stated
bound-at-least = at least
bound-more-than = more than
bound-up-to = up to
bound-about = about
total-in-incidents = { $count ->
    [one] { $range } in 1 incident
   *[other] { $range } in { $count } incidents
  }
total-separator = {"; "}
total-unknown = { $count ->
    [one] 1 more with the toll not known in full
   *[other] { $count } more with the toll not known in full
  }
total-empty = no incident
count-strikes = { $count ->
    [0] no strikes
    [one] 1 strike
   *[other] { $count } strikes
  }
count-incidents = { $count ->
    [0] no incidents
    [one] 1 incident
   *[other] { $count } incidents
  }
date-from = from { $date }
date-until = until { $date }
date-about = about { $date }
date-doubtful = { $date } (in doubt)
date-instant = { $day }, { $clock } UTC
fact-date = Date
fact-time = Time
fact-place = Place
fact-weapon = Weapon
fact-target = Target
side-official = official
side-documented = documented
date-clock = { $day }, { $clock }
zone-unknown = time zone not stated
