//! Getting outside time: one try, and the tries of a running server, with growing pauses while the authority is away.
//!
//! Nothing depends on it: a checkpoint without a token stays due, and everything else goes on. Start at [`attempt`].

use crate::asking::authority::{NoAnswer, Patience, ask};
use crate::limits::{STAMP_EVERY, STAMP_FIRST_AFTER, STAMP_PAUSE_MAX};
use jiff::Timestamp;
use register::Register;
use register::ledger::timestamp::{Nonce, Stamp};
use register::timestamp::Timestamps;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{oneshot, watch};

/// What one try came to.
#[derive(Debug)]
pub enum Attempt {
    /// No authority is set; whether a checkpoint would be due was not asked.
    NotSet,
    /// The last token covers everything, or is of today.
    NotDue,
    /// A token over so many leaves was made and kept.
    Done(u64, Stamp),
    /// None was made for so many leaves; they stay due.
    Failed(u64, Why),
}

/// Why no token was made.
#[derive(Debug, thiserror::Error)]
pub enum Why {
    /// There was no answer.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
    /// The answer does not hold, or could not be kept.
    #[error(transparent)]
    Register(#[from] register::Error),
}

impl Why {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoAnswer(no_answer) => no_answer.code(),
            Self::Register(error) => error.code(),
        }
    }
}

/// Asks the authority for what is due now, once. Waits for it.
///
/// # Errors
/// Where the log itself cannot be read.
pub fn attempt(timestamps: &Timestamps, nonce: Nonce, patience: Patience) -> register::Result<Attempt> {
    let Some(address) = &timestamps.authority else { return Ok(Attempt::NotSet) };
    let Some(asked) = timestamps.due(nonce, Timestamp::now())? else { return Ok(Attempt::NotDue) };
    let answer = ask(address, &asked.request, patience).map_err(Why::from);
    let kept = answer.and_then(|answer| Ok(timestamps.keep(&asked, &answer, Timestamp::now())?));
    Ok(match kept {
        Ok(stamp) => Attempt::Done(asked.checkpoint.size, stamp),
        Err(why) => Attempt::Failed(asked.checkpoint.size, why),
    })
}

/// Looks again and again whether a token is due, later and later while tries fail, until told to stop.
pub async fn stamp_until(register: Arc<Register>, stopped: watch::Receiver<bool>) {
    if register.settings.timestamp.is_some() {
        stamp_after(STAMP_FIRST_AFTER, &register, stopped).await;
    }
}

async fn stamp_after(first: Duration, register: &Register, mut stopped: watch::Receiver<bool>) {
    let mut pause = first;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            // The sender is dropped only after it has sent.
            _ = stopped.changed() => return,
        }
        let tried = tokio::select! {
            tried = try_beside(register) => tried,
            _ = stopped.changed() => return,
        };
        pause = next_pause(pause, tried.as_ref());
    }
}

/// How long to wait after a try: as always, or twice as long as before where it failed.
fn next_pause(pause: Duration, tried: Option<&Attempt>) -> Duration {
    match tried {
        Some(Attempt::NotSet | Attempt::NotDue | Attempt::Done(..)) => STAMP_EVERY,
        Some(Attempt::Failed(..)) | None => (pause * 2).clamp(STAMP_EVERY, STAMP_PAUSE_MAX),
    }
}

/// One try on a thread of its own, which a program that ends does not wait for.
async fn try_beside(register: &Register) -> Option<Attempt> {
    let timestamps = register.timestamps();
    let nonce = register.nonce().inspect_err(|error| tell(error.code(), error)).ok()?;
    let (send, receive) = oneshot::channel();
    std::thread::spawn(move || {
        // Nobody receives where the program is ending.
        let _ = send.send(attempt(&timestamps, nonce, Patience::default()));
    });
    let tried = receive.await.ok()?.inspect_err(|error| tell(error.code(), error)).ok()?;
    match &tried {
        Attempt::Done(leaves, stamp) => {
            tracing::info!(leaves, time = %stamp.time, "a checkpoint was stamped");
        }
        Attempt::Failed(_, why) => tell(why.code(), why),
        Attempt::NotSet | Attempt::NotDue => {}
    }
    Some(tried)
}

