//! What may no longer be kept: parts with values or secrets, thirty days after they were made. Blobs and tiles stay.
//!
//! The time is in the name of the run, so that a part expires also where its manifest is damaged.

use super::folder::BackupFolder;
use super::manifest::{Holds, Manifest};
use crate::error::{Error, Result};
use crate::limits::{BACKUP_DAYS_MAX, DAY_SECONDS};
use jiff::Timestamp;
use std::path::Path;

/// How the time stands in a run's name.
const NAME: &str = "%Y%m%dT%H%M%S";

/// The name of a run begun at a time, in milliseconds.
pub fn run_name(at: Timestamp) -> String {
    format!("{}{:03}Z", at.strftime(NAME), at.subsec_millisecond())
}

/// When a run began, in whole seconds.
pub fn begun(run: &str) -> Option<Timestamp> {
    let seconds = run.get(..15)?;
    let time = jiff::civil::DateTime::strptime(NAME, seconds).ok()?;
    time.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|time| time.timestamp())
}

/// When a part of a time may no longer be kept.
pub fn expiry(at: Timestamp) -> Timestamp {
    let seconds = at.as_second().saturating_add(BACKUP_DAYS_MAX * DAY_SECONDS);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}

/// Whether the parts of a run may no longer be kept.
pub fn is_expired(run: &str, now: Timestamp) -> bool {
    begun(run).is_some_and(|at| expiry(at) <= now)
}

/// Removes every part of a folder that may no longer be kept, and gives their paths in it.
///
/// # Errors
/// `no-backup`, `backup-folder` where a run is writing to it, or from the file system.
pub fn expire(folder: &Path, now: Timestamp) -> Result<Vec<String>> {
    let folder = BackupFolder::at(folder);
    let _held = folder.begin(&folder.key()?)?;
    expire_held(&folder, now)
}

/// The same where the folder's lock is held.
pub(super) fn expire_held(folder: &BackupFolder, now: Timestamp) -> Result<Vec<String>> {
    let mut removed = Vec::new();
    for holds in [Holds::Register, Holds::Keyring] {
        for run in folder.runs(holds)?.into_iter().filter(|run| is_expired(run, now)) {
            // A part without its manifest is nothing, and is swept.
            for name in [Manifest::name(&run, holds), Manifest::part_name(&run, holds)] {
                let path = folder.path.join(&name);
                match std::fs::remove_file(&path) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(Error::file(&path)(error));
                    }
                    _ => {}
                }
            }
            removed.push(Manifest::part_name(&run, holds));
        }
    }
    if !removed.is_empty() {
        super::file::sync_folder(&folder.path.join("manifests"))?;
        super::file::sync_folder(&folder.path.join("parts"))?;
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_expires_by_its_name_after_thirty_days() {
        let at: Timestamp = "2026-11-21T22:10:05.123Z".parse().unwrap();
        let run = run_name(at);
        assert_eq!(run, "20261121T221005123Z");
        assert_eq!(begun(&run), Some("2026-11-21T22:10:05Z".parse().unwrap()));
        let day = |days: i64| Timestamp::from_second(at.as_second() + days * DAY_SECONDS).unwrap();
        assert!(!is_expired(&run, day(29)));
        assert!(is_expired(&run, day(30)));
        assert!(!is_expired("a name of somebody else", day(300)));
    }
}
