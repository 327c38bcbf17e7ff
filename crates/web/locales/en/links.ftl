# Links that died.
links-checked-title = Links that died
links-checked-lede = Whether the addresses of reports still answered when the machine last asked. Nothing is said here of what they hold; a page that answers may hold something else by now.
links-none = No address has been asked yet
links-none-words = The machine’s owner asks them with “sijil links check”. Addresses of reports that are closed to anybody are never asked.
links-died = { $count ->
    [one] { $count } link died since yesterday
   *[other] { $count } links died since yesterday
  }
links-broken = Addresses that do not answer
links-all-alive = Every address that was asked answers.
links-cut = There are more; these are the first.
links-report = Report
links-state = State
links-archive = Preserved copy
links-incidents = Incidents that rest on it
links-no-archive = none is entered
links-no-incident = none
link-dead = Dead
link-unclear = Unclear
link-alive = Answers
link-head = Its address
link-status = it answers { $status }
link-host-not-found = its host does not exist any more
link-no-answer = it does not answer
link-since = since
link-checked = Last asked
