# Two records of one event: choosing, comparing, merging, undoing; splitting; what may be the same.
merge-title = Merge: { $incident }
merge-head = Which other record is of the same event?
merge-lede = A merge makes two records one. Nothing is lost, and it can be undone; but a wrong merge hides people who died. Compare before you ask.
merge-search = Look for it
merge-search-words = Code, place or words
merge-search-none = No incident holds these words.
merge-compare-head = Are these one event?
merge-compare-lede = { $one } stays; { $other } is merged into it.
merge-swap = Keep { $other } instead
merge-same-list = One recorder’s list has both
merge-same-list-words = Both were imported from { $list } as different rows: whoever made that list took them for two events.
merge-judged = Judged as
merge-judged-none = not judged yet
merge-keep = keep this
merge-take = take this
merge-what-head = What the merge does
merge-what-links = Accounts, findings, mentions, damages and comments of { $other } go to { $one }; an account of both counts once.
merge-what-codes = The codes of { $other } become further codes of { $one } and lead there.
merge-what-judged = What was judged of { $other } stays readable and is in no sum any more. The merge changes no assessment of ours.
merge-what-undo = It can be undone: all goes back that nobody has changed since.
merge-now = Merge
merge-ask = Ask a second person to merge
merge-cancel = Leave them apart
merge-approval = Compare the two records
merge-approval-taken = Taken from the other:
merged-head = This record was merged into another
merged-into = It is one event with
merged-words = It is in no list and no count any more; all it held is there.
merged-act = Who did it and why
merged-undo = Undo the merge
unmerged-head = The merge is undone
unmerged-kept = { $count ->
    [one] { $count } thing stays where it is
   *[other] { $count } things stay where they are
  }
unmerged-kept-words = Somebody changed these after the merge, so they were not moved back. Look at them.
unmerged-to-incident = To the incident
unity-head = The same event, and others
unity-split-from = It was split from
unity-parts = Split from it:
unity-merged = Merged into it:
unity-differs = Where that record said otherwise
unity-judgments = Earlier judgments of that record, in no sum
similar-head = May be the same event
similar-words = Suggested because day and place or words agree. Nothing is merged unless people decide it.
similar-same-day = same day
similar-next-day = one day apart
similar-near = { $count ->
    [0] at the same spot
    [one] at most { $count } km away
   *[other] at most { $count } km away
  }
similar-place = place of the same name: { $place }
similar-shared = words in common: { $words }
merge-with-another = Merge with another record
split-this = Split
split-title = Split: { $incident }
split-head = What is of another event?
split-lede = What you choose goes to a new incident with the same date and place, which you then correct. Assessments stay with this one: look at them again afterwards.
split-nothing = Nothing is linked with this incident that could go to another.
split-what = Goes to the new incident
split-name = Title of the new incident
split-code = Its code
split-code-hint = Suggested: this one’s code with a letter. Leave it empty for none.
split-after = It can be undone: the new incident is then merged back.
split-do = Split
split-undo = Undo the split
error-merge-conflict-open = Two values of a field stand beside each other. Settle that first; then merge or split.
error-merge-field-unknown = That field cannot be taken over from the other record.
error-merge-labels-differ = Not the same people may see the two records. Give both the same access label first.
error-merge-too-large = More points at this record than one merge can move.
error-merge-with-itself = That is the same record.
error-merged-already = One of the two was already merged into another.
error-not-merged = This record is not merged into another.
error-split-of-closed = Not everyone in the project may see this record. It cannot be split.
error-split-of-nothing = Choose what goes to the new incident; all of it must still be of this one.
error-unmerge-later-first = The record it was merged into was itself merged since. Undo that merge first.
label-merged = Merged
label-into = Into
label-act = Act
label-approval = Approval
label-moved = Moved
label-taken = Fields taken over
label-split-from = Split from
