# Media: why a file was not read. The file itself is kept as it came.
error-evidence-child-not-run = The process that reads files could not be started. The file is kept, and can be read later.
error-media-kind-not-read = Sijil does not read files of this kind. The file is kept as it is.
error-media-broken = The file is damaged: its content is not what its kind promises. It is kept as it is.
error-media-truncated = The file ends too early. It is kept as it is.
error-media-pixels-too-many = The image has more pixels than Sijil decodes. It is kept as it is.
error-media-bytes-too-many = The file is larger than Sijil reads at once. It is kept as it is.
error-media-archive-too-large = The archive would unpack to far more than it is long, which is how a trap looks. Nothing was unpacked.
error-media-layout-not-read = The file is of a kind that Sijil reads, in a variant that it does not. It is kept as it is.
error-media-out-of-range = What was marked lies outside the file. Nothing was made.
error-media-unconfined = This system lacks the means to confine a reader of untrusted files, so none was read.
