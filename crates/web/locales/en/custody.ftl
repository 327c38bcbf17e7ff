# What custodians see: labels of records and who read what is closed.
custody-head = Who may see this record
custody-narrow = Close it to more people
custody-narrow-words = Takes effect at once, on this record and on everything that rests on it.
custody-widen = Ask for it to be opened
custody-widen-words = Another custodian must agree. What rests on this record opens only as far as everything else it rests on.
readers-title = Who read this record
readers-of-this = Who read it, and when
readers-its = its readers
readers-words = Noted before the page was answered, while the record was sensitive or sealed. Records are named by kind and id here, so that looking at this list is no reading.
readers-none = Nobody has read anything here while it was closed
readers-none-words = A reading is noted when somebody is shown a sensitive or sealed record, or exports it.
readers-cut = Only the latest { $count } readings are listed.
readings-title = Readings of closed records
readings-lede = Who read what is sensitive or sealed in this project, latest first.
readings-when = When
readings-what = What
readings-label = Label at the time
