# Evidence on its way in, and its custody.
number-bytes = { $count ->
    [one] { $number } byte
   *[other] { $number } bytes
}
upload-title = Take files in
upload-lede = Each file is fixed by its hash and encrypted as it arrives. What it says of itself is read apart and stays a claim of the file.
upload-files = Files
upload-files-hint = Recordings, photographs, documents. They are kept as they are.
upload-why = Where they come from, and why they are kept
upload-take = Take in
upload-taken = Taken in
upload-outcome = Outcome
upload-new = New
upload-already = Was here before; nothing was added
upload-unfinished = Not finished
upload-unfinished-words = Choose the same file again to go on where it stood. After seven days it is discarded.
upload-stands = { $bytes } of { $all }
upload-waiting = waiting
upload-sending = sending
upload-done = kept:
upload-already-at = Was here before; nothing was added:
upload-failed = This file was not kept. What arrived of it stays; choose it again to go on.
upload-command = Folders, archives, chat exports and mail, with their messages as reports:
custody-title = Custody of { $item }
custody-lede = What it is, who had it in hand, and how to check both. Each line is an act in the log.
custody-size = Size
custody-chain = Chain of custody
custody-when = When
custody-what = What was done
custody-who = By whom
custody-act = Act and proof
custody-check = How to check it
custody-check-words = The SHA-256 of the file handed over must be the one above. Behind each act lie its values, its proof and the script that checks it against the checkpoint below; neither needs this program.
custody-item = Item
custody-proofs = Proofs of the acts
custody-log = Log
custody-checkpoint = Checkpoint
error-item-without-bytes = An item is made of bytes alone: take the file in.
error-original-never-changes = What the bytes are and how they came is never changed.
error-item-bytes-missing = The file of this item is not in the vault.
error-item-bytes-damaged = The file of this item is damaged.
error-item-key-missing = The keyring holds no key for this item.
error-gathered-too-many = There are more files or folders than are taken in at once.
error-gathered-not-a-file = A link or a device is not followed.
error-media-child-crashed = The process that read this file died. The file is kept as it is.
error-media-child-timed-out = Reading this file took too long. The file is kept as it is.
label-custody = Custody
