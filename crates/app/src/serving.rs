//! The server with its background work: pages until a signal, and the sequencer beside them.
//!
//! The pages are `web`'s; this joins them to a listener, a key and the log. Start at [`serve`].

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::limits::{SCRUB_BYTES_PER_STEP, SCRUB_EVERY, SEQUENCE_EVERY};
use crate::output::Output;
use crate::stamping::stamp_until;
use domain::id::ActorId;
use register::Register;
use register::evidence::vault::ScrubStep;
use serde::Serialize;
use std::sync::Arc;
use std::time::SystemTime;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;
use web::desk::Desk;
use web::guard::Hosts;
use web::session::{Entrance, Key, Sessions};

/// What a server prints once it answers.
#[derive(Serialize)]
struct Open {
    /// The address to open; with the key that opens a session where one does.
    address: String,
}

/// Binds an address such as `127.0.0.1:0`, before anything slow is done.
pub async fn bind(listen: &str) -> Result<TcpListener> {
    TcpListener::bind(listen).await.map_err(|error| {
        Failure::new(Exit::Input, "cannot-listen", format!("cannot listen on {listen}: {error}"))
            .hint("choose another address with `--listen`, such as 127.0.0.1:0 for any free port")
    })
}

/// Serves a register until Ctrl-C or the terminate signal, numbering new acts meanwhile.
///
/// In a register of one person the printed key opens a session. In a team's it does so only where `key_opens` names
/// the person it opens one for, as in a demonstration.
pub async fn serve(
    register: Register,
    listener: TcpListener,
    key_opens: Option<ActorId>,
    output: Output,
) -> Result<Exit> {
    let port = listener.local_addr().map_err(|error| failed(&error))?.port();
    let key =
        Key::draw().map_err(|error| Failure::new(Exit::Damaged, "no-random-numbers", error.to_string()))?;
    let register = Arc::new(register);
    let entrance = match key_opens {
        _ if register.settings.one_person => Entrance::Key(&key),
        Some(actor) => Entrance::AccountsAndKey(&key, actor),
        None => Entrance::Accounts,
    };
    let public_url = register.settings.public_url.clone();
    let sessions = Sessions::new(&register.people, &entrance, port, public_url.as_deref());
    let config = web::Config { hosts: Hosts::new(port, public_url.as_deref()), sessions };
    let routes = web::routes::router().with_state(Desk::new(Arc::clone(&register)));
    let mut stop_signal = Box::pin(web::stop_signal());
    // Polled once before the address is printed: whoever reads it may end the program at once.
    tokio::select! {
        biased;
        () = &mut stop_signal => return Ok(Exit::Done),
        () = std::future::ready(()) => {}
    }
    let origin = format!("http://localhost:{port}");
    let address = match entrance {
        Entrance::Accounts => format!("{origin}/"),
        Entrance::Key(_) | Entrance::AccountsAndKey(..) => key.address(&origin),
    };
    let open = Open { address };
    output.data(&open, |open| format!("Open {}\n", open.address))?;
    let (stop, stopped) = watch::channel(false);
    let stamper = tokio::spawn(stamp_until(Arc::clone(&register), stopped.clone()));
    let scrubber = tokio::spawn(scrub_until(Arc::clone(&register), stopped.clone()));
    let sequencer = tokio::spawn(sequence_until(Arc::clone(&register), stopped));
    let served = web::serve(listener, web::router(&config, routes), stop_signal).await;
    // Nobody listens only when the sequencer has already ended by itself.
    let _ = stop.send(true);
    let sequenced = sequencer.await.map_err(|error| failed(&error))?;
    stamper.await.map_err(|error| failed(&error))?;
    scrubber.await.map_err(|error| failed(&error))?;
    served.map_err(|error| failed(&error))?;
    sequenced?;
    Ok(Exit::Done)
}

/// Numbers new acts until a signal, without pages.
pub async fn work(register: Register) -> Result<Exit> {
    let (stop, stopped) = watch::channel(false);
    let register = Arc::new(register);
    let stamper = tokio::spawn(stamp_until(Arc::clone(&register), stopped.clone()));
    let scrubber = tokio::spawn(scrub_until(Arc::clone(&register), stopped.clone()));
    let sequencer = tokio::spawn(sequence_until(register, stopped));
    web::stop_signal().await;
    // As above.
    let _ = stop.send(true);
    sequencer.await.map_err(|error| failed(&error))??;
    stamper.await.map_err(|error| failed(&error))?;
    scrubber.await.map_err(|error| failed(&error))?;
    Ok(Exit::Done)
}

/// Reads the vault's files a little at a time and mends what is damaged, until told to stop.
async fn scrub_until(register: Arc<Register>, mut stopped: watch::Receiver<bool>) {
    let step = ScrubStep { bytes_max: SCRUB_BYTES_PER_STEP, ..ScrubStep::default() };
    loop {
        tokio::select! {
            () = tokio::time::sleep(SCRUB_EVERY) => {}
            // The sender is dropped only after it has sent.
            _ = stopped.changed() => return,
        }
        // A register that keeps no file yet has nothing to read.
        if !register.vault_folder().exists() {
            continue;
        }
        if let Err(error) = register.discard_old_uploads(SystemTime::now()).await {
            tracing::error!(code = error.code(), "unfinished uploads stay for now");
        }
        match register.scrub_step(step).await {
            Ok(found) if found.lost > 0 => {
                tracing::error!(
                    lost = found.lost,
                    "originals are damaged in every copy; run sijil evidence check"
                );
            }
            Ok(found) if found.mended > 0 => {
                tracing::warn!(mended = found.mended, "damaged originals were mended from the other copy");
            }
            Ok(_) => {}
            Err(error) => tracing::error!(code = error.code(), "the vault could not be checked now"),
        }
    }
}

/// Gives committed acts their numbers and signs checkpoints, until told to stop; then once more.
async fn sequence_until(register: Arc<Register>, mut stopped: watch::Receiver<bool>) -> Result<()> {
    let mut ticks = tokio::time::interval(SEQUENCE_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = register.woken() => {}
            // Other processes on the same server database commit without waking this one.
            _ = ticks.tick() => {}
            // The sender is dropped only after it has sent.
            _ = stopped.changed() => break,
        }
        if let Err(error) = register.sequence().await {
            tracing::error!(code = error.code(), "acts stay without a number for now");
        }
    }
    register.sequence().await?;
    Ok(())
}

fn failed(error: &impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Damaged, "server", error.to_string())
}
