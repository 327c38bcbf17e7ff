# Exports: what for, for whom, and who agreed.
exports-title = Exports
exports-lede = Every export of the team is kept with its purpose, its recipient and the digest of its file.
exports-of = Export: { $kind }
exports-purpose = What for
exports-recipient = For whom
exports-format = Format
exports-make = Make the file
exports-ask = Ask a second person
exports-takes-two = This takes a second person: it holds sealed records, or more than { $count } people. Once somebody else has agreed, you can make the file for a day.
exports-yours = Your exports
exports-none = You have exported nothing
exports-none-words = Lists of records offer their export at the foot of the page.
exports-until = May be made until { $when }
exports-column-kind = Records
exports-column-outcome = What became of it
exports-column-file = File
exports-approval = { $kind }: an export
