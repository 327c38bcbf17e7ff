//! Fails the n-th call to the disk, or forgets to make anything durable, so that tests see whether the vault would
//! lose what it has acknowledged. Without the feature `sabotage` nothing of it is compiled.

/// What is about to be asked of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// A new file or folder.
    Create,
    /// Bytes into a file.
    Write,
    /// A file made durable.
    SyncFile,
    /// The names in a folder made durable.
    SyncFolder,
    /// Everything on a disk made durable.
    SyncDisk,
    /// A file given its name.
    Rename,
    /// A file removed.
    Remove,
}

#[cfg(not(feature = "sabotage"))]
mod none {
    use super::Call;
    use std::io;

    #[expect(clippy::unnecessary_wraps, reason = "the other build of it fails")]
    pub(in crate::vault) const fn before(_: Call) -> io::Result<()> {
        Ok(())
    }

    pub(in crate::vault) const fn forgets_syncs() -> bool {
        false
    }
}

#[cfg(not(feature = "sabotage"))]
pub(super) use none::{before, forgets_syncs};

#[cfg(feature = "sabotage")]
mod counted {
    use super::Call;
    use std::cell::RefCell;
    use std::io;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[derive(Debug, Default)]
    struct Plan {
        calls: Vec<Call>,
        fails_at: Option<(usize, i32)>,
    }

    thread_local! {
        static PLAN: RefCell<Plan> = RefCell::default();
    }

    static FORGETS_SYNCS: AtomicBool = AtomicBool::new(false);

    /// From now on the calls of this thread are counted anew, and the one with this number, from 0, fails with this
    /// error number of the system.
    pub fn fail_at(fails_at: Option<(usize, i32)>) {
        PLAN.with_borrow_mut(|plan| *plan = Plan { calls: Vec::new(), fails_at });
    }

    /// The calls of this thread since [`fail_at`].
    pub fn calls() -> Vec<Call> {
        PLAN.with_borrow(|plan| plan.calls.clone())
    }

    /// Whether this process leaves out everything that makes bytes durable.
    pub fn forget_syncs(forgets: bool) {
        FORGETS_SYNCS.store(forgets, Ordering::SeqCst);
    }

    pub(in crate::vault) fn before(call: Call) -> io::Result<()> {
        PLAN.with_borrow_mut(|plan| {
            plan.calls.push(call);
            match plan.fails_at {
                Some((number, error)) if number + 1 == plan.calls.len() => {
                    Err(io::Error::from_raw_os_error(error))
                }
                _ => Ok(()),
            }
        })
    }

    pub(in crate::vault) fn forgets_syncs() -> bool {
        FORGETS_SYNCS.load(Ordering::SeqCst)
    }
}

#[cfg(feature = "sabotage")]
pub(super) use counted::{before, forgets_syncs};
#[cfg(feature = "sabotage")]
pub use counted::{calls, fail_at, forget_syncs};
