# Searches that a person saved.
searches-title = Saved searches
searches-lede = Yours alone. What somebody else enters or changes is counted until you open the search.
searches-none = You have saved no search
searches-none-words = Search the incidents, then choose “Save this search” under the search box.
searches-save = Save this search
searches-name = Name of the search
searches-open = Open
searches-forget = Forget
searches-limit = { $count ->
    [one] One search can be saved in a project.
   *[other] Up to { $count } searches can be saved in a project.
  }
searches-column-name = Search
searches-column-matching = Incidents now
searches-column-changed = New or changed
searches-column-opened = Last opened
searches-at-least = at least
searches-new-title = New in “{ $search }”
searches-since = New, or changed by somebody else, since you opened it on { $when }.
searches-all = Everything it finds now
searches-nothing-new = Nothing is new
searches-nothing-new-words = Your own changes are not counted here.
searches-cut = { $count ->
    [one] Only the latest is shown.
   *[other] Only the latest { $count } are shown.
  }
searches-alerts = { $count ->
    [0] Nothing is new in your saved searches
    [one] Something is new in { $count } saved search
   *[other] Something is new in { $count } saved searches
  }
