# What changed since somebody last looked.
since-line = { $count ->
    [one] { $count } change by others since you last looked on { $day }
   *[other] { $count } changes by others since you last looked on { $day }
  }
since-mark = { $count ->
    [one] { $count } change since you looked
   *[other] { $count } changes since you looked
  }
since-title = What changed: { $incident }
since-head = What changed since you last looked
since-lede = Acts of others about this incident, its assessments, accounts, findings, links and comments, newest first.
since-none = Nobody else changed anything
since-none-words = Your own changes are not listed here; the history has them all.
since-cut = { $count ->
    [one] Only the latest change is listed.
   *[other] Only the latest { $count } changes are listed.
  }
