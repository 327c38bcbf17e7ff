# Tokens of programs, and what is told to programs.
tokens = Tokens for programs
tokens-words = A token lets a program read, or read and write, in one project as you. It does at most what you may do yourself at that moment, and never more than on the day it was made.
tokens-confirm-first = Confirm below that it is you; then you can make a token for ten minutes.
tokens-make-in = A new token for the project { $project }
tokens-name = What it is for
tokens-name-hint = Such as: nightly copy for the statistics.
tokens-reach = What it does
tokens-read = reads
tokens-write = reads and writes
tokens-label = The most closed records it reads
tokens-days = It ends after
tokens-days-of = { $days ->
    [one] one day
   *[other] { $days } days
 }
tokens-make = Make the token
tokens-made = Here is the token. It is shown this once.
tokens-keep = Keep it like a password: whoever has it does what it allows, in your name. Lost or seen by others? Take it back on your account’s page.
tokens-use = Programs send it with each request, in this header:
tokens-back = Your account
tokens-ends = ends { $at },
tokens-used = last used { $at }
tokens-never-used = never used
tokens-revoke = Take it back
tokens-of-the-owner = owner of the machine, or somebody without an account
error-token-name-empty = Write what the token is for.
error-token-name-too-long = The name of a token is one line of at most { $max } characters.
error-token-days-not-understood = A token ends after 1 to { $max } days.
error-token-label-too-narrow = A token reads nothing that is sealed, and nothing more closed than what you read yourself.
error-tokens-too-many = You have { $max } tokens. Take one back first.
error-token-refused = This needs a token that is not taken back and has not ended.
error-token-throttled = Too many wrong tokens. Wait a minute.
error-not-acceptable = Only JSON is answered here.
error-media-type = Only JSON is read here: the content type is application/json.
error-field-not-changed = The field { $field } says what the record is, and is not changed.
error-field-not-taken = The field { $field } is written by an operation of its own, not sent.
error-heads-missing = Name the acts whose values of { $field } you replace, as the record’s heads give them.
error-head-not-known = An act named for { $field } is none of this record.
error-limit-not-understood = The limit is a whole number from 1 to { $max }.
error-parameter-missing = The parameter { $name } is missing.
error-parameter-not-known = The parameter { $name } is not known here, or stands twice.
error-record-not-known = There is no record { $record } of the right kind that this token may see.
error-change-empty = Name at least one field to change.
error-null-character = The field { $field } holds a null character, which no record keeps.
error-null-not-taken = Leave out of { $field } what is not known, instead of sending null.