fn tell(code: &'static str, error: &impl std::fmt::Display) {
    tracing::warn!(code, %error, "no timestamp for now; it is tried again");
}

#[cfg(test)]
mod tests {
    use super::*;
    use register::Reason;
    use register::origin::Origin;
    use register::register::{Creation, LOCAL_ACTOR};
    use register::settings::Authority;
    use std::net::TcpListener;
    use std::path::Path;

    #[test]
    fn pauses_grow_while_it_fails_and_only_so_far() {
        let failed = Attempt::Failed(1, Why::NoAnswer(NoAnswer::Status(503)));
        let mut pause = STAMP_FIRST_AFTER;
        let mut all = Vec::new();
        for _ in 0..12 {
            pause = next_pause(pause, Some(&failed));
            all.push(pause);
        }
        assert!(
            all.is_sorted() && all[..2] == [STAMP_EVERY, STAMP_EVERY * 2] && all[11] == STAMP_PAUSE_MAX,
            "{all:?}"
        );
        assert_eq!(next_pause(pause, None), STAMP_PAUSE_MAX);
        assert_eq!(next_pause(pause, Some(&Attempt::NotDue)), STAMP_EVERY);
    }

    /// A register with an act in its log and that authority.
    async fn register(folder: &Path, authority: Option<&str>) -> Register {
        let origin_line = "sijil.test/log".to_owned();
        let creation = Creation { origin_line, one_person: true, server: None, origin: Origin::Machine };
        let mut register = Register::create(folder, creation).await.expect("a register");
        let project =
            domain::record::Project { code: "test".into(), name: "Test".into(), ..Default::default() };
        let reason = Reason { actor: LOCAL_ACTOR, why: "Begin".to_owned() };
        register.make_project(reason, &project).await.expect("a project");
        register.sequence().await.expect("numbered");
        register.settings.timestamp =
            authority.map(|authority| Authority { authority: authority.to_owned(), certificates: None });
        register
    }

    #[tokio::test]
    async fn a_try_that_fails_leaves_it_due_and_without_an_authority_none_is_made() {
        let held = tempfile::tempdir().expect("a folder");
        let unset = register(&held.path().join("unset"), None).await;
        assert!(matches!(try_beside(&unset).await, Some(Attempt::NotSet)));
        let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
        let away = register(&held.path().join("away"), Some(&format!("http://{closed}/"))).await;
        for _ in 0..2 {
            let tried = try_beside(&away).await;
            assert!(matches!(tried, Some(Attempt::Failed(1, Why::NoAnswer(NoAnswer::Away(_))))), "{tried:?}");
        }
    }

    #[tokio::test]
    async fn a_program_that_ends_does_not_wait_for_an_authority_that_hangs() {
        let held = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/", listener.local_addr().expect("an address"));
        let register = register(&held.path().join("data"), Some(&address)).await;
        let (stop, stopped) = watch::channel(false);
        let (asked, is_asked) = oneshot::channel();
        std::thread::spawn(move || {
            let held = listener.accept();
            let _sent = asked.send(());
            // The connection is held, and nothing said, until the test is over.
            if let Ok((mut stream, _)) = held {
                drop(std::io::copy(&mut stream, &mut std::io::sink()));
            }
        });
        let begun = std::time::Instant::now();
        let stamping = stamp_after(Duration::ZERO, &register, stopped);
        let stopping = async {
            is_asked.await.expect("asked");
            stop.send(true).expect("somebody listens");
        };
        tokio::join!(stamping, stopping);
        assert!(begun.elapsed() < crate::limits::AUTHORITY_TIMEOUT, "{:?}", begun.elapsed());
    }
}
