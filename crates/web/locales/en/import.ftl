# The import workbench.
import-title = Import
import-lede = A table from someone else: see what would become of each row before anything is kept.
import-mapping = What kind of table it is
import-table = File
import-file-hint = CSV, XLSX, JSON or JSON Lines. It stays on this machine.
import-read = Read it
import-waiting = Files read lately
import-state-running = being read
import-state-tried = read, nothing kept yet
import-state-kept = imported
import-state-failed = could not be read
import-running = { $rows ->
    [one] One row read so far.
   *[other] { $rows } rows read so far.
}
import-look-again = Look again
import-can-leave = You can leave this page and come back to it.
import-failed = Nothing of this file landed
import-tried = This is what would happen. Nothing is kept yet.
import-kept = Imported. Every record is an act in the log.
import-rows = Rows in the file
import-landed = Rows that land whole
import-landed-with-problems = Rows that land with a remark
import-refused = Rows left out
import-created = Records made
import-changed = Records changed
import-unchanged = Records found again, unchanged
import-acts = Acts in the log
import-columns = How the file was read
import-columns-all = Columns of the file
import-columns-unread = Columns no field reads; kept in the raw row
import-columns-absent = Fields without a column
import-delimiter = Delimiter
import-decimal-comma = Decimal comma
import-day-first = Day before month
import-yes = yes
import-no = no
import-none = none
import-problems = { $count ->
    [one] One problem
   *[other] { $count } problems
}
import-more-problems = { $count ->
    [one] One more is not shown here; the command sijil import lists all.
   *[other] { $count } more are not shown here; the command sijil import lists all.
}
import-commit = Keep it
import-commit-button = Import these rows
import-to-records = To the records
import-to-log = To the log
import-again = Read it another way
import-mapping-open = Show the mapping and change it
import-mapping-text = Mapping
import-mapping-hint = Under [columns], write the names of this file's columns beside the fields they hold.
import-again-button = Read again with this mapping
import-choose = Columns and fields
import-choose-read = Fields read from a column: { $read } of { $fields }.
import-choose-unread = Columns no field reads:
import-choose-lacking = Nothing can be read without a column for:
import-choose-open = Choose the column of each field
import-choose-hint = Each field is read from the column chosen here. One column may fill several fields.
import-choose-hint-wide = Write the name of the column each field is read from, as the file has it; left empty, the field is not in this file.
import-choose-too-many = The mapping has more than { $max } fields. Change them in its text below.
import-choose-field = Field
import-choose-column = Column of this file
import-choose-none = not in this file
import-choose-needed = needed
import-choose-button = Read it again with these columns
error-field-not-in-mapping = The mapping of this file has no field “{ $field }”.
error-field-chosen-twice = A column was chosen twice for the field “{ $field }”.
error-column-not-in-file = The file has no column “{ $column }”.
import-discard = Discard the file
import-discard-words = Removes the uploaded file. What was imported stays.
