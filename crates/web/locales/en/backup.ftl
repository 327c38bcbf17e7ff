# Backups, and registers that were rolled back. Said at the terminal: there is no page of them.
error-backup-damaged = The backup is damaged.
error-backup-expired = This part of a backup may no longer be kept.
error-backup-file-altered = A file of the backup is not as it was written.
error-backup-file-missing = A file of the backup is missing or cannot be read.
error-backup-folder = A backup cannot be written to this folder, or read from it.
error-no-backup = There is no such backup in this folder.
error-register-rolled-back = This register is older than its log, so it signs nothing.
hint-register-rolled-back = It was restored from an older copy, or its log was. Somebody may hold the later checkpoint, and a second history beside it would cost the trust in both. Restore the latest backup, or put back the log or the database that is missing; reading, exporting and checking go on meanwhile. Keep every copy as it is.
error-sealing-altered = This is no sealed file, or it was altered.
error-sealing-disk = The disk did not take or give the sealed file.
error-sealing-no-identity = The file holds no key that opens anything.
error-sealing-not-a-recipient = This is nobody to whom a file can be sealed.
error-sealing-wrong-identity = The key does not open it: it was sealed to others.
