# What lies inside the files that were sent: archives, chats, mail, captures of the web.
inside-title = Take in what files hold
inside-open = Take in what it holds
inside-open-all = Take in what they hold
inside-lede = The files of an archive, the messages of a chat or of mail, the pages of a web capture. Each file inside becomes an item of its own; each message a report of a sender called by a handle, whose name stays in the preserved file.
inside-items = Items to look into
inside-zone = Zone of the chat’s clock
inside-zone-hint = A chat states the hour on the telephone that exported it. Where nobody knows that telephone’s zone, leave it unknown.
inside-done = What they held
inside-messages = { $count ->
    [0] No message became a report.
    [one] One message became a report.
   *[other] { $count } messages became reports.
 }
inside-senders = { $count ->
    [0] No new sender.
    [one] One new sender, as a source called by a handle.
   *[other] { $count } new senders, as sources called by handles.
 }
inside-more = { $count ->
    [one] One more file is not listed here; it is in the list of items.
   *[other] { $count } more files are not listed here; they are in the list of items.
 }
inside-troubles = What was left out or is in doubt
inside-left-out = Left out
inside-doubt = In doubt
inside-where = File
inside-why = What was found
inside-weight = What it cost
error-nothing-inside = None of these items holds others: no archive, chat export, mail or web capture.
error-gathered-from-a-folder = The files of this list lie beside it in a folder. Take the folder in by command.
error-archive-entry-broken = This file in the archive cannot be unpacked.
error-archive-entry-encrypted = This file in the archive is locked by a password.
error-archive-entry-too-large = This file in the archive unpacks to more than is taken in.
error-archive-entry-unlisted = The archive holds a file that its own list does not name.
error-archive-name-repeated = Two files in the archive bear one name.
error-archive-name-unsafe = A name in the archive leads out of it; only its last part was kept.
error-archive-ratio-too-high = This file in the archive unpacks to far more than any real file.
error-archive-too-deep = Archives lie within archives, deeper than is looked.
error-attachment-missing = A message names a file that did not come along.
error-attachment-not-included = The chat was exported without its media.
error-attachment-unmentioned = No message names this file.
error-calendar-not-read = The dates are of a calendar that is not read.
error-chat-part-not-read = A part of the chat could not be read.
error-date-order-in-doubt = Day and month cannot be told apart in this chat.
error-digest-broken = The file does not agree with the digest that came with it.
error-digest-not-checked = The digest that came with the file is of a kind that is not checked.
error-digest-not-stated = No digest came with the file.
error-entry-cut-off = The entry ends before its stated length.
error-entry-not-understood = The entry could not be understood.
error-field-not-understood = One field of the entry could not be understood.
error-header-of-another-form = A header is written in a form that is not read.
error-media-missing = A file that is named did not come along.
error-nested-too-deep = Parts lie within parts, deeper than is looked.
error-quoting-in-doubt = It is in doubt which words are quoted.
error-reply-target-missing = The message that this one answers is not in the export.
error-signature-not-checked = A signature is there and was not checked.
error-text-before-first-entry = There is text before the first message.
error-time-runs-back = The time of a message lies before that of the one above it.
error-too-many-entries = There are more entries than are read.
